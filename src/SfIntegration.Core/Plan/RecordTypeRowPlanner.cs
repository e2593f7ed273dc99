using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>
/// The record types of one set. Salesforce has no rows for them (facts §3.3); here each is a row of its own, so that it is
/// journalled, read back and undone like the others, and <see cref="RecordTypeRowWriter"/> carries it out as metadata.
/// </summary>
internal static class RecordTypeRowPlanner
{
    /// <summary>The metadata type of an entry of PermissionSet.recordTypeVisibilities (MD:permissionset).</summary>
    public const string SobjectType = "PermissionSetRecordTypeVisibility";

    public static void Plan(DesiredSet set, Container? existing, object parent, PlanInput input, PlanBuilder builder)
    {
        var wanted = set.RecordTypes.Where(r => IsKnown(r, input, builder)).ToList();
        if (input.RecordTypes.NotRead is { } closed)
        {
            NotApplied(set, existing, wanted, closed, input.RecordTypes.Cure, builder);
            return;
        }

        var opened = input.RecordTypes.Of(set.Name) ?? Array.Empty<RecordTypeGrant>();
        if (input.RecordTypes.NotWritten is { } unwritable)
        {
            NotWritten(set, wanted, opened, $"{unwritable} {input.RecordTypes.Cure}".TrimEnd(), builder);
            return;
        }

        Rows(set, parent, wanted, opened, builder);
    }

    /// <summary>The rows that open what is wanted and close what is open and not wanted.</summary>
    public static void Rows(SetContents set, object parent, IEnumerable<DesiredRecordType> wanted, IReadOnlyList<RecordTypeGrant>? opened, PlanBuilder builder)
    {
        var open = new HashSet<string>((opened ?? Array.Empty<RecordTypeGrant>()).Select(r => FullName(r.SobjectType, r.RecordType)), StringComparer.OrdinalIgnoreCase);
        foreach (var one in wanted)
        {
            var name = FullName(one.SobjectType, one.RecordType);
            if (open.Remove(name))
            {
                continue;
            }

            builder.Add(Row(WriteStage.RecordTypes, WriteOperation.Create, parent, name, new AccessChange
            {
                Kind = ChangeKind.GrantRecordType,
                Target = name,
                Container = set.Name,
                After = "opened",
                Reason = set.Words.Wanted,
                Source = one.Source?.ToString(),
            }));
        }

        foreach (var name in open.OrderBy(n => n, StringComparer.Ordinal))
        {
            builder.Add(Row(WriteStage.RevokeRecordTypes, WriteOperation.Delete, parent, name, new AccessChange
            {
                Kind = ChangeKind.RevokeRecordType,
                Target = name,
                Container = set.Name,
                Before = "opened",
                Reason = set.Words.NotWanted,
                Risk = ChangeRisk.Medium,
            }));
        }
    }

    /// <summary>"Case.Support".</summary>
    public static string FullName(string sobjectType, string recordType) => sobjectType + "." + recordType;

    private static Write Row(WriteStage stage, WriteOperation operation, object parent, string name, AccessChange change)
    {
        var row = new Dictionary<string, object?> { ["ParentId"] = parent, ["RecordType"] = name };
        return new Write
        {
            Stage = stage,
            Operation = operation,
            SobjectType = SobjectType,
            RecordId = operation == WriteOperation.Delete ? RecordTypeRowWriter.IdOf((string)parent, name) : null,
            Values = operation == WriteOperation.Create ? row : new Dictionary<string, object?>(),
            Before = operation == WriteOperation.Delete ? row : new Dictionary<string, object?>(),
            Key = new NaturalKey(("ParentId", parent), ("RecordType", name)),
            Changes = new[] { change },
        };
    }

    private static bool IsKnown(DesiredRecordType wanted, PlanInput input, PlanBuilder builder)
    {
        var name = FullName(wanted.SobjectType, wanted.RecordType);
        if (!input.Names.RecordTypes.TryGetValue(name, out var isActive))
        {
            var known = input.Names.RecordTypes.Keys
                .Where(k => k.StartsWith(wanted.SobjectType + ".", StringComparison.OrdinalIgnoreCase))
                .Select(k => k.Substring(wanted.SobjectType.Length + 1))
                .OrderBy(k => k, StringComparer.OrdinalIgnoreCase)
                .ToList();
            builder.Stop("UnknownRecordType", name, $"{wanted.SobjectType} has no record type '{wanted.RecordType}' in this org.",
                Resolution.Suggest(wanted.RecordType, known, known.Count == 0 ? $"{wanted.SobjectType} has none: remove it, or deploy it first." : $"It has {string.Join(", ", known)}."), wanted.Source);
            return false;
        }

        if (!isActive)
        {
            builder.Warn("InactiveRecordType", name, $"The record type {name} is not active: it is opened, and no new record can get it.", "Activate it in Setup, or remove it from the scope.", wanted.Source);
        }

        return true;
    }

    private static void NotWritten(DesiredSet set, IReadOnlyList<DesiredRecordType> wanted, IReadOnlyList<RecordTypeGrant> opened, string reason, PlanBuilder builder)
    {
        var open = new HashSet<string>(opened.Select(r => FullName(r.SobjectType, r.RecordType)), StringComparer.OrdinalIgnoreCase);
        foreach (var one in wanted.Where(w => !open.Remove(FullName(w.SobjectType, w.RecordType))))
        {
            builder.NotApplied($"record type {FullName(one.SobjectType, one.RecordType)}", $"opened in {set.Name}", reason, one.Source);
        }

        foreach (var name in open.OrderBy(n => n, StringComparer.Ordinal))
        {
            builder.NotApplied($"record type {name}", $"closed in {set.Name}", reason, set.Source);
        }
    }

    // Planned in the open where it is asked for; where it is not, a set that is there may still open some, and nobody could look.
    private static void NotApplied(DesiredSet set, Container? existing, IReadOnlyList<DesiredRecordType> wanted, string closed, string? cure, PlanBuilder builder)
    {
        foreach (var one in wanted)
        {
            builder.NotApplied($"record type {FullName(one.SobjectType, one.RecordType)}", $"opened in {set.Name}", $"{closed} {cure}".TrimEnd(), one.Source);
        }

        if (wanted.Count == 0 && existing is not null)
        {
            builder.Warn("RecordTypesNotRead", set.Name, $"Whether the permission set {set.Name} opens record types was not read. {closed}", cure ?? "", set.Source);
        }
    }
}
