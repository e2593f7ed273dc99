using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>
/// SFI212: a set or group that the scope holds as it is says no more about an object than the scope does, and a group is up to
/// date. An object the scope names is described by the scope; muting that was taken away shows here.
/// </summary>
internal sealed class HeldAsItIsRule : ScopeRule
{
    private const string Updated = "Updated";

    public override string Id => "SFI212";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Used.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(c => Judge(view, c)).ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No existing set or group is held as it is.");
    }

    private RuleAnswer Judge(ScopeView view, Container container)
    {
        var isGroup = container.Kind == ContainerKind.Group;
        var status = isGroup ? view.Groups.FirstOrDefault(g => string.Equals(g.Name, container.Name, StringComparison.OrdinalIgnoreCase))?.Status : null;
        if (status is not null && !string.Equals(status, Updated, StringComparison.OrdinalIgnoreCase))
        {
            return Answers.Fail(container.Name, $"The permission set group {container.Name} is not up to date: its Status is {status}.", view.Access.Notes.Where(n => n.Contains(container.Name)).ToList());
        }

        var excess = new ContainerExcess(view, p => isGroup
            ? string.Equals(p.Through, container.Name, StringComparison.OrdinalIgnoreCase)
            : p.Through is null && p.ContainerId == container.Id, onlyNamedObjects: true);
        return excess.IsEmpty
            ? Answers.Pass(container.Name, $"{container.Name} gives no more on the scope's objects than the scope says.")
            : Answers.Fail(container.Name, $"{container.Name} opens objects of the scope further than the scope says.", excess.Lines.Select(l => "gives " + l).ToList()) with
            {
                Severity = excess.Worst(Id),
                Cure = isGroup ? "Mute it in the group again (MutingPermissionSet), or put the access into the scope." : null,
            };
    }
}
