using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Rules.Identity;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>What one container, or all containers of one origin, give beyond the scope, line by line.</summary>
internal sealed class ContainerExcess
{
    private readonly List<Severity?> _grades = new();
    private readonly List<string> _lines = new();

    /// <summary>Collects over the paths that match.</summary>
    /// <param name="view">The access beside the scope.</param>
    /// <param name="from">Which paths count.</param>
    /// <param name="onlyNamedObjects">True: only objects the scope names, and nothing else.</param>
    /// <param name="container">The container, where its tabs count too: those of a profile do not, because every profile has some and they open no data.</param>
    public ContainerExcess(ScopeView view, Func<GrantPath, bool> from, bool onlyNamedObjects = false, Container? container = null)
    {
        bool Outright(GrantPath path) => path.ImpliedBy is null && from(path);
        if (!onlyNamedObjects)
        {
            foreach (var permission in view.Access.SystemPermissions.Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase))
            {
                if (!view.Allows(permission) && !IsPasswordRule(permission.Name) && permission.Paths.Any(Outright))
                {
                    Add($"system permission {permission.Name}", Grades.Of(permission.Name));
                }
            }
        }

        foreach (var held in view.Access.Objects.Values.Where(o => o.SobjectType != "*" && (!onlyNamedObjects || view.Desired.Names(o.SobjectType))).OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase))
        {
            var given = held.Paths.Where(p => Outright(p.Path)).Aggregate(ObjectAccess.None, (sum, p) => sum | p.Access);
            var excess = given & ~view.Desired.Object(held.SobjectType);
            if (excess != ObjectAccess.None)
            {
                Add($"object {held.SobjectType}: {Words.Of(excess)}", Grades.Of(excess));
            }
        }

        foreach (var held in view.Access.Fields.Values.Where(f => !onlyNamedObjects || view.Desired.Names(f.SobjectType)).OrderBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Field, StringComparer.OrdinalIgnoreCase))
        {
            var given = held.Paths.Where(p => Outright(p.Path)).Aggregate(FieldAccess.None, (sum, p) => sum | p.Access);
            var excess = given & ~view.Desired.Field(held.SobjectType, held.Field);
            if (excess != FieldAccess.None)
            {
                Add($"field {held.SobjectType}.{held.Field}: {Words.Of(excess)}", null);
            }
        }

        foreach (var entity in view.Access.SetupEntities.Values.Where(_ => !onlyNamedObjects).OrderBy(SetupEntities.NameOf, StringComparer.OrdinalIgnoreCase))
        {
            if (!SetupEntities.Named(view.Desired, entity.EntityType).ContainsKey(SetupEntities.NameOf(entity)) && entity.Paths.Any(Outright))
            {
                Add($"{entity.EntityType} {SetupEntities.NameOf(entity)}", null);
            }
        }

        foreach (var tab in (container?.Tabs ?? Array.Empty<TabGrant>()).Where(t => !view.Desired.Tabs.ContainsKey(t.Name)).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase))
        {
            Add($"tab {tab.Name}", null);
        }
    }

    public bool IsEmpty => _lines.Count == 0;

    public IReadOnlyList<string> Lines => Words.Shortened(_lines);

    public Severity Worst(string ruleId) => Grades.Worst(ruleId, _grades);

    private static bool IsPasswordRule(string name) => string.Equals(name, PasswordNeverExpiresRule.Permission, StringComparison.OrdinalIgnoreCase);

    private void Add(string line, Severity? grade)
    {
        _lines.Add(line);
        _grades.Add(grade);
    }
}
