using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Harden.Apps;

/// <summary>One component of an app, as it is to be written.</summary>
/// <param name="Type">Its metadata type.</param>
/// <param name="FullName">Its name.</param>
/// <param name="Values">Its elements.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="Words">What it says, for a person.</param>
internal sealed record AppComponent(string Type, string FullName, JObject Values, string Title, string Words);

/// <summary>What an app lacks: an element to change.</summary>
/// <param name="Type">The component's metadata type.</param>
/// <param name="Element">The element.</param>
/// <param name="Value">What it is to be.</param>
/// <param name="Before">What it is; empty text for one that is not there.</param>
/// <param name="Title">What a person calls it.</param>
/// <param name="BeforeWords">How it is, in words.</param>
/// <param name="Words">How it will be, in words.</param>
internal sealed record AppChange(string Type, string Element, JToken Value, JToken Before, string Title, string BeforeWords, string Words);

/// <summary>
/// An external client app as it shall be: its five components (facts §5.5), and what one that is there lacks. What nobody asks for is as strict
/// as app-defaults.json says. Pure.
/// </summary>
internal sealed class AppDefinition
{
    private readonly IReadOnlyList<string>? _scopes;

    /// <summary>The label people see.</summary>
    public required string Label { get; init; }

    /// <summary>The API name.</summary>
    public required string DeveloperName { get; init; }

    /// <summary>Whom Salesforce writes to about the app; it wants an address.</summary>
    public required string ContactEmail { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>The ways of signing in.</summary>
    public required AppFlows Flows { get; init; }

    /// <summary>The scopes; those that the flows need where nobody says otherwise.</summary>
    public IReadOnlyList<string> Scopes
    {
        get => _scopes ?? AppDefaults.Scopes(Flows);
        init => _scopes = value.Count == 0 ? null : value;
    }

    /// <summary>Whom client credentials sign in as.</summary>
    public string? RunAs { get; init; }

    /// <summary>The certificate of the JWT flow as its element holds it, or null.</summary>
    public string? Certificate { get; init; }

    /// <summary>ipRelaxationPolicyType, where it is not the default.</summary>
    public string? AddressPolicy { get; init; }

    /// <summary>Minutes, where it is not the default.</summary>
    public int? SessionTimeout { get; init; }

    /// <summary>How long refresh tokens live, where it is not the default.</summary>
    public RefreshTokenPolicy? RefreshTokens { get; init; }

    /// <summary>The app itself.</summary>
    public AppComponent App()
    {
        var values = AppDefaults.Of(AppComponents.External);
        values["label"] = Label;
        values["contactEmail"] = ContactEmail;
        if (Description.Length > 0)
        {
            values["description"] = Description;
        }

        return new AppComponent(AppComponents.External, DeveloperName, values, Label, $"external client app {DeveloperName}, {AppComponents.Words(Flows)}");
    }

    /// <summary>Its four companions, in the order in which they are made: policies need settings.</summary>
    public IReadOnlyList<AppComponent> Companions() => AppComponents.Companions.Select(Companion).ToList();

    /// <summary>One companion.</summary>
    public AppComponent Companion(string type)
    {
        var values = AppDefaults.Of(type);
        values[AppComponents.Owner] = DeveloperName;
        values["label"] = Label;
        var (title, words) = type switch
        {
            AppComponents.GlobalSettings => ("flows", Global(values)),
            AppComponents.OauthSettings => ("scopes", Settings(values)),
            AppComponents.OauthPolicies => ("OAuth policies", OauthPolicies(values)),
            _ => ("policies", "on"),
        };
        return new AppComponent(type, AppComponents.CompanionName(type, DeveloperName), values, title, words);
    }

    /// <summary>What an app of that name lacks of the flows; looser policies are not among it. Companions that are not there are not either.</summary>
    public IReadOnlyList<AppChange> Lacks(ExternalApp there)
    {
        var lacks = new List<AppChange>();
        void Off(string type)
        {
            if (there.Part(type) is not null && there.Flag(type, "isClientCredentialsFlowEnabled") != true)
            {
                lacks.Add(new AppChange(type, "isClientCredentialsFlowEnabled", true, false, type == AppComponents.GlobalSettings ? "client credentials flow" : "client credentials flow in the policies", "off", "on"));
            }
        }

        if (Flows.HasFlag(AppFlows.ClientCredentials))
        {
            Off(AppComponents.GlobalSettings);
            Off(AppComponents.OauthPolicies);
            if (there.Part(AppComponents.OauthPolicies) is not null && there.RunAs is null)
            {
                lacks.Add(new AppChange(AppComponents.OauthPolicies, "clientCredentialsFlowUser", RunAs, "", "Run As user", "nobody", RunAs ?? ""));
            }
        }

        if (Flows.HasFlag(AppFlows.Jwt) && there.Part(AppComponents.GlobalSettings) is not null && there.Certificate is null && Certificate is not null)
        {
            lacks.Add(new AppChange(AppComponents.GlobalSettings, "certificate", Certificate, "", "certificate", "none", CertificateWords));
        }

        return lacks;
    }

    private string CertificateWords => AppCertificate.Read(Certificate)?.ToString() ?? "a certificate";

    private string Global(JObject values)
    {
        values["isClientCredentialsFlowEnabled"] = Flows.HasFlag(AppFlows.ClientCredentials);
        if (Flows.HasFlag(AppFlows.Jwt))
        {
            values["certificate"] = Certificate;
        }

        return string.Join("; ", new[]
        {
            Flows.HasFlag(AppFlows.ClientCredentials) ? "client credentials" : null,
            Flows.HasFlag(AppFlows.Jwt) ? $"JWT with the certificate {CertificateWords}" : null,
        }.Where(w => w is not null));
    }

    private string Settings(JObject values)
    {
        values["commaSeparatedOauthScopes"] = string.Join(",", Scopes);
        return string.Join(", ", Scopes);
    }

    private string OauthPolicies(JObject values)
    {
        values["isClientCredentialsFlowEnabled"] = Flows.HasFlag(AppFlows.ClientCredentials);
        if (Flows.HasFlag(AppFlows.ClientCredentials))
        {
            values["clientCredentialsFlowUser"] = RunAs;
        }

        if (AddressPolicy is not null)
        {
            values["ipRelaxationPolicyType"] = AddressPolicy;
        }

        if (SessionTimeout is { } minutes)
        {
            values["sessionTimeoutInMinutes"] = minutes.ToString(CultureInfo.InvariantCulture);
        }

        var refresh = RefreshTokens ?? RefreshTokenPolicy.OfExternal((string?)values["refreshTokenPolicyType"], null, null);
        foreach (var element in Elements(refresh))
        {
            values[element.Key] = element.Value;
        }

        return string.Join("; ", new[]
        {
            "pre-authorised users only",
            $"addresses {values["ipRelaxationPolicyType"]}",
            $"refresh tokens: {refresh.Words}",
            $"session {values["sessionTimeoutInMinutes"]} minutes",
            Flows.HasFlag(AppFlows.ClientCredentials) ? $"runs as {RunAs}" : null,
        }.Where(w => w is not null));
    }

    /// <summary>The elements that say a refresh token policy.</summary>
    public static IReadOnlyDictionary<string, string> Elements(RefreshTokenPolicy policy)
    {
        var elements = new Dictionary<string, string> { ["refreshTokenPolicyType"] = policy.Type };
        if (policy is { Period: { } period, Unit: { } unit })
        {
            elements["refreshTokenValidityPeriod"] = period.ToString(CultureInfo.InvariantCulture);
            elements["refreshTokenValidityUnit"] = unit;
        }

        return elements;
    }
}
