using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>What UserEntityAccess and UserFieldAccess say of one user.</summary>
internal sealed class PlatformAccess
{
    /// <summary>Read, create, edit and delete, by object in any case.</summary>
    public Dictionary<string, (bool Read, bool Create, bool Edit, bool Delete)> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Accessible, settable on new records, and changeable, by "Object.Field" in any case.</summary>
    public Dictionary<string, (bool Read, bool Create, bool Edit)> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was refused, in words.</summary>
    public List<string> NotRead { get; } = new();
}

/// <summary>
/// Asks the platform what a user may do: flat queries with a filter on user and entity, which is all these objects take (facts
/// 3.4), many to a call. Fields are asked by FieldDefinition.DurableId, which is looked up first.
/// </summary>
internal sealed class PlatformAccessReader
{
    /// <summary>The definition objects have no second page: a batch is 2,000 rows, and an IN list of ids fits a URL well below that.</summary>
    private const int FieldsAtOnce = 150;

    private readonly BatchApi _batch;

    public PlatformAccessReader(OrgApi org) => _batch = new BatchApi(org.Connection);

    public async Task<PlatformAccess> ReadAsync(string userId, IReadOnlyCollection<string> objects, IReadOnlyCollection<(string SobjectType, string Field)> fields, CancellationToken cancellation)
    {
        var found = new PlatformAccess();
        var durable = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var first = new QueryRound();
        first.Add(
            Soql.WhereIn($"SELECT EntityDefinition.QualifiedApiName, IsReadable, IsCreatable, IsEditable, IsDeletable FROM UserEntityAccess WHERE UserId = {Soql.Quote(userId)}", "EntityDefinition.QualifiedApiName", objects),
            "UserEntityAccess",
            row => found.Objects[row["EntityDefinition"].Text("QualifiedApiName") ?? ""] = (row.Flag("IsReadable"), row.Flag("IsCreatable"), row.Flag("IsEditable"), row.Flag("IsDeletable")));

        // One query per object: it has at most some 800 fields, and there is no second page.
        foreach (var sobjectType in fields.Select(f => f.SobjectType).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            first.Add(
                $"SELECT DurableId, QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = {Soql.Quote(sobjectType)}",
                "FieldDefinition of " + sobjectType,
                row => durable[GrantSlice.FieldKey(sobjectType, row.Text("QualifiedApiName") ?? "")] = row.Text("DurableId") ?? "");
        }

        await first.RunAsync(_batch, found.NotRead, cancellation).ConfigureAwait(false);

        var asked = fields.Select(f => GrantSlice.FieldKey(f.SobjectType, f.Field)).Distinct(StringComparer.OrdinalIgnoreCase).Where(durable.ContainsKey).ToDictionary(k => durable[k] + "." + userId, k => k, StringComparer.OrdinalIgnoreCase);
        var second = new QueryRound();
        var ids = asked.Keys.ToList();
        for (var start = 0; start < ids.Count; start += FieldsAtOnce)
        {
            second.Add(
                Soql.WhereIn("SELECT DurableId, IsAccessible, IsCreatable, IsUpdatable FROM UserFieldAccess", "DurableId", ids.Skip(start).Take(FieldsAtOnce)),
                "UserFieldAccess",
                row =>
                {
                    if (asked.TryGetValue(row.Text("DurableId") ?? "", out var field))
                    {
                        found.Fields[field] = (row.Flag("IsAccessible"), row.Flag("IsCreatable"), row.Flag("IsUpdatable"));
                    }
                });
        }

        await second.RunAsync(_batch, found.NotRead, cancellation).ConfigureAwait(false);
        return found;
    }
}

/// <summary>Lays what was added up beside what the platform says, right by right. Pure.</summary>
internal static class AccessVerification
{
    private const string NoObject = "UserEntityAccess has no row for it: the object is not in this org, or the connected user may not ask about another user's access (it takes View Setup and Configuration).";
    private const string NoField = "UserFieldAccess has no row for it: the field is not in this org, or the connected user may not ask about another user's access (it takes View Setup and Configuration).";

    public static IEnumerable<SfAccessCheck> Judge(SfOrg org, EffectiveAccess access, PlatformAccess platform, IEnumerable<string> objects, IEnumerable<(string SobjectType, string Field)> fields, IReadOnlyCollection<string>? notRead = null)
    {
        var unread = HoldingGaps.Why(access, notRead ?? Array.Empty<string>(), AccessKind.Object).FirstOrDefault();
        var unreadField = HoldingGaps.Why(access, notRead ?? Array.Empty<string>(), AccessKind.Field).FirstOrDefault();
        foreach (var name in objects.Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n, StringComparer.OrdinalIgnoreCase))
        {
            var own = ObjectGate.Of(access, name);
            (bool Read, bool Create, bool Edit, bool Delete)? said = platform.Objects.TryGetValue(name, out var row) ? row : null;
            var reason = said is null ? Refused(platform, "UserEntityAccess") ?? NoObject : null;
            yield return Check(name, null, "read", (own & Scope.ObjectAccess.Read) != 0, said?.Read, reason);
            yield return Check(name, null, "create", (own & Scope.ObjectAccess.Create) != 0, said?.Create, reason);
            yield return Check(name, null, "edit", (own & Scope.ObjectAccess.Edit) != 0, said?.Edit, reason);
            yield return Check(name, null, "delete", (own & Scope.ObjectAccess.Delete) != 0, said?.Delete, reason);
        }

        foreach (var (sobjectType, field) in fields.Distinct().OrderBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Field, StringComparer.OrdinalIgnoreCase))
        {
            var onObject = ObjectGate.Of(access, sobjectType);
            var own = ObjectGate.Through(onObject, Provenance.FieldAccess(access, sobjectType, field));
            (bool Read, bool Create, bool Edit)? said = platform.Fields.TryGetValue(GrantSlice.FieldKey(sobjectType, field), out var row) ? row : null;
            var reason = said is null ? Refused(platform, "UserFieldAccess") ?? Refused(platform, "FieldDefinition") ?? NoField : null;
            yield return Check(sobjectType, field, "read", (own & FieldAccess.Read) != 0, said?.Read, reason);
            yield return Check(sobjectType, field, "edit", (own & FieldAccess.Edit) != 0, said is null ? null : said.Value.Edit || said.Value.Create, reason);
        }

        // What was not found among holdings that were not all read is not a "no".
        SfAccessCheck Check(string sobjectType, string? field, string right, bool computed, bool? said, string? reason) =>
            !computed && (field is null ? unread : unreadField) is { } missing
                ? new(org, access.User, sobjectType, field, right, null, said, (reason is null ? "" : reason + " ") + "Not all the user holds was read: " + missing)
                : new(org, access.User, sobjectType, field, right, computed, said, reason ?? (said == computed ? null : WhyDiffers(computed)));
    }

    private static string? Refused(PlatformAccess platform, string what) => platform.NotRead.FirstOrDefault(n => n.StartsWith(what, StringComparison.Ordinal));

    private static string WhyDiffers(bool computed) => computed
        ? "What the user holds gives it and the platform says no: commonly the user's licence does not allow it, a permission set licence is missing, or the object takes no such operation."
        : "What the user holds does not give it and the platform says yes: commonly a grant that could not be read, or access that Salesforce gives to everybody.";
}
