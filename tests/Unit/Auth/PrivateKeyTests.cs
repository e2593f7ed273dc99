using System;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SfIntegration.Auth;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth;

public sealed class PrivateKeyTests
{
    private static readonly RSA s_key = RSA.Create(2048);

    private static RSA Load(string pem, string? password = null) =>
        PrivateKeyFile.Load(Encoding.UTF8.GetBytes(pem), "server.key", password is null ? null : new Secret(password));

    [Theory]
    [InlineData(2048)]
    [InlineData(2056)]
    [InlineData(4096)]
    public void Pkcs1_and_pkcs8_keys_of_any_size_sign_as_the_original(int size)
    {
        using var key = RSA.Create(size);
        foreach (var pem in new[] { key.ExportRSAPrivateKeyPem(), key.ExportPkcs8PrivateKeyPem() })
        {
            using var read = Load(pem);
            AssertSame(key, read);
        }
    }

    [Theory]
    [InlineData(PbeEncryptionAlgorithm.Aes256Cbc, "SHA256")]
    [InlineData(PbeEncryptionAlgorithm.Aes192Cbc, "SHA512")]
    [InlineData(PbeEncryptionAlgorithm.Aes128Cbc, "SHA1")]
    public void An_encrypted_key_is_opened_by_its_password_and_by_no_other(PbeEncryptionAlgorithm cipher, string hash)
    {
        var pem = s_key.ExportEncryptedPkcs8PrivateKeyPem("p\u00e4ss word", new PbeParameters(cipher, new HashAlgorithmName(hash), 1000));
        using var read = Load(pem, "p\u00e4ss word");
        AssertSame(s_key, read);
        for (var i = 0; i < 300; i++)
        {
            // Often enough to meet wrong passwords that leave a valid padding.
            var error = Assert.Throws<SfException>(() => Load(pem, "wrong" + i));
            Assert.DoesNotContain("wrong" + i, error.ToString(), StringComparison.Ordinal);
        }

        Assert.Contains("password", Assert.Throws<SfException>(() => Load(pem)).Cure!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_found_among_certificates_comments_and_windows_line_ends()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=x", 1);
        var text = "# made by hand\r\n" + certificate.ExportCertificatePem() + "\r\n" + s_key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\r\n");
        using var read = PrivateKeyFile.Load([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)], "both.pem", null);
        AssertSame(s_key, read);
    }

    [Fact]
    public void A_pfx_is_opened_by_its_password()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=x", 1);
        var pfx = certificate.Export(X509ContentType.Pfx, "secret-pw");
        using var read = PrivateKeyFile.Load(pfx, "x.pfx", new Secret("secret-pw"));
        using var publicKey = certificate.GetRSAPublicKey()!;
        var data = new byte[] { 1, 2, 3 };
        Assert.True(publicKey.VerifyData(data, read.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        foreach (var password in new[] { "other-pw", null })
        {
            var error = Assert.Throws<SfException>(() => PrivateKeyFile.Load(pfx, "x.pfx", password is null ? null : new Secret(password)));
            Assert.NotNull(error.Cure);
            Assert.DoesNotContain("other-pw", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_damage_to_a_key_is_an_error_with_a_cure_and_never_a_crash()
    {
        var der = s_key.ExportPkcs8PrivateKey();
        var random = new Random(20261121);
        for (var i = 0; i < 400; i++)
        {
            var damaged = der.ToArray();
            if (i % 2 == 0)
            {
                Array.Resize(ref damaged, random.Next(damaged.Length));
            }
            else
            {
                damaged[random.Next(60)] ^= (byte)(1 << random.Next(8));
            }

            var pem = "-----BEGIN PRIVATE KEY-----\n" + Convert.ToBase64String(damaged) + "\n-----END PRIVATE KEY-----";
            var error = Record.Exception(() => Load(pem).Dispose());
            Assert.True(error is null or SfException { Cure: not null }, error?.ToString());
            Assert.True(i % 2 != 0 || error is not null);
        }
    }

    [Theory]
    [InlineData("", "PFX")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "certificate")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----", "PKCS#8")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----", "PKCS#8")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----", "openssl pkcs8")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----", "RSA")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "RSA")]
    public void A_file_without_a_usable_key_is_refused_with_the_way_out(string text, string cure)
    {
        var error = Assert.Throws<SfException>(() => Load(text));
        Assert.Contains("server.key", error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Message + error.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void An_elliptic_or_a_short_key_is_refused()
    {
        using var elliptic = ECDsa.Create();
        Assert.Contains("RSA", Assert.Throws<SfException>(() => Load(elliptic.ExportPkcs8PrivateKeyPem())).Message, StringComparison.Ordinal);
        using var small = RSA.Create(1024);
        Assert.Contains("2048", Assert.Throws<SfException>(() => Load(small.ExportPkcs8PrivateKeyPem())).Cure!, StringComparison.Ordinal);
    }

    [Fact]
    public void The_old_triple_des_encryption_is_refused_with_the_command_that_replaces_it()
    {
        var pem = s_key.ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 1000));
        Assert.Contains("openssl pkcs8", Assert.Throws<SfException>(() => Load(pem, "x")).Cure!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_without_its_key_is_refused_with_a_cure()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=x", 1);
        using var bare = X509CertificateLoader.LoadCertificate(certificate.Export(X509ContentType.Cert));
        Assert.Contains("PFX", Assert.Throws<SfException>(() => HostCrypto.KeyOf(bare)).Cure!, StringComparison.Ordinal);
    }

    private static void AssertSame(RSA expected, RSA actual)
    {
        var data = Encoding.ASCII.GetBytes("signed");
        var signature = actual.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.True(expected.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
