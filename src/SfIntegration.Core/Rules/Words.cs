using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>How the rules say things.</summary>
internal static class Words
{
    private const int ManyLines = 25;

    private static readonly (ObjectAccess Flag, string Word)[] s_objectWords =
    {
        (ObjectAccess.Read, "read"),
        (ObjectAccess.Create, "create"),
        (ObjectAccess.Edit, "edit"),
        (ObjectAccess.Delete, "delete"),
        (ObjectAccess.ViewAll, "View All records"),
        (ObjectAccess.ModifyAll, "Modify All records"),
        (ObjectAccess.ViewAllFields, "View All Fields"),
    };

    /// <summary>"read, edit, View All records".</summary>
    public static string Of(ObjectAccess access) =>
        access == ObjectAccess.None ? "nothing" : string.Join(", ", s_objectWords.Where(w => (access & w.Flag) != 0).Select(w => w.Word));

    /// <summary>"read" or "edit".</summary>
    public static string Of(FieldAccess access) =>
        access == FieldAccess.None ? "nothing" : (access & FieldAccess.Edit) != 0 ? "edit" : "read";

    public static string Day(DateTime moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Of(IEnumerable<GrantPath> paths) => paths.Select(p => p.ToString()).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>A list short enough to read; what is cut is counted.</summary>
    public static IReadOnlyList<string> Shortened(IReadOnlyList<string> lines) =>
        lines.Count <= ManyLines ? lines : lines.Take(ManyLines).Append($"... and {(lines.Count - ManyLines).ToString(CultureInfo.InvariantCulture)} more").ToList();

    public static string Count(int number, string one, string many) =>
        number.ToString(CultureInfo.InvariantCulture) + " " + (number == 1 ? one : many);
}

/// <summary>The catalogue's grades as severities.</summary>
internal static class Grades
{
    /// <summary>The severity of a system permission, or null for one without special power.</summary>
    public static Severity? Of(string systemPermission) => PermissionCatalog.Default.Find(systemPermission)?.Tier switch
    {
        PermissionTier.Critical => Severity.Critical,
        PermissionTier.High => Severity.High,
        PermissionTier.Medium => Severity.Medium,
        _ => null,
    };

    public static Severity Of(ObjectAccess access) =>
        (access & ObjectAccess.ModifyAll) != 0 ? Severity.High
        : (access & (ObjectAccess.ViewAll | ObjectAccess.ViewAllFields)) != 0 ? Severity.Medium
        : (access & (ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete)) != 0 ? Severity.Medium
        : Severity.Low;

    /// <summary>The worst of several, or the rule's own where none is graded higher.</summary>
    public static Severity Worst(string ruleId, IEnumerable<Severity?> grades) =>
        grades.Where(g => g is not null).Select(g => g!.Value).Append(RuleTexts.Of(ruleId).Severity).Max();
}
