using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>What the Metadata API said of apps.</summary>
internal sealed class AppMetadata
{
    /// <summary>External client apps.</summary>
    public IReadOnlyList<ExternalApp> External { get; init; } = Array.Empty<ExternalApp>();

    /// <summary>Connected apps as components, by id.</summary>
    public IReadOnlyDictionary<string, XElement> Connected { get; init; } = new Dictionary<string, XElement>();

    /// <summary>Why nothing was read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>permittedUsersPolicyType by app id, as far as another source told it.</summary>
    public IReadOnlyDictionary<string, string> PermittedUsers { get; init; } = new Dictionary<string, string>();
}

/// <summary>Who is pre-authorised by SetupEntityAccess rows.</summary>
internal sealed class AppAccessFacts
{
    /// <summary>The rows: a profile's own set names its profile.</summary>
    public IReadOnlyList<(string AppId, string Set, string? Profile)> Rows { get; init; } = Array.Empty<(string, string, string?)>();

    /// <summary>Why they were not read, or null.</summary>
    public string? NotRead { get; init; }
}

/// <summary>Puts what was read of an app into one object. Pure.</summary>
internal static class AppView
{
    public static SfApp Of(SfOrg org, AppFacts facts, AppMetadata metadata, AppAccessFacts access, AppUsage usage)
    {
        var notRead = new[] { metadata.NotRead, access.NotRead }.Where(n => n is not null).Select(n => n!).Concat(usage.NotRead).ToList();
        var rows = access.Rows.Where(r => AppComponents.SameId(r.AppId, facts.Id)).ToList();
        var (sets, profiles) = (rows.Where(r => r.Profile is null).Select(r => r.Set).ToList(), rows.Where(r => r.Profile is not null).Select(r => r.Profile!).ToList());
        return facts.Kind == AppComponents.Connected
            ? Connected(org, facts, metadata, sets, profiles, usage, notRead)
            : External(org, facts, metadata, sets, profiles, usage, notRead);
    }

    private static SfApp External(SfOrg org, AppFacts facts, AppMetadata metadata, IEnumerable<string> sets, IEnumerable<string> profiles, AppUsage usage, List<string> notRead)
    {
        var app = metadata.External.FirstOrDefault(a => string.Equals(a.DeveloperName, facts.DeveloperName, StringComparison.OrdinalIgnoreCase) || (a.Id is { } id && AppComponents.SameId(id, facts.Id)));
        if (app is null && metadata.NotRead is null)
        {
            notRead.Add("Flows, scopes and policies were not read: metadata does not show this app.");
        }

        var certificate = Certificate(app?.Certificate, notRead);
        var strictness = app?.Strictness ?? new AppStrictness { AdminApprovedOnly = Is(metadata.PermittedUsers, facts.Id) };
        return new SfApp
        {
            Org = org,
            AppName = app?.Label ?? facts.Name,
            DeveloperName = app?.DeveloperName ?? facts.DeveloperName,
            AppId = facts.Id.Length > 0 ? facts.Id : app?.Id,
            Kind = SfAppKind.ExternalClientApp,
            IsEnabled = app?.IsEnabled,
            Flows = app is null ? Array.Empty<string>() : Flows(app).ToList(),
            Scopes = app?.Scopes ?? Array.Empty<string>(),
            PermittedUsers = Words(strictness),
            RunAs = app?.RunAs,
            AddressPolicy = strictness.AddressPolicy,
            AddressRanges = app?.Part(AppComponents.OauthSettings)?.Elements.Elements(MetadataSoap.Ns + "trustedIpRanges").Select(r => Range(r, "startIpAddress", "endIpAddress")).ToList() ?? new List<string>(),
            RefreshTokenPolicy = strictness.RefreshTokens?.Words,
            SessionTimeout = strictness.SessionTimeout,
            CertificateSubject = certificate?.Subject,
            CertificateThumbprint = certificate?.Thumbprint,
            CertificateNotAfter = certificate?.NotAfter,
            IssuesJwtTokens = app?.Flag(AppComponents.GlobalSettings, "isNamedUserJwtEnabled"),
            PermissionSets = Union(sets, (app?.PermissionSets ?? Array.Empty<string>()).Where(s => !s.StartsWith("0PS", StringComparison.Ordinal) || s.Length is not (15 or 18))),
            Profiles = Union(profiles, app?.Profiles ?? Array.Empty<string>()),
            ConsumerKeyRead = app?.ConsumerKey,
            TokensInUse = usage.Tokens,
            LastUsed = usage.LastUsed,
            NotRead = notRead,
            Strictness = strictness,
        };
    }

