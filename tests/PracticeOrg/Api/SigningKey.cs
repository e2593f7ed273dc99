using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Tests.Api;

/// <summary>A key pair with a certificate, and assertions signed with plain RSA: a judge that shares no code with the product.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public SigningKey()
    {
        var request = new CertificateRequest("CN=practice", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Der = certificate.Export(X509ContentType.Cert);
        Pem = certificate.ExportCertificatePem();
    }

    public byte[] Der { get; }

    public string Pem { get; }

    public void Dispose() => _key.Dispose();

    public string Assertion(JObject claims, string algorithm = "RS256")
    {
        var text = Url(Encoding.UTF8.GetBytes(new JObject { ["alg"] = algorithm }.ToString())) + "." + Url(Encoding.UTF8.GetBytes(claims.ToString()));
        return text + "." + Url(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
