using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>One policy that becomes stricter: how it is, how it will be, and who loses something by it.</summary>
internal sealed record AppStep(string Title, string Before, string After, string? Loses);

/// <summary>Plans the writes that make an app stricter, and says who loses something. What would make it looser is refused.</summary>
internal sealed class AppTightening
{
    private static readonly string[] s_wideScopes = { "Full", "Web", "VisualForce" };

    private readonly OrgApi _api;

    public AppTightening(OrgApi api) => _api = api;

    public async Task<(IReadOnlyList<Write> Writes, IReadOnlyList<string> Loses)> PlanAsync(SfApp app, SetAppRequest request, CancellationToken cancellation)
    {
        if (request.Disable && app.Kind == SfAppKind.ConnectedApp)
        {
            throw new SfPlanException("AppCannotBeDisabled", $"'{app.AppName}' is a connected app: only Setup can block it (Connected Apps OAuth Usage, Block).", "Block it there; or take away who is pre-authorised: Get-SfApp shows them.");
        }

        var steps = Steps(app, Wanted(app, request), request);
        if (app.Kind == SfAppKind.ConnectedApp)
        {
            var component = (await _api.Metadata.ReadAsync(AppComponents.ConnectedMetadata, new[] { app.DeveloperName! }, cancellation).ConfigureAwait(false))[app.DeveloperName!]!;
            return (Connected(app, component, steps), Loses(steps));
        }

        var there = (await new ExternalAppReader(_api).ReadAsync(new[] { app.DeveloperName! }, new Dictionary<string, string>(), cancellation).ConfigureAwait(false)).Single();
        return (External(there, steps), Loses(steps));
    }

    /// <summary>What is asked for, with the defaults filled in where the app is looser than they are.</summary>
    public static SetAppRequest Wanted(SfApp app, SetAppRequest request)
    {
        if (!request.ToDefaults)
        {
            return request;
        }

        var narrow = app.Scopes.Where(s => !s_wideScopes.Contains(s, StringComparer.OrdinalIgnoreCase)).ToList();
        return new SetAppRequest
        {
            PreAuthorizedOnly = true,
            AddressPolicy = request.AddressPolicy ?? AppStrictness.AddressPolicies[0],
            RefreshTokens = request.RefreshTokens ?? new RefreshTokenPolicy(RefreshTokenPolicy.Zero, null, null),
            SessionTimeout = request.SessionTimeout ?? (app.SessionTimeout is null || app.SessionTimeout > AppDefaults.SessionTimeout ? AppDefaults.SessionTimeout : null),
            Scopes = request.Scopes ?? (narrow.Count == app.Scopes.Count ? null : narrow.Contains("Api", StringComparer.OrdinalIgnoreCase) ? narrow : narrow.Prepend("Api").ToList()),
            RunAs = request.RunAs,
            Disable = request.Disable,
        };
    }

