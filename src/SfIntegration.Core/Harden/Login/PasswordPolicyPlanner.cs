using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>
/// The part of the plan about the password policy of a profile that is the identity's own. It is only tightened: what is stricter already stays. The
/// identity signs in with no password, so nothing of its work depends on it; a password that somebody gives it is hard to guess and to keep.
/// </summary>
internal static class PasswordPolicyPlanner
{
    /// <summary>What a person calls it.</summary>
    public const string Target = "password policy";

    public static void Plan(AccessScope scope, PlannedUser user, PlanInput input, PlanBuilder builder)
    {
        if (scope.Identity.Profile?.CloneOf is null || user.Profile is not { } profile)
        {
            return;
        }

        var state = input.State.Restriction;
        var looser = PasswordPolicy.Looser(state.Policy);
        if (looser.Count == 0)
        {
            return;
        }

        if ((state.PolicyNotRead ?? Shared(state)) is { } why)
        {
            builder.NotApplied(Target, Words(looser, d => d.Value), why, scope.IdentitySource);
            return;
        }

        var values = PasswordPolicy.Values(looser);
        if (state.Policy is null)
        {
            values[PasswordPolicy.ProfileElement] = ProfileNames.ToMetadata(profile.Name);
        }

        builder.Add(new Write
        {
            Stage = WriteStage.PasswordPolicy,
            Operation = state.Policy is null ? WriteOperation.Create : WriteOperation.Update,
            SobjectType = PasswordPolicyRowWriter.SobjectType,
            RecordId = state.Policy?.FullName,
            Needs = profile.Id.Length == 0 ? new IdRef(ProfileRowWriter.ApiOnly, profile.Name) : null,
            Values = values.Properties().ToDictionary(p => p.Name, p => (object?)p.Value),
            Before = state.Policy is { } policy ? looser.ToDictionary(d => d.Element, d => (object?)policy.Value(d.Element)) : new Dictionary<string, object?>(),
            Key = new NaturalKey(("fullName", state.Policy?.FullName ?? PasswordPolicy.NameFor(profile.Name)), (PasswordPolicy.ProfileElement, profile.Name)),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = ChangeKind.SetPasswordPolicy,
                    Target = Target,
                    Container = profile.Name,
                    Before = state.Policy is { } before ? Words(looser, d => before.Value(d.Element)) : "the org's",
                    After = Words(looser, d => d.Value),
                    Reason = "The identity signs in with no password; one that somebody sets is to be hard to guess.",
                    Source = scope.IdentitySource?.ToString(),
                    Risk = ChangeRisk.Low,
                },
            },
        });
    }

    private static string? Shared(ProfileRestriction state) => state.OtherUsers.Count == 0
        ? null
        : $"The policy binds everyone who has the profile, and other active users have it: {string.Join(", ", state.OtherUsers)}.";

    /// <summary>"length 50, complexity 4, attempts 3".</summary>
    private static string Words(IEnumerable<PasswordDefault> elements, Func<PasswordDefault, string?> value) => string.Join(", ", elements.Select(e => $"{e.Word} {value(e) ?? "-"}"));
}
