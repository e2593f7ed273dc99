using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>Creates apps with fresh credentials.</summary>
internal static class AppFactory
{
    /// <summary>Creates the row, the credentials and the OAuth side of an app.</summary>
    public static PracticeApp Create(OrgParts org, PracticeAppSettings settings, string? runAsUserId)
    {
        var pem = settings.Certificate is { } certificate ? Pem(certificate.ToArray()) : null;
        var row = org.Engine.Create(
            "ConnectedApplication",
            org.AsSystem(Seed.CompanySeed.AdminUsername).UserId,
            ("Name", settings.Name),
            ("OptionsAllowAdminApprovedUsersOnly", settings.AdminApprovedOnly));
        var app = new PracticeApp
        {
            Id = row.Id,
            Name = settings.Name,
            Kind = "ConnectedApplication",
            ConsumerKey = "3MVG9" + Hex(40),
            ConsumerSecret = Hex(32),
            ClientCredentialsEnabled = runAsUserId is not null,
            RunAsUserId = runAsUserId,
            CertificatePem = pem,
            AdminApprovedOnly = settings.AdminApprovedOnly,
            Scopes = settings.Scopes,
            CredentialsCreated = org.Clock.UtcNow,
        };
        org.Engine.Apps.Add(app);
        return app;
    }

    /// <summary>A checked certificate as PEM.</summary>
    public static string Pem(byte[] certificate) => new StringBuilder("-----BEGIN CERTIFICATE-----\n")
        .Append(Convert.ToBase64String(CertificateKey.ToDer(certificate), Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\n"))
        .Append("\n-----END CERTIFICATE-----\n")
        .ToString();

    private static string Hex(int bytes)
    {
        var random = new byte[bytes];
        using (var source = RandomNumberGenerator.Create())
        {
            source.GetBytes(random);
        }

        return BitConverter.ToString(random).Replace("-", "");
    }
}
