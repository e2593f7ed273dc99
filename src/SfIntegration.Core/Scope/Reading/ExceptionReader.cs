using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SfIntegration.Scope.Reading;

/// <summary>The accepted findings of a scope, and whether they can match anything.</summary>
internal static class ExceptionReader
{
    private static readonly Regex s_ruleId = new("^SFI[1-8][0-9]{2}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static readonly char[] s_separators = { '.', '+', '&', '/', ',', ';', ' ', ':', '(', ')', '>', '|' };

    public static IReadOnlyList<ScopeException> ReadAll(NodeEntry? entry, IReadOnlyCollection<string>? knownRules, ErrorList errors)
    {
        var exceptions = new List<ScopeException>();
        foreach (var item in IntegrationReader.Items(entry, "exceptions", "write - { rule: SFI301, target: ViewSetup, ... }", errors))
        {
            if (Section.Open(item, "exception", errors) is not { } section)
            {
                continue;
            }

            var (rule, target, reason) = (section.Text("rule"), section.Text("target"), section.Text("reason"));
            var (owner, by, expires) = (section.Text("owner"), section.Text("approvedBy"), section.Date("expires"));
            CheckRule(rule, section, knownRules);
            if (exceptions.FirstOrDefault(e => Same(e.Rule, rule) && Same(e.Target, target)) is { } first)
            {
                errors.Add(item, $"the exception for {rule} on {target} stands here a second time (first in line {first.Source.Line})", "keep one of them");
            }

            if (rule is not null && target is not null && reason is not null && owner is not null && by is not null && expires is { } day)
            {
                exceptions.Add(new ScopeException(rule, target, reason, owner, by, section.Text("ticket"), day, section.Source));
            }
        }

        return exceptions;
    }

    /// <summary>
    /// Reports exceptions that cannot match. Rules of group 2 speak of what the scope does not name, so their targets are never
    /// judged here; a set that is used as it is, or a profile of one's own, can bring any permission.
    /// </summary>
    public static void CheckTargets(AccessScope scope, ErrorList errors)
    {
        var isOpen = scope.Identity.Profile is not null || scope.Integrations.Any(i => i.UsePermissionSets.Count > 0);
        var names = new HashSet<string>(Names(scope), StringComparer.OrdinalIgnoreCase);
        foreach (var exception in scope.Exceptions)
        {
            var group = exception.Rule.Length > 3 ? exception.Rule[3] : '2';
            if (group == '2' || (isOpen && group == '3') || exception.Target == "*" || Mentions(exception.Target, names))
            {
                continue;
            }

            var near = DidYouMean.Text(exception.Target, names);
            errors.Add(exception.Source, $"the exception matches nothing: this scope names no `{Texts.Shorten(exception.Target)}`", near ?? "remove the exception, or name its target as the finding does");
        }
    }

    private static bool Mentions(string target, HashSet<string> names) =>
        names.Contains(target) || target.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Any(names.Contains);

    private static IEnumerable<string> Names(AccessScope scope)
    {
        var identity = scope.Identity;
        var own = new[] { scope.Name, scope.BaseIdentity?.Username, identity.Username, identity.LastName, identity.Email, identity.License, identity.Profile?.Name, identity.Role };
        foreach (var name in own.Concat(identity.Groups).Concat(identity.Network).Concat(scope.Integrations.SelectMany(Names)))
        {
            if (!string.IsNullOrEmpty(name))
            {
                yield return name!;
            }
        }
    }

    private static IEnumerable<string?> Names(ScopeIntegration integration)
    {
        var access = integration.SetupAccess;
        var lists = new[] { access.ApexClasses, access.CustomPermissions, access.Flows, access.CustomSettings, access.CustomMetadataTypes };
        return new[] { integration.Name, integration.PermissionSet, integration.System, integration.App?.Name }
            .Concat(integration.UsePermissionSets)
            .Concat(integration.PermissionSetLicenses)
            .Concat(integration.SystemPermissions.Select(p => p.Name))
            .Concat(lists.SelectMany(l => l).Select(n => n.Name))
            .Concat(integration.Objects.Select(o => o.SobjectType))
            .Concat(integration.Objects.SelectMany(o => o.Fields.Read.Concat(o.Fields.Edit)).Select(n => n.Name));
    }

    private static void CheckRule(string? rule, Section section, IReadOnlyCollection<string>? knownRules)
    {
        if (rule is null)
        {
            return;
        }

        if (knownRules is null ? !s_ruleId.IsMatch(rule) : !knownRules.Contains(rule, StringComparer.Ordinal))
        {
            section.Errors.Add(section.Place("rule"), $"there is no rule `{Texts.Shorten(rule)}`", DidYouMean.Text(rule, knownRules ?? Array.Empty<string>()) ?? "rule ids look like SFI301");
        }
    }

    private static bool Same(string? a, string? b) => a is not null && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
