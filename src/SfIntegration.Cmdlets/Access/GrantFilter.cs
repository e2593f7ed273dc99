using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Which grants Get-SfEffectiveAccess was asked for; what was not named is not asked about.</summary>
internal sealed class GrantFilter
{
    public AccessKind[]? Kind { get; init; }

    public string[]? SobjectType { get; init; }

    public string[]? Field { get; init; }

    /// <summary>The rights a grant must give; null where none was named.</summary>
    public ObjectAccess? Access { get; init; }

    public string[]? SystemPermission { get; init; }

    public string[]? ApexClass { get; init; }

    public string[]? Page { get; init; }

    public string[]? CustomPermission { get; init; }

    public string[]? App { get; init; }

    public string[]? Tab { get; init; }

    /// <summary>True where the row is asked for.</summary>
    public bool Wants(SfEffectiveGrant row)
    {
        if (Kind is not null && !Kind.Contains(row.Kind))
        {
            return false;
        }

        // What could not be read may match whatever is asked of its kind.
        var isOpen = row.Access == EffectiveRows.NotAssessed && row.Kind != AccessKind.RecordType;
        var named = new[] { SystemPermission, ApexClass, Page, CustomPermission, App, Tab };
        var asksObjects = SobjectType is not null || Field is not null;
        if (!(isOpen && row.Kind is (AccessKind.Object or AccessKind.Field)) && Access is { } access && ((row.Kind == AccessKind.Object && (row.ObjectAccess & access) != access)
            || (row.Kind == AccessKind.Field && (row.FieldAccess & TargetParameters.OnField(access)) == FieldAccess.None) || row.Kind is not (AccessKind.Object or AccessKind.Field)))
        {
            return false;
        }

        if (isOpen && row.Kind is (AccessKind.Object or AccessKind.Field))
        {
            return row.Kind == AccessKind.Field ? asksObjects || named.All(n => n is null) : Field is null && (asksObjects || named.All(n => n is null));
        }

        return row.Kind switch
        {
            // What opens every object opens whatever a pattern matches.
            AccessKind.Object => Field is null && (asksObjects ? Matches(SobjectType, row.SobjectType!) || (row.Target == EffectiveRows.EveryObject && SobjectType!.Any(WildcardPattern.ContainsWildcardCharacters)) : named.All(n => n is null)),
            AccessKind.Field => asksObjects ? Matches(SobjectType, row.SobjectType!) && (Matches(Field, row.Field!) || Matches(Field, row.Target)) : named.All(n => n is null),
            AccessKind.RecordType => Field is null && (asksObjects ? Matches(SobjectType, row.SobjectType!) : named.All(n => n is null)),
            AccessKind.SystemPermission => Asked(SystemPermission?.Select(TargetParameters.SystemPermission).ToArray()),
            AccessKind.ApexClass => Asked(ApexClass),
            AccessKind.Page => Asked(Page),
            AccessKind.CustomPermission => Asked(CustomPermission),
            AccessKind.App => Asked(App),
            AccessKind.Tab => Asked(Tab),
            _ => !asksObjects && named.All(n => n is null),
        };

        bool Asked(string[]? patterns) => patterns is not null ? isOpen || Matches(patterns, row.Target) : !asksObjects && named.All(n => n is null);
    }

    /// <summary>True where a pattern fits, or where none was given.</summary>
    public static bool Matches(string[]? patterns, string name) => patterns is null || patterns.Any(p => Pattern(p).IsMatch(name));

    /// <summary>A name as a pattern, in any case.</summary>
    public static WildcardPattern Pattern(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
