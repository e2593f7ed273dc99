using System;
using System.Linq;
using System.Text;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>Creates apps from the settings that a test or a learner gives.</summary>
internal static class AppFactory
{
    /// <summary>Creates the app as the administrator.</summary>
    public static PracticeApp Create(OrgParts org, PracticeAppSettings settings, string? runAsUserId) =>
        AppWriter.Create(org.Engine, org.AsSystem().UserId, new AppDraft
        {
            Kind = settings.IsExternalClientApp ? PracticeApp.External : PracticeApp.Connected,
            Name = settings.Name,
            ClientCredentialsEnabled = settings.HasClientCredentials ?? runAsUserId is not null,
            RunAsUserId = runAsUserId,
            CertificatePem = settings.Certificate is { } certificate ? Pem(certificate.ToArray()) : null,
            AdminApprovedOnly = settings.AdminApprovedOnly,
            Scopes = settings.Scopes,
            CredentialsCreated = org.Clock.UtcNow,
        });

    /// <summary>A checked certificate as PEM.</summary>
    public static string Pem(byte[] certificate) => new StringBuilder("-----BEGIN CERTIFICATE-----\n")
        .Append(Convert.ToBase64String(CertificateKey.ToDer(certificate), Base64FormattingOptions.InsertLineBreaks).Replace("\r\n", "\n"))
        .Append("\n-----END CERTIFICATE-----\n")
        .ToString();
}
