using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Network;

/// <summary>A rule about where from and when a user may sign in; what was not read is said once.</summary>
internal abstract class DoorRule : UserRule
{
    protected sealed override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user) => context.Doors is { } doors
        ? Look(context, user, doors)
        : new[] { Answers.NotAssessed(user.Username, "Where from and when it may sign in was not read.", "Test as a user with View Setup, and Modify Metadata for what only metadata tells.") };

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors);

    protected static RuleAnswer NotRead(DoorFacts doors, string target, string what) =>
        Answers.NotAssessed(target, doors.NotRead is { } why ? $"{what}: {why}" : what + ".", doors.Cure ?? "Test as a user with View Setup.");
}

/// <summary>SFI401: the profile lets sign-ins in from named addresses only.</summary>
internal sealed class NoAddressRangesRule : DoorRule
{
    public override string Id => "SFI401";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors)
    {
        yield return doors.Ranges switch
        {
            null => NotRead(doors, user.Username, $"The address ranges of {doors.ProfileName} were not read"),
            { Count: 0 } => Answers.Fail(user.Username, $"{doors.ProfileName} lets it sign in from every address."),
            var ranges => Answers.Pass(user.Username, $"It signs in from {Words.Count(ranges.Count, "address range", "address ranges")} only.", ranges.Select(r => r.Text).ToList()),
        };
    }
}

/// <summary>SFI402: no range is wider than a network of one's own would be.</summary>
internal sealed class WideAddressRangesRule : DoorRule
{
    private const string RuleId = "SFI402";

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors)
    {
        if (doors.Ranges is not { } ranges)
        {
            yield return NotRead(doors, user.Username, $"The address ranges of {doors.ProfileName} were not read");
            yield break;
        }

        var (least4, least6) = (Least("widestIPv4Prefix"), Least("widestIPv6Prefix"));
        var wide = ranges.Where(r => r.Prefix < (r.IsIPv6 ? least6 : least4)).Select(r => r.Text).ToList();
        yield return wide.Count > 0
            ? Answers.Fail(user.Username, $"{Words.Count(wide.Count, "range is", "ranges are")} wider than /{least4} (IPv4) or /{least6} (IPv6).", Words.Shortened(wide))
            : Answers.Pass(user.Username, ranges.Count == 0 ? "There are no ranges that could be too wide." : "No range is too wide.");
    }

    private static int Least(string list) => int.Parse(RuleTexts.List(RuleId, list).Single(), CultureInfo.InvariantCulture);
}

/// <summary>SFI403: the profile's ranges are those of the scope.</summary>
internal sealed class AddressRangesDifferRule : DoorRule
{
    public override string Id => "SFI403";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors)
    {
        var target = user.Username;
        if (context.Scope is null)
        {
            yield return Answers.NotAssessed(target, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure);
        }
        else if (doors.ScopeRanges.Count == 0)
        {
            yield return Answers.Pass(target, "The scope names no addresses.");
        }
        else if (doors.Ranges is not { } ranges)
        {
            yield return NotRead(doors, target, $"The address ranges of {doors.ProfileName} were not read");
        }
        else
        {
            var (now, wanted) = (ranges.Select(r => r.Text).ToList(), doors.ScopeRanges.Select(r => r.Text).ToList());
            var evidence = now.Except(wanted, StringComparer.OrdinalIgnoreCase).Select(r => $"{r} is let in, and the scope does not name it")
                .Concat(wanted.Except(now, StringComparer.OrdinalIgnoreCase).Select(r => $"{r} is in the scope, and not let in as such"))
                .ToList();
            yield return now.Count == 0 ? Answers.FollowsFrom("SFI401", target, "the profile lets in from everywhere.")
                : evidence.Count > 0 ? Answers.Fail(target, "The addresses it may sign in from are not those of the scope.", Words.Shortened(evidence))
                : Answers.Pass(target, "It may sign in from the scope's addresses and from no other.", context.Proof?.RefusedAtDoor is { } refusal ? new[] { "live: a sign-in from here was refused: " + refusal } : null);
        }
    }
}

/// <summary>SFI404: ranges bind every request, not the sign-in alone.</summary>
internal sealed class CheckedAtLoginOnlyRule : DoorRule
{
    public override string Id => "SFI404";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors)
    {
        yield return doors.Ranges is { Count: 0 } ? Answers.Pass(user.Username, "There are no address ranges that could be checked.")
            : doors.EveryRequest switch
            {
                true => Answers.Pass(user.Username, "The org checks address ranges on every request."),
                false => Answers.Fail(user.Username, "The org checks address ranges at sign-in only: a token that is taken works from anywhere.", new[] { "SecuritySettings.sessionSettings.enforceIpRangesEveryRequest is false" }),
                null => NotRead(doors, user.Username, "Whether the org checks address ranges on every request was not read"),
            };
    }
}

/// <summary>SFI406: the profile's hours are those of the scope.</summary>
internal sealed class LoginHoursDifferRule : DoorRule
{
    public override string Id => "SFI406";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user, DoorFacts doors)
    {
        var target = user.Username;
        yield return context.Scope is null ? Answers.NotAssessed(target, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure)
            : context.Scope.Identity.Hours is null ? Answers.Pass(target, "The scope names no hours.")
            : doors.HoursUnclear is { } unclear ? Answers.NotAssessed(target, unclear, doors.Cure)
            : doors.Hours is null && doors.NotRead is not null ? NotRead(doors, target, $"The hours of {doors.ProfileName} were not read")
            : doors.Hours is null ? Answers.Fail(target, "The scope names hours, and the profile lets in at any hour.", new[] { doors.ScopeHours ?? "" })
            : !string.Equals(doors.Hours, doors.ScopeHours, StringComparison.Ordinal) ? Answers.Fail(target, "The hours it may sign in at are not those of the scope.", new[] { "the profile: " + doors.Hours, "the scope: " + doors.ScopeHours })
            : Answers.Pass(target, $"It may sign in {doors.Hours}, as the scope says.");
    }
}