    /// <summary>The policies that change, by the name of what they are; an error for one that would become looser. Pure.</summary>
    /// <exception cref="SfPlanException">AppWouldLoosen.</exception>
    public static IReadOnlyList<(string Policy, AppStep Step, object Value)> Steps(SfApp app, SetAppRequest wanted, SetAppRequest asked)
    {
        var now = app.Strictness;
        var steps = new List<(string, AppStep, object)>();
        if (wanted.PreAuthorizedOnly && now.AdminApprovedOnly != true)
        {
            steps.Add(("permittedUsers", new AppStep("permitted users", AppStrictness.SelfAuthorized, AppStrictness.PreAuthorized, "users who let the app in for themselves and are not pre-authorised"), true));
        }

        if (wanted.AddressPolicy is { } addresses && !string.Equals(addresses, now.AddressPolicy, StringComparison.OrdinalIgnoreCase))
        {
            NotLooser(app, now.AddressPolicy is { } old && AppStrictness.AddressRank(addresses) > AppStrictness.AddressRank(old), "address policy", now.AddressPolicy, addresses);
            steps.Add(("addresses", new AppStep("address policy", now.AddressPolicy ?? "", addresses, "whoever calls from outside the address ranges"), addresses));
        }

        if (wanted.RefreshTokens is { } refresh && now.RefreshTokens is { } tokens && refresh != tokens && !(refresh.Type == RefreshTokenPolicy.Zero && tokens.Type == RefreshTokenPolicy.Zero))
        {
            NotLooser(app, refresh.IsLooserThan(tokens), "refresh token policy", tokens.Words, refresh.Words);
            steps.Add(("refreshTokens", new AppStep("refresh tokens", tokens.Words, refresh.Words, "whoever holds an older refresh token"), refresh));
        }

        if (wanted.SessionTimeout is { } minutes && minutes != now.SessionTimeout)
        {
            NotLooser(app, now.SessionTimeout is { } longer && minutes > longer, "session timeout", Minutes(now.SessionTimeout), Minutes(minutes));
            steps.Add(("session", new AppStep("session timeout", Minutes(now.SessionTimeout), Minutes(minutes), null), minutes));
        }

        if (wanted.Scopes is { } scopes && !new HashSet<string>(scopes, StringComparer.OrdinalIgnoreCase).SetEquals(app.Scopes))
        {
            // Full holds every other scope but those for tokens, so that Api in its place is narrower.
            var more = scopes.Where(s => !app.Scopes.Contains(s, StringComparer.OrdinalIgnoreCase) && !(string.Equals(s, "Api", StringComparison.OrdinalIgnoreCase) && app.Scopes.Contains("Full", StringComparer.OrdinalIgnoreCase))).ToList();
            NotLooser(app, more.Count > 0, "list of scopes", string.Join(", ", app.Scopes), string.Join(", ", scopes));
            steps.Add(("scopes", new AppStep("scopes", string.Join(", ", app.Scopes), string.Join(", ", scopes), "calls that need another scope"), scopes));
        }

        if (wanted.RunAs is { } user && !string.Equals(user, app.RunAs, StringComparison.OrdinalIgnoreCase))
        {
            steps.Add(("runAs", new AppStep("Run As user", app.RunAs ?? "nobody", user, app.RunAs is null ? null : $"whoever relies on what {app.RunAs} may do"), user));
        }

        if (asked.Disable && app.IsEnabled != false)
        {
            steps.Add(("enabled", new AppStep("app", "on", "off", "everybody who signs in through it"), false));
        }

        return steps;
    }

    private static void NotLooser(SfApp app, bool looser, string what, string? now, string wanted)
    {
        if (looser)
        {
            throw new SfPlanException("AppWouldLoosen", $"Set-SfApp makes apps stricter; the {what} of '{app.AppName}' would go from '{now}' to '{wanted}', which is looser. Nothing was written.", "Leave it, or change it in Setup.");
        }
    }

    private static string Minutes(int? minutes) => minutes is null ? "the org's" : FormattableString.Invariant($"{minutes} minutes");

    private static IReadOnlyList<string> Loses(IEnumerable<(string Policy, AppStep Step, object Value)> steps) => steps.Select(s => s.Step.Loses).Where(l => l is not null).Select(l => l!).ToList();

    private static IReadOnlyList<Write> External(ExternalApp there, IReadOnlyList<(string Policy, AppStep Step, object Value)> steps)
    {
        var changes = steps.SelectMany(s => Elements(s.Policy, s.Value).Select((e, i) => (Change: new AppChange(
            e.Type, e.Element, e.Value, (JToken?)there.Text(e.Type, e.Element) ?? "", s.Step.Title, s.Step.Before, s.Step.After), IsFirst: i == 0))).ToList();
        return changes.GroupBy(c => c.Change.Type).Select(g =>
        {
            var write = AppWrites.Update(there, g.Key, g.Select(c => c.Change).ToList(), "Asked for.", null);

            // A policy may be several elements; a person is told of it once.
            var first = g.Where(c => c.IsFirst).Select(c => c.Change.Title).ToList();
            return new Write
            {
                Stage = write.Stage,
                Operation = write.Operation,
                SobjectType = write.SobjectType,
                RecordId = write.RecordId,
                Values = write.Values,
                Before = write.Before,
                Key = write.Key,
                Changes = first.Select(t => write.Changes.First(c => c.Target == t)).ToList(),
            };
        }).ToList();
    }

