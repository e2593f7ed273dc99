using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// The certificate of an app's JWT flow: its public part, never a key. The element holds PEM or its Base64 alone (retrieved files show both);
/// it is written as Base64.
/// </summary>
internal sealed record AppCertificate(string Subject, string Thumbprint, DateTime NotBefore, DateTime NotAfter)
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    /// <summary>What the element holds; null where it is no certificate that can be read.</summary>
    public static AppCertificate? Read(string? element)
    {
        if (Der(element) is not { } der)
        {
            return null;
        }

        try
        {
            using var certificate = new X509Certificate2(der);
            return Of(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The certificate of a file in PEM or DER; null where it is neither.</summary>
    public static X509Certificate2? Open(byte[] file)
    {
        try
        {
            return new X509Certificate2(Der(Encoding.ASCII.GetString(file)) ?? file);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What a person may know of a certificate.</summary>
    public static AppCertificate Of(X509Certificate2 certificate) => new(certificate.Subject, certificate.Thumbprint, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    /// <summary>The element for a certificate: its public part only.</summary>
    /// <exception cref="SfException">It holds no RSA key: Salesforce takes RS256 only (facts §1.3).</exception>
    public static string Element(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is null
            ? throw new SfException($"The certificate {certificate.Subject} holds no RSA key.", "Salesforce signs in with RS256 only: give an RSA certificate.")
            : Convert.ToBase64String(certificate.Export(X509ContentType.Cert));
    }

    /// <summary>True where both elements hold the same certificate.</summary>
    public static bool Same(string? a, string? b) => Der(a) is { } first && Der(b) is { } second && first.SequenceEqual(second);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Subject}, {Thumbprint}, until {NotAfter:yyyy-MM-dd}");

    private static byte[]? Der(string? element)
    {
        var text = element?.Trim() ?? "";
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        if (begin >= 0)
        {
            begin += Begin.Length;
            var end = text.IndexOf(End, begin, StringComparison.Ordinal);
            text = end < 0 ? "" : text.Substring(begin, end - begin);
        }

        try
        {
            return text.Length == 0 ? null : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
