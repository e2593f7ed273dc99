using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Activity.Usage;

namespace SfIntegration.Scope.Drafting;

/// <summary>
/// Drafts from what an identity did: one part for each system behind it, with the objects and operations that its calls show, and the fields where queries have
/// a text. What a log cannot show is left out and said. Pure.
/// </summary>
internal static class ActivityDraft
{
    /// <summary>A client that worked on fewer days may be anything (SFI704), and is not drafted unless there is no other.</summary>
    private const int LeastDays = 5;

    // Facts §3.3: no grant for them exists. Name is required wherever it is a field of its own.
    private static readonly HashSet<string> s_withoutGrant = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "Name", "IsDeleted", "OwnerId", "CreatedById", "CreatedDate", "LastModifiedById", "LastModifiedDate", "SystemModstamp", "RecordTypeId", "CurrencyIsoCode",
    };

    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "FROM", "WHERE", "AND", "OR", "NOT", "IN", "LIKE", "ORDER", "GROUP", "BY", "HAVING", "LIMIT", "OFFSET", "ASC", "DESC", "NULLS", "FIRST", "LAST", "NULL", "TRUE", "FALSE",
        "INCLUDES", "EXCLUDES", "USING", "SCOPE", "WITH", "FOR", "VIEW", "REFERENCE", "UPDATE", "ALL", "ROWS", "SECURITY_ENFORCED", "USER_MODE", "SYSTEM_MODE", "TODAY", "YESTERDAY", "TOMORROW",
    };

    /// <summary>The parts, the busiest first: a name for the integration, and what to draft for it.</summary>
    /// <param name="username">Whose calls they are.</param>
    /// <param name="calls">The calls, by client, address block, day, hour, object and operation.</param>
    /// <param name="usageOf">What some of them used.</param>
    public static IReadOnlyList<(string Integration, DraftInput Input)> Of(string username, IReadOnlyList<SfActivity> calls, Func<IReadOnlyList<SfActivity>, UsedAccess> usageOf)
    {
        var clients = calls.GroupBy(ClientOf, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.OrdinalIgnoreCase);
        var systems = SystemSplit.Of(calls).Select(s => s.Client).Where(clients.ContainsKey).ToList();
        if (systems.Count == 0)
        {
            return new[] { (Slug(username.Split('@')[0]), Input(username, null, calls, usageOf, Array.Empty<string>())) };
        }

        var parts = systems.ToDictionary(s => s, s => clients[s], StringComparer.OrdinalIgnoreCase);
        var notes = new List<string>();
        foreach (var other in clients.Where(c => !parts.ContainsKey(c.Key)).OrderBy(c => c.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (other.Value.Select(c => c.Day).Distinct().Count() is var days && days < LeastDays)
            {
                notes.Add($"Not drafted: {UsageSum.Count(other.Value.Sum(c => c.Calls), "call")} of {(other.Key.Length == 0 ? "a client without a name" : other.Key)} on {UsageSum.Count(days, "day")}: too few to be a system's work");
                continue;
            }

            // It works as another does (SystemSplit): what they do counts for both.
            parts[systems.OrderByDescending(s => Objects(clients[s]).Intersect(Objects(other.Value), StringComparer.OrdinalIgnoreCase).Count()).First()].AddRange(other.Value);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return systems.Select((s, i) => (Unique(Slug(s), names), Input(username, s, parts[s], usageOf, i == 0 ? notes : Array.Empty<string>()))).ToList();
    }

    private static DraftInput Input(string username, string? client, IReadOnlyList<SfActivity> calls, Func<IReadOnlyList<SfActivity>, UsedAccess> usageOf, IReadOnlyList<string> notes)
    {
        var usage = usageOf(calls);
        var used = usage.Objects.Values.Where(o => o.LastRelated is not null || o.Operations.Any(p => p.Operation != "Describe" && p.Calls > p.Errors)).ToList();
        var source = $"the calls of {client ?? username}";
        return new DraftInput
        {
            Source = source,
            System = client,
            Purpose = string.Format(CultureInfo.InvariantCulture, "Drafted from {0}, {1:yyyy-MM-dd} to {2:yyyy-MM-dd}", source, usage.WindowStart, usage.WindowEnd),
            Objects = used.Select(o => new DraftObject(o.SobjectType, Access(o))).ToList(),
            Fields = usage.QueriesHidden is not null ? Array.Empty<DraftField>() : used.SelectMany(o => o.Fields.Keys
                .Where(f => !s_withoutGrant.Contains(f) && !s_words.Contains(f)).Select(f => new DraftField(o.SobjectType, f, false))).ToList(),
            Notes = notes.Concat(Notes(client ?? username, usage, used, calls)).ToList(),
        };
    }

    private static ObjectAccess Access(UsedObject used) => used.Operations
        .Where(o => o.Calls > o.Errors && o.Operation != "Describe")
        .Aggregate(used.LastRelated is null ? ObjectAccess.None : ObjectAccess.Read, (sum, o) => sum | OperationAccess.OnObject(o.Operation).Access);

    private static IEnumerable<string> Notes(string who, UsedAccess usage, IReadOnlyList<UsedObject> used, IReadOnlyList<SfActivity> calls)
    {
        yield return $"{who}: drafted from {UsageSum.Count(usage.Calls, "call")}; the logs cover {usage.DaysCovered} of {usage.Days} days. What it did at other times, and what only its configuration knows, is not in it";
        if (usage.QueriesHidden is { } queries)
        {
            yield return $"{who}: no fields are drafted: {queries}";
        }

        if (used.Where(o => (o.Access & (ObjectAccess.Create | ObjectAccess.Edit)) != 0).Select(o => o.SobjectType).ToList() is { Count: > 0 } written)
        {
            yield return $"{who}: no log has the fields that were written: write those of {string.Join(", ", written.OrderBy(o => o, StringComparer.OrdinalIgnoreCase))} into the draft (fields: {{ edit: [...] }})";
        }

        foreach (var hidden in usage.Hidden)
        {
            yield return $"{who}: {hidden.What} name no object, and what they used is not drafted";
        }

        foreach (var bulk in used.Where(o => o.Maybe != ObjectAccess.None))
        {
            yield return $"{bulk.SobjectType}: bulk jobs wrote it, and the log does not say how: read only is drafted for them";
        }

        foreach (var failed in usage.Objects.Values.Except(used).Where(o => o.Operations.Any(p => p.Operation != "Describe")).OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"Not drafted: {failed.SobjectType}, of which every call failed";
        }

        if (usage.PersonSignIns is { } person)
        {
            yield return $"{UsageSum.Count(person.Count, "sign-in")} of a person: what the person did is not drafted, and needs a user of its own";
        }

        if (calls.Select(c => c.AddressBlock).OfType<string>().Distinct().OrderBy(b => b, StringComparer.Ordinal).ToList() is { Count: > 0 } blocks)
        {
            yield return $"{who}: its calls came from {string.Join(", ", blocks)}; write its own addresses into `network`";
        }
    }

    private static IEnumerable<string> Objects(IEnumerable<SfActivity> calls) => calls.Select(c => c.SobjectType).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    private static string ClientOf(SfActivity call) => ClientNames.Plain(call.Client) ?? call.ConnectedAppId ?? "";

    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var i = 2; !names.Add(unique); i++)
        {
            unique = $"{name}-{i}";
        }

        return unique;
    }

    private static string Slug(string name)
    {
        var words = new string(name.Select(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? char.ToLowerInvariant(c) : ' ').ToArray()).Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join("-", words);
        return slug.Length == 0 ? "system" : slug.Length <= 40 ? slug : slug.Substring(0, 40).TrimEnd('-');
    }
}