    private static IEnumerable<(string Type, string Element, JToken Value)> Elements(string policy, object value) => policy switch
    {
        "permittedUsers" => new[] { (AppComponents.OauthPolicies, "permittedUsersPolicyType", (JToken)AppStrictness.PreAuthorized) },
        "addresses" => new[] { (AppComponents.OauthPolicies, "ipRelaxationPolicyType", (JToken)(string)value) },
        "refreshTokens" => AppDefinition.Elements((RefreshTokenPolicy)value).Select(e => (AppComponents.OauthPolicies, e.Key, (JToken)e.Value)),
        "session" => new[] { (AppComponents.OauthPolicies, "sessionTimeoutInMinutes", (JToken)((int)value).ToString(CultureInfo.InvariantCulture)) },
        "scopes" => new[] { (AppComponents.OauthSettings, "commaSeparatedOauthScopes", (JToken)string.Join(",", (IReadOnlyList<string>)value)) },
        "runAs" => new[] { (AppComponents.OauthPolicies, "clientCredentialsFlowUser", (JToken)(string)value) },
        _ => new[] { (AppComponents.Policies, "isEnabled", (JToken)false) },
    };

    private static IReadOnlyList<Write> Connected(SfApp app, XElement component, IReadOnlyList<(string Policy, AppStep Step, object Value)> steps)
    {
        if (steps.Count == 0)
        {
            return Array.Empty<Write>();
        }

        var (values, before) = (new Dictionary<string, object?>(), new Dictionary<string, object?>());
        JObject Part(string name)
        {
            if (!values.ContainsKey(name))
            {
                var now = component.Element(MetadataSoap.Ns + name) is { } element ? Json(element) : new JObject();
                before[name] = now.Count == 0 ? null : now.DeepClone();
                values[name] = now;
            }

            return (JObject)values[name]!;
        }

        foreach (var (policy, _, value) in steps)
        {
            switch (policy)
            {
                case "permittedUsers":
                    Part("oauthConfig")["isAdminApproved"] = true;

                    // Lists that a file does not mention are emptied once the flag is on: who is pre-authorised stays.
                    values["permissionSetName"] = new JArray(app.PermissionSets);
                    values["profileName"] = new JArray(app.Profiles);
                    before["permissionSetName"] = before["profileName"] = null;
                    break;
                case "addresses":
                    Part("oauthPolicy")["ipRelaxation"] = ((string)value).ToUpperInvariant();
                    break;
                case "refreshTokens":
                    Part("oauthPolicy")["refreshTokenPolicy"] = ((RefreshTokenPolicy)value).ForConnected;
                    break;
                case "session":
                    Part("sessionPolicy")["sessionTimeout"] = ((int)value).ToString(CultureInfo.InvariantCulture);
                    break;
                case "runAs":
                    Part("oauthConfig")["oauthClientCredentialUser"] = (string)value;
                    break;
                default:
                    Part("oauthConfig")["scopes"] = new JArray((IReadOnlyList<string>)value);
                    break;
            }
        }

        return new[]
        {
            new Write
            {
                Stage = WriteStage.AppParts,
                Operation = WriteOperation.Update,
                SobjectType = MetadataRows.TypeOf(AppComponents.ConnectedMetadata),
                RecordId = app.DeveloperName,
                Values = values,
                Before = before,
                Key = new NaturalKey(("fullName", app.DeveloperName!)),
                Changes = steps.Select(s => new AccessChange
                {
                    Kind = ChangeKind.UpdateApp, Target = s.Step.Title, Container = app.AppName, Before = s.Step.Before, After = s.Step.After, Reason = "Asked for.", Risk = ChangeRisk.Medium,
                }).ToList(),
            },
        };
    }

    /// <summary>An element with elements as JSON; a repeated one is a list. The secret, which Salesforce never tells, is never among it.</summary>
    private static JObject Json(XElement element)
    {
        var json = new JObject();
        foreach (var group in element.Elements().Where(e => e.Name.LocalName != "consumerSecret").GroupBy(e => e.Name.LocalName))
        {
            var items = group.Select(e => e.HasElements ? Json(e) : (JToken)e.Value).ToList();
            json[group.Key] = items.Count == 1 ? items[0] : new JArray(items);
        }

        return json;
    }
}
