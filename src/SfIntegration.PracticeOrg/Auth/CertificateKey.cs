using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SfIntegration.Practice.Auth;

/// <summary>The public key of an uploaded X.509 certificate: PEM, its Base64 alone (as retrieved files have it), or DER.</summary>
internal static class CertificateKey
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    /// <summary>The certificate in DER; PEM is unwrapped. An <see cref="ArgumentException"/> says what is wrong.</summary>
    public static byte[] ToDer(byte[] uploaded)
    {
        var der = Unwrap(uploaded);
        try
        {
#pragma warning disable SYSLIB0057 // X509CertificateLoader does not exist in netstandard2.0.
            using var certificate = new X509Certificate2(der);
#pragma warning restore SYSLIB0057
            using var key = certificate.GetRSAPublicKey();
            return key is null
                ? throw new ArgumentException("The certificate holds no RSA key; the JWT bearer flow signs with RS256.", nameof(uploaded))
                : der;
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("This is no X.509 certificate in PEM or DER.", nameof(uploaded), e);
        }
    }

    /// <summary>The RSA public key of a certificate in DER.</summary>
    public static RSA PublicKey(byte[] der)
    {
#pragma warning disable SYSLIB0057
        using var certificate = new X509Certificate2(der);
#pragma warning restore SYSLIB0057
        return certificate.GetRSAPublicKey() ?? throw new ArgumentException("The certificate holds no RSA key.", nameof(der));
    }

    private static byte[] Unwrap(byte[] uploaded)
    {
        var text = Encoding.ASCII.GetString(uploaded);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin < 0)
        {
            return Bare(text) ?? uploaded;
        }

        begin += Begin.Length;
        var end = text.IndexOf(End, begin, StringComparison.Ordinal);
        try
        {
            return end < 0
                ? throw new ArgumentException("The PEM text has no END CERTIFICATE line.", nameof(uploaded))
                : Convert.FromBase64String(text.Substring(begin, end - begin));
        }
        catch (FormatException e)
        {
            throw new ArgumentException("The PEM text is not valid Base64.", nameof(uploaded), e);
        }
    }

    /// <summary>Base64 without the lines of PEM; null for what is none. DER begins with a byte that Base64 may have too, so the text must be all of it.</summary>
    private static byte[]? Bare(string text)
    {
        try
        {
            return text.Trim().Length == 0 ? null : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
