using System.Linq;
using SfIntegration.Access;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// The plan: a pure function of scope, org state and schema (design §7). It writes nothing and reads nothing;
/// the same input gives the same plan.
/// </summary>
internal static class Planner
{
    public static AccessPlan Plan(AccessScope scope, SfOrg org, DesiredAccess desired, PlanInput input, PlanOptions options)
    {
        var builder = new PlanBuilder();
        builder.Problems.AddRange(desired.Problems);

        var user = UserPlanner.Plan(scope, input, options, builder);
        foreach (var set in desired.Sets.Where(s => !s.IsEmpty))
        {
            SetPlanner.Plan(scope, set, user, input, options, builder);
        }

        AssignmentPlanner.Plan(scope, desired, user, input, options, builder);
        AppPlanner.Plan(scope, desired, user, input, options, builder);
        PasswordPolicyPlanner.Plan(scope, user, input, builder);
        LoginPlanner.Plan(scope, user, input, builder);
        Preflight.Check(scope, desired, user, input, builder);
        NotYetApplied.Note(scope, builder);

        return new AccessPlan
        {
            Scope = scope,
            Org = org,
            Username = scope.Identity.Username,
            PlannedAt = input.Now,
            Changes = builder.Changes,
            Problems = builder.Problems,
            LeftOutFields = desired.LeftOut.Select(f => $"{f.SobjectType}.{f.Field}: {f.Why}").ToList(),
            Unscoped = builder.Unscoped,
            Writes = builder.Writes.OrderBy(w => w.Stage).ToList(),
            Fingerprint = PlanFingerprint.Of(scope, desired, input.State),
            Input = input,
            Options = options,
        };
    }
}

/// <summary>What the planner settled about the user, for the parts that come after.</summary>
/// <param name="Existing">The user as it is, or null.</param>
/// <param name="Profile">The profile it has or will have; null where none could be found (a problem says so).</param>
/// <param name="NeedsSeat">True where the plan takes a seat of the user licence.</param>
internal sealed record PlannedUser(UserFacts? Existing, ProfileFacts? Profile, bool NeedsSeat);
