using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;

namespace SfIntegration.Rules.Behaviour;

/// <summary>
/// SFI704: calls by a client, through an app or of an API version that it never used. A newer version of what it used is an upgrade, which is told with
/// little confidence; a version older than all before is not.
/// </summary>
internal sealed class NewClientRule : CallRule
{
    public override string Id => "SFI704";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var calls = activity.Calls!;
        var clients = Novelty.Of(activity, calls, c => ClientNames.Plain(c.Client) is { } name ? $"client {name}" : null);
        var apps = Novelty.Of(activity, calls, c => c.ConnectedAppId is { Length: > 0 } id ? $"app {id}" : null).Where(a => !clients.Any(c => c.FirstSeen == a.FirstSeen));
        var answers = New(context, clients.Concat(apps).ToList(), "It called by a client or through an app that it never used.").ToList();
        answers.AddRange(Versions(context, activity, calls));
        return OrPass(context, answers, "It called by clients and of API versions that it used before.");
    }

    private static IEnumerable<RuleAnswer> Versions(RuleContext context, IdentityActivity activity, IReadOnlyList<SfActivity> calls)
    {
        foreach (var version in Novelty.Of(activity, calls, c => ClientNames.Version(c.ApiVersion) is null ? null : c.ApiVersion))
        {
            var before = calls.Where(c => c.FirstSeen < version.FirstSeen).Select(c => ClientNames.Version(c.ApiVersion)).Where(v => v is not null).ToList();
            var isOlder = before.Count > 0 && ClientNames.Version(version.What) < before.Min();
            yield return Found(
                context,
                isOlder ? $"It called of API version {version.What}, older than any that it used." : $"It called of API version {version.What}, which it never used: an upgrade, or somebody else.",
                new[] { version.ToString(), $"versions before: {string.Join(", ", before.Distinct().OrderBy(v => v).Select(v => v!.Value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)))}" },
                isOlder ? version.Confidence : FindingConfidence.Low, version.FirstSeen, version.LastSeen) with { Severity = isOlder ? null : Severity.Info };
        }
    }
}
