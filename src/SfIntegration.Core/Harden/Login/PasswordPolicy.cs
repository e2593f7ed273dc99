using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Harden.Login;

/// <summary>
/// What one profile says of passwords, over the org's word (facts §5.3). Salesforce names the component as it likes, so it is known by its element
/// "profile", which is the name that metadata has for the profile, in any case: the guide's sample has it in lower case (MD:profilepasswordpolicy).
/// </summary>
/// <param name="FullName">The component's name.</param>
/// <param name="Elements">Its values by element, as the Metadata API writes them.</param>
internal sealed record PasswordPolicy(string FullName, IReadOnlyDictionary<string, string> Elements)
{
    /// <summary>The component's type.</summary>
    public const string Type = "ProfilePasswordPolicy";

    /// <summary>The element that names the profile.</summary>
    public const string ProfileElement = "profile";

    private const int ReadTogether = 10;

    /// <summary>
    /// The name that one of ours gets: the profile's as an API name, and the type, as Setup begins it before it adds a time
    /// ("PT1_profilePasswordPolicy1559051539083", GH:SalesforceLabs/OrgCheck#239).
    /// </summary>
    public static string NameFor(string profileName) => $"{AppComponents.DeveloperName(profileName)}_profilePasswordPolicy";

    /// <summary>
    /// Reads the policy of a profile; null where it has none of its own. One call where the policy bears our name for it; otherwise it is looked for among
    /// all there are, those first whose names begin with the profile's.
    /// </summary>
    public static async Task<PasswordPolicy?> ReadAsync(OrgApi api, string profileName, CancellationToken cancellation)
    {
        var ours = NameFor(profileName);
        if (await AmongAsync(api, new[] { ours }, profileName, cancellation).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var others = (await api.Metadata.ListAsync(new[] { Type }, cancellation).ConfigureAwait(false))
            .Select(l => l.FullName)
            .Where(n => !string.Equals(n, ours, StringComparison.OrdinalIgnoreCase))
            .OrderBy(n => n.StartsWith(ours, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ToList();
        for (var first = 0; first < others.Count; first += ReadTogether)
        {
            if (await AmongAsync(api, others.Skip(first).Take(ReadTogether).ToList(), profileName, cancellation).ConfigureAwait(false) is { } policy)
            {
                return policy;
            }
        }

        return null;
    }

    /// <summary>The defaults that a policy does not meet; all of them where there is none. Pure.</summary>
    public static IReadOnlyList<PasswordDefault> Looser(PasswordPolicy? policy) =>
        PasswordPolicyDefaults.All.Where(d => !d.IsMetBy(policy?.Value(d.Element))).ToList();

    /// <summary>The elements that set these, as values of a row. Pure.</summary>
    public static JObject Values(IEnumerable<PasswordDefault> defaults) => new(defaults.Select(d => new JProperty(d.Element, d.Value)));

    /// <summary>The value of an element; a flag that is not there is off; null for another.</summary>
    public string? Value(string element) =>
        Elements.TryGetValue(element, out var value) ? value
        : PasswordPolicyDefaults.All.Any(d => d.Element == element && d.Value is "true" or "false") ? "false"
        : null;

    private static async Task<PasswordPolicy?> AmongAsync(OrgApi api, IReadOnlyCollection<string> fullNames, string profileName, CancellationToken cancellation)
    {
        var read = await api.Metadata.ReadAsync(Type, fullNames, cancellation).ConfigureAwait(false);
        return read.Values.Where(c => c is not null && IsOf(c, profileName)).Select(c => Of(c!)).FirstOrDefault();
    }

    private static bool IsOf(XElement component, string profileName) => MetadataSoap.Text(component, ProfileElement) is { } name
        && (string.Equals(name, ProfileNames.ToMetadata(profileName), StringComparison.OrdinalIgnoreCase) || string.Equals(name, profileName, StringComparison.OrdinalIgnoreCase));

    private static PasswordPolicy Of(XElement component) => new(
        MetadataSoap.Text(component, "fullName") ?? "",
        component.Elements().Where(e => e.Name != MetadataSoap.Ns + "fullName").ToDictionary(e => e.Name.LocalName, e => e.Value.Trim(), StringComparer.Ordinal));
}