    private static SfApp Connected(SfOrg org, AppFacts facts, AppMetadata metadata, IEnumerable<string> sets, IEnumerable<string> profiles, AppUsage usage, List<string> notRead)
    {
        var app = metadata.Connected.TryGetValue(facts.Id, out var found) ? found : null;
        if (app is null && metadata.NotRead is null)
        {
            notRead.Add("Flows, scopes and policies were not read: metadata does not show this app.");
        }

        var oauth = app?.Element(MetadataSoap.Ns + "oauthConfig");
        var policy = app?.Element(MetadataSoap.Ns + "oauthPolicy");
        var session = app?.Element(MetadataSoap.Ns + "sessionPolicy");
        var certificate = Certificate(oauth is null ? null : MetadataSoap.Text(oauth, "certificate"), notRead);
        var strictness = new AppStrictness
        {
            AdminApprovedOnly = facts.AdminApprovedOnly,
            AddressPolicy = policy is null ? null : AddressPolicy(MetadataSoap.Text(policy, "ipRelaxation")),
            RefreshTokens = policy is null ? null : RefreshTokenPolicy.OfConnected(MetadataSoap.Text(policy, "refreshTokenPolicy")),
            SessionTimeout = session is not null && int.TryParse(MetadataSoap.Text(session, "sessionTimeout"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : null,
            Scopes = oauth?.Elements(MetadataSoap.Ns + "scopes").Select(s => s.Value.Trim()).ToList() ?? new List<string>(),
        };
        return new SfApp
        {
            Org = org,
            AppName = facts.Name,
            DeveloperName = app is null ? null : MetadataSoap.Text(app, "fullName"),
            AppId = facts.Id,
            Kind = SfAppKind.ConnectedApp,
            IsEnabled = app is null ? null : true,
            Flows = oauth is null ? Array.Empty<string>() : Flows(oauth, "isClientCredentialEnabled", "isCodeCredentialEnabled").ToList(),
            Scopes = strictness.Scopes,
            PermittedUsers = Words(strictness),
            RunAs = oauth is null ? null : MetadataSoap.Text(oauth, "oauthClientCredentialUser"),
            AddressPolicy = strictness.AddressPolicy,
            AddressRanges = app?.Elements(MetadataSoap.Ns + "ipRanges").Select(r => Range(r, "start", "end")).ToList() ?? new List<string>(),
            RefreshTokenPolicy = strictness.RefreshTokens?.Words,
            SessionTimeout = strictness.SessionTimeout,
            CertificateSubject = certificate?.Subject,
            CertificateThumbprint = certificate?.Thumbprint,
            CertificateNotAfter = certificate?.NotAfter,
            IssuesJwtTokens = oauth is null ? null : MetadataSoap.Flag(oauth, "isNamedUserJwtEnabled"),
            PermissionSets = Union(sets, Array.Empty<string>()),
            Profiles = Union(profiles, Array.Empty<string>()),
            ConsumerKeyRead = oauth is null ? null : MetadataSoap.Text(oauth, "consumerKey"),
            TokensInUse = usage.Tokens,
            LastUsed = usage.LastUsed,
            NotRead = notRead,
            Strictness = strictness,
        };
    }

    /// <summary>The external client app's spelling of a connected app's ipRelaxation, so that one word means one thing.</summary>
    public static string? AddressPolicy(string? ipRelaxation) =>
        AppStrictness.AddressPolicies.FirstOrDefault(p => string.Equals(p, ipRelaxation, StringComparison.OrdinalIgnoreCase)) ?? ipRelaxation;

    private static IEnumerable<string> Flows(ExternalApp app)
    {
        // Client credentials are on where policies say so too.
        var settings = app.Part(AppComponents.GlobalSettings)?.Elements;
        return settings is null ? Array.Empty<string>() : Flows(settings, "isClientCredentialsFlowEnabled", "isCodeCredFlowEnabled").Where(f => f != "clientCredentials" || app.Flows.HasFlag(AppFlows.ClientCredentials));
    }

    private static IEnumerable<string> Flows(XElement settings, string clientCredentials, string codeCredentials) => new (string Flow, bool IsOn)[]
    {
        ("clientCredentials", MetadataSoap.Flag(settings, clientCredentials)),
        ("jwt", MetadataSoap.Text(settings, "certificate") is not null),
        ("device", MetadataSoap.Flag(settings, "isDeviceFlowEnabled")),
        ("tokenExchange", MetadataSoap.Flag(settings, "isTokenExchangeEnabled")),
        ("codeCredentials", MetadataSoap.Flag(settings, codeCredentials)),
        ("webServer", MetadataSoap.Text(settings, "callbackUrl") is not null),
    }.Where(f => f.IsOn).Select(f => f.Flow);

    private static AppCertificate? Certificate(string? element, List<string> notRead)
    {
        var certificate = AppCertificate.Read(element);
        if (certificate is null && element is not null)
        {
            notRead.Add("The certificate of the JWT flow is none that can be read.");
        }

        return certificate;
    }

    private static string Range(XElement range, string from, string to) => $"{MetadataSoap.Text(range, from)}-{MetadataSoap.Text(range, to)}";

    private static string? Words(AppStrictness strictness) => strictness.AdminApprovedOnly switch { true => AppStrictness.PreAuthorized, false => AppStrictness.SelfAuthorized, null => null };

    private static bool? Is(IReadOnlyDictionary<string, string> permittedUsers, string id) =>
        permittedUsers.TryGetValue(id, out var type) ? string.Equals(type, AppStrictness.PreAuthorized, StringComparison.OrdinalIgnoreCase) : null;

    private static IReadOnlyList<string> Union(IEnumerable<string> a, IEnumerable<string> b) =>
        a.Concat(b).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
}
