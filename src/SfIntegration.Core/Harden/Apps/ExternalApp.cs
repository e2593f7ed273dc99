using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Harden.Apps;

/// <summary>A component of an app as it stands in the org.</summary>
internal sealed record AppPart(string FullName, XElement Elements);

/// <summary>An external client app as its metadata tells it: the app and those of its companions that are there. Pure data; it holds no secret.</summary>
internal sealed class ExternalApp
{
    /// <summary>The id of its row; null where nobody told it.</summary>
    public string? Id { get; init; }

    /// <summary>The name that metadata has for it, with its namespace where packaged.</summary>
    public required string DeveloperName { get; init; }

    /// <summary>Its components by metadata type.</summary>
    public required IReadOnlyDictionary<string, AppPart> Parts { get; init; }

    /// <summary>The label people see.</summary>
    public string Label => Text(AppComponents.External, "label") ?? DeveloperName;

    /// <summary>On, and its OAuth plugin too; an app without policies is on.</summary>
    public bool IsEnabled => Flag(AppComponents.Policies, "isEnabled") != false && Flag(AppComponents.Policies, "isOauthPluginEnabled") != false;

    /// <summary>The integration's flows that are on. Client credentials are on where settings and policies both say so (facts §1.2).</summary>
    public AppFlows Flows =>
        (Flag(AppComponents.GlobalSettings, "isClientCredentialsFlowEnabled") == true && Flag(AppComponents.OauthPolicies, "isClientCredentialsFlowEnabled") == true ? AppFlows.ClientCredentials : AppFlows.None)
        | (Certificate is null ? AppFlows.None : AppFlows.Jwt);

    /// <summary>The username that client credentials sign in as, or null.</summary>
    public string? RunAs => Text(AppComponents.OauthPolicies, "clientCredentialsFlowUser");

    /// <summary>The certificate of the JWT flow as it stands there, or null.</summary>
    public string? Certificate => Text(AppComponents.GlobalSettings, "certificate");

    /// <summary>The consumer key: public, unlike the secret.</summary>
    public string? ConsumerKey => Text(AppComponents.GlobalSettings, "consumerKey");

    /// <summary>The scopes it may hand out.</summary>
    public IReadOnlyList<string> Scopes => List(AppComponents.OauthSettings, "commaSeparatedOauthScopes");

    /// <summary>The permission sets of its policies, by name or id as they stand there (facts §5.5: the guide says both).</summary>
    public IReadOnlyList<string> PermissionSets => List(AppComponents.OauthPolicies, "commaSeparatedPermissionSet");

    /// <summary>The profiles of its policies.</summary>
    public IReadOnlyList<string> Profiles => List(AppComponents.OauthPolicies, "commaSeparatedProfile");

    /// <summary>The policies as comparing them needs them.</summary>
    public AppStrictness Strictness => new()
    {
        AdminApprovedOnly = string.Equals(Text(AppComponents.OauthPolicies, "permittedUsersPolicyType"), AppStrictness.PreAuthorized, StringComparison.OrdinalIgnoreCase),
        AddressPolicy = Text(AppComponents.OauthPolicies, "ipRelaxationPolicyType"),
        RefreshTokens = RefreshTokenPolicy.OfExternal(
            Text(AppComponents.OauthPolicies, "refreshTokenPolicyType"),
            Number(AppComponents.OauthPolicies, "refreshTokenValidityPeriod"),
            Text(AppComponents.OauthPolicies, "refreshTokenValidityUnit")),
        SessionTimeout = Number(AppComponents.OauthPolicies, "sessionTimeoutInMinutes"),
        Scopes = Scopes,
        HasPolicies = Parts.ContainsKey(AppComponents.OauthPolicies),
    };

    /// <summary>The component of a type, or null.</summary>
    public AppPart? Part(string type) => Parts.TryGetValue(type, out var part) ? part : null;

    /// <summary>The text of an element, or null where it or the component is not there.</summary>
    public string? Text(string type, string element) => Part(type) is { } part ? MetadataSoap.Text(part.Elements, element) : null;

    /// <summary>An element that is true or false; null where it or the component is not there.</summary>
    public bool? Flag(string type, string element) => Text(type, element) is null ? null : MetadataSoap.Flag(Part(type)!.Elements, element);

    /// <summary>An element that is a number.</summary>
    public int? Number(string type, string element) => int.TryParse(Text(type, element), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True where the policies list a permission set, by name or by id.</summary>
    public bool Lists(string permissionSet, string? permissionSetId) => PermissionSets.Any(s => IsSet(s, permissionSet, permissionSetId));

    /// <summary>True where an entry of a list means a permission set.</summary>
    public static bool IsSet(string entry, string permissionSet, string? permissionSetId) =>
        string.Equals(entry, permissionSet, StringComparison.OrdinalIgnoreCase) || (permissionSetId is not null && AppComponents.SameId(entry, permissionSetId));

    /// <summary>The entries of a comma separated element.</summary>
    public static IReadOnlyList<string> Split(string? joined) =>
        (joined ?? "").Split(',').Select(s => s.Trim()).Where(s => s.Length > 0).ToList();

    /// <summary>All of it as one text, so that somebody else's change shows.</summary>
    public void AppendTo(StringBuilder text)
    {
        text.Append(Id).Append('|').Append(DeveloperName);
        foreach (var part in Parts.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            text.Append('|').Append(part.Value.FullName).Append(part.Value.Elements.ToString(SaveOptions.DisableFormatting));
        }

        text.Append('\n');
    }

    private IReadOnlyList<string> List(string type, string element) => Split(Text(type, element));
}
