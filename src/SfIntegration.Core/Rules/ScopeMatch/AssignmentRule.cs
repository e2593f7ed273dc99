using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI211: the sets the scope names are assigned, for as long as it says.</summary>
internal sealed class AssignmentRule : ScopeRule
{
    public override string Id => "SFI211";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new List<RuleAnswer>();
        foreach (var set in view.Sets)
        {
            var container = context.Snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.PermissionSet && Same(c.Name, set.Name));
            answers.Add(Judge(context, set.Name, set, container is not null, a => a.GroupId is null && a.PermissionSetId == container?.Id));
        }

        foreach (var set in context.Desired!.Sets)
        {
            foreach (var use in set.Integration.UsePermissionSets.Where(u => answers.All(a => !Same(a.Target, u))))
            {
                var group = context.Snapshot.Groups.FirstOrDefault(g => Same(g.Name, use));
                var container = group is null ? context.Snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.PermissionSet && Same(c.Name, use)) : null;
                answers.Add(Judge(context, use, set, group is not null || container is not null,
                    a => group is not null ? a.GroupId == group.Id || (group.AggregateId is not null && a.PermissionSetId == group.AggregateId) : a.GroupId is null && a.PermissionSetId == container?.Id));
            }
        }

        return ScopeAnswers.OrPass(answers, context.Username, "The scope asks for no permission set.");
    }

    private static RuleAnswer Judge(RuleContext context, string name, DesiredSet set, bool exists, Func<AccessAssignment, bool> matches)
    {
        var assignment = context.Snapshot.Assignments.FirstOrDefault(a => a.AssigneeId == context.User!.UserId && matches(a));
        var ended = set.Expires is { } end && end < context.Now;
        var wrong = !exists ? $"There is no permission set or group {name} in this org."
            : assignment is null ? ended ? null : $"{name} is not assigned to the identity."
            : assignment.IsRevoked ? $"The assignment of {name} is revoked."
            : !SameMoment(assignment.ExpirationDate, set.Expires)
                ? $"The assignment of {name} {(assignment.ExpirationDate is { } has && has <= context.Now ? "expired" : "ends")} {Day(assignment.ExpirationDate)}; the scope says {Day(set.Expires)}."
            : !ended && !assignment.IsActive ? $"The assignment of {name} is not active."
            : null;
        var answer = wrong is not null
            ? Answers.Fail(name, wrong, assignment is null ? null : new[] { $"PermissionSetAssignment {assignment.Id}" })
            : Answers.Pass(name, ended ? $"{name} ended {Day(set.Expires)}, as the scope says." : $"{name} is assigned{(set.Expires is null ? "" : " until " + Day(set.Expires))}.");
        return answer with { Source = set.Source };
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool SameMoment(DateTime? a, DateTime? b) =>
        a is null || b is null ? a is null && b is null : Math.Abs((a.Value - b.Value).TotalSeconds) < 1;

    private static string Day(DateTime? moment) => moment is null ? "never" : Words.Day(moment.Value);
}
