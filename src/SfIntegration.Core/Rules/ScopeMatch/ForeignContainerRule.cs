using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI210: the identity holds a set or group that the scope does not name.</summary>
internal sealed class ForeignContainerRule : ScopeRule
{
    public override string Id => "SFI210";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Foreign.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).Select(c => Fail(view, c)).ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Every set and group that is held is named by the scope.");
    }

    private RuleAnswer Fail(ScopeView view, Container container)
    {
        var isGroup = container.Kind == ContainerKind.Group;
        var excess = new ContainerExcess(view, p => isGroup
            ? string.Equals(p.Through, container.Name, StringComparison.OrdinalIgnoreCase)
            : p.Through is null && p.ContainerId == container.Id, container: container);
        var evidence = excess.IsEmpty ? new[] { "It gives nothing beyond the scope." } : excess.Lines.Select(l => "gives " + l).ToArray();
        return Answers.Fail(container.Name, $"The permission set {(isGroup ? "group " : "")}{container.Name} is held and the scope does not name it.", evidence) with { Severity = excess.Worst(Id) };
    }
}
