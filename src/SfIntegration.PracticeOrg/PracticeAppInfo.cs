using System.Collections.Generic;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice;

/// <summary>An app of the practice org. Its secret is handed out by a method, so that no output or file shows it by accident.</summary>
public sealed class PracticeAppInfo
{
    private readonly string _secret;

    internal PracticeAppInfo(PracticeApp app, string? runAsUsername)
    {
        _secret = app.ConsumerSecret;
        Id = app.Id;
        Name = app.Name;
        Kind = app.Kind;
        ConsumerKey = app.ConsumerKey;
        RunAsUsername = runAsUsername;
        HasCertificate = app.CertificatePem is not null;
        ClientCredentialsEnabled = app.ClientCredentialsEnabled;
        AdminApprovedOnly = app.AdminApprovedOnly;
        Scopes = app.Scopes;
    }

    /// <summary>The id of its row; SetupEntityAccess points to it.</summary>
    public string Id { get; }

    /// <summary>The label people see.</summary>
    public string Name { get; }

    /// <summary>ConnectedApplication or ExternalClientApplication.</summary>
    public string Kind { get; }

    /// <summary>The OAuth client_id.</summary>
    public string ConsumerKey { get; }

    /// <summary>The user that client credentials sign in as, or null.</summary>
    public string? RunAsUsername { get; }

    /// <summary>JWT assertions can be checked: a certificate is uploaded.</summary>
    public bool HasCertificate { get; }

    /// <summary>The client-credentials flow is on.</summary>
    public bool ClientCredentialsEnabled { get; }

    /// <summary>Only users with SetupEntityAccess to the app may sign in.</summary>
    public bool AdminApprovedOnly { get; }

    /// <summary>The scopes the app hands out.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>The OAuth client_secret, for learning.</summary>
    /// <returns>The secret.</returns>
    public string GetConsumerSecret() => _secret;
}
