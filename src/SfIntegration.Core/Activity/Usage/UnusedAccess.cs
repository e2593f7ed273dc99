using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>Holds what a scope grants against what its identity used: one row per grant. Pure.</summary>
internal sealed partial class UnusedAccess
{
    private static readonly (ObjectAccess Flag, string Word)[] s_flags =
    {
        (ObjectAccess.Read, "read"), (ObjectAccess.Create, "create"), (ObjectAccess.Edit, "edit"), (ObjectAccess.Delete, "delete"),
        (ObjectAccess.ViewAll, "viewAll"), (ObjectAccess.ModifyAll, "modifyAll"), (ObjectAccess.ViewAllFields, "viewAllFields"),
    };

    private readonly AccessScope _scope;
    private readonly UsedAccess _usage;
    private readonly GrantAges _ages;
    private readonly SfOrg? _org;
    private readonly IReadOnlyList<string> _unknownRelationships;

    private UnusedAccess(AccessScope scope, UsedAccess usage, GrantAges ages, SfOrg? org)
    {
        _scope = scope;
        _usage = usage;
        _ages = ages;
        _org = org;
        _unknownRelationships = RelationshipTargets.Unknown(usage.Relationships.Keys, scope.Integrations.SelectMany(i => i.Objects).Select(o => o.SobjectType).Concat(usage.Objects.Keys).ToList());
    }

    /// <summary>Every grant of the scope with what the logs say of it, in the scope's order.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="usage">What its identity used.</param>
    /// <param name="ages">When its grants were made.</param>
    /// <param name="org">The org of the logs.</param>
    public static IReadOnlyList<SfUnusedAccess> Of(AccessScope scope, UsedAccess usage, GrantAges ages, SfOrg? org)
    {
        var judge = new UnusedAccess(scope, usage, ages, org);
        return scope.Integrations.SelectMany(i => i.Objects.SelectMany(o => judge.Object(i, o)).Concat(judge.Others(i))).ToList();
    }

    private IEnumerable<SfUnusedAccess> Object(ScopeIntegration integration, ScopeObject granted)
    {
        var read = Judge(integration, granted, ObjectAccess.Read);
        foreach (var (flag, word) in s_flags.Where(f => (granted.Access & f.Flag) != 0))
        {
            yield return Row(integration, granted, null, word, flag == ObjectAccess.Read ? read : Judge(integration, granted, flag));
        }

        // Without the object its fields open nothing: its row speaks for them.
        foreach (var row in read.Use == SfAccessUse.Unused ? Enumerable.Empty<SfUnusedAccess>() : Fields(integration, granted))
        {
            yield return row;
        }
    }

    private Judgement Judge(ScopeIntegration integration, ScopeObject granted, ObjectAccess flag)
    {
        var name = granted.SobjectType;
        var used = _usage.Objects.TryGetValue(name, out var found) ? found : null;
        var last = LastUseOf(name, flag, used);
        var pattern = used is null ? null : UsePattern.Of(used.Days);
        var isStale = last is { } at && at < _usage.WindowEnd.AddDays(-UsePattern.QuarterAndWeek);
        if (last is not null && (!isStale || pattern is not null))
        {
            return new Judgement(SfAccessUse.Used, pattern is null ? "It was used." : $"It was used; {name} is worked on {pattern}.", last);
        }

        if ((flag & (ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields)) != 0 && used is not null)
        {
            return new Judgement(SfAccessUse.NoEvidence, $"{name} is used, and no log shows whose records or which fields sharing and field-level security would have let through.", last);
        }

        if (Obstacle(name, flag, used) is { } obstacle)
        {
            return new Judgement(SfAccessUse.NoEvidence, obstacle, last);
        }

        var granting = _ages.Of(integration.PermissionSet, name, null);
        if (TooYoung(granting, last) is { } young)
        {
            return young;
        }

        if (pattern is not null)
        {
            return new Judgement(SfAccessUse.Protected, $"It was not used, but {name} is worked on {pattern}: that is too seldom to judge it by.", last, GrantedAt: granting);
        }

        var strength = EvidenceStrength.Of(_usage, granting);
        if (isStale)
        {
            strength = strength.But(FindingConfidence.Low, "a yearly job looks the same");
        }
        else if (flag == ObjectAccess.Create && used?.Operations.Any(o => o.Operation == "Update") == true)
        {
            strength = strength.But(FindingConfidence.Low, "an upsert, which creates, is logged as an update where the external id stands in the path");
        }
        else if ((flag & (ObjectAccess.Read | ObjectAccess.ViewAll | ObjectAccess.ViewAllFields)) != 0 && RelationshipLimit() is { } limit)
        {
            strength = strength.But(FindingConfidence.Low, limit);
        }

        return Unused(isStale ? string.Format(CultureInfo.InvariantCulture, "It was used until {0:yyyy-MM-dd} and not since", last) : used is null ? $"{name} was not used at all" : $"{name} was used, but never for this", strength, last, granting);
    }

    /// <summary>When it was used last: for itself, or because it opens an object that takes no grant of its own.</summary>
    private DateTime? LastUseOf(string name, ObjectAccess flag, UsedObject? used)
    {
        var opened = _usage.Objects.Values.Where(o => string.Equals(ObjectsWithoutRows.Find(o.SobjectType)?.Parent, name, StringComparison.OrdinalIgnoreCase)).ToList();
        var byChild = opened.SelectMany(o => new[]
        {
            (flag & ObjectAccess.Read) != 0 ? o.LastUseOf(ObjectAccess.Read) : null,
            (flag & ObjectAccess.Edit) != 0 ? new[] { ObjectAccess.Create, ObjectAccess.Edit, ObjectAccess.Delete }.Select(o.LastUseOf).Max() : null,
        });
        var byPath = (flag & ObjectAccess.Read) == 0 ? null : _usage.Relationships.Where(r => RelationshipTargets.MayBe(r.Key, name)).Select(r => (DateTime?)r.Value).Max();
        return byChild.Append(used?.LastUseOf(flag)).Append(byPath).Max();
    }

    /// <summary>Why use would not show; null where it would.</summary>
    private string? Obstacle(string name, ObjectAccess flag, UsedObject? used)
    {
        if (General() is { } general)
        {
            return general;
        }

        // What sees or changes all records is needed for nothing where the object is not used, and hidden where its use is.
        var need = (flag & (ObjectAccess.ViewAll | ObjectAccess.ViewAllFields)) != 0 ? ObjectAccess.Read : (flag & ObjectAccess.ModifyAll) != 0 ? ObjectAccess.Delete : flag;
        if (_usage.Hidden.Where(h => (AccessRules.Complete(h.Access) & need) != 0).ToList() is { Count: > 0 } hidden)
        {
            return $"Its use would not show: {string.Join("; ", hidden.Select(h => h.What))} may have used any object (the last on {hidden.Max(h => h.Last):yyyy-MM-dd}).";
        }

        return used is not null && (used.Maybe & flag) != 0 ? $"{name} was written by bulk jobs, of which the log does not say how." : null;
    }

    private string? General() =>
        _usage.Sources.Count == 0 ? "There is no log of calls."
        : _usage.Calls == 0 ? "The logs show no call of the identity: it is idle, or they do not name it."
        : !_usage.SeesEveryCall ? $"{string.Join(", ", _usage.Sources)} do not tell of every call: without ApiTotalUsage calls by another API would not show."
        : _usage.DaysCovered < EvidenceStrength.LeastCoverage * _usage.Days ? $"The logs cover {_usage.DaysCovered} of {_usage.Days} days only."
        : null;

    private Judgement? TooYoung(DateTime? granting, DateTime? last) => granting is { } since && since > _usage.WindowStart
        ? new Judgement(SfAccessUse.TooYoung, string.Format(CultureInfo.InvariantCulture, "It was granted or changed on {0:yyyy-MM-dd}, within the window: -Since of a later day would judge it.", since), last, GrantedAt: since)
        : null;

    private string? RelationshipLimit() =>
        !_usage.HasQueries ? null
        : _usage.QueriesHidden is not null ? "a query may reach it through a relationship, which this log does not show"
        : _unknownRelationships.Count > 0 ? $"queries follow {string.Join(", ", _unknownRelationships)}, which may lead to it"
        : null;

    private static Judgement Unused(string what, EvidenceStrength strength, DateTime? last, DateTime? granting) =>
        new(SfAccessUse.Unused, strength.Limits.Count == 0 ? what + "." : $"{what}; {string.Join("; ", strength.Limits)}.", last, strength.Confidence, granting);

    private SfUnusedAccess Row(ScopeIntegration integration, ScopeObject? granted, string? field, string access, Judgement judgement, SourceLine? source = null) => new()
    {
        Org = _org,
        Username = _usage.Username,
        ScopeName = _scope.Name,
        Integration = integration.Name,
        PermissionSet = integration.PermissionSet,
        SobjectType = granted?.SobjectType,
        Field = field,
        Access = access,
        Verdict = judgement.Use,
        Reason = judgement.Reason,
        Confidence = judgement.Confidence,
        LastUsed = judgement.Last,
        GrantedAt = judgement.GrantedAt,
        WindowStart = _usage.WindowStart,
        WindowEnd = _usage.WindowEnd,
        Days = _usage.Days,
        DaysCovered = _usage.DaysCovered,
        Sources = _usage.Sources,
        Source = source ?? granted?.Source,
    };

    private sealed record Judgement(SfAccessUse Use, string Reason, DateTime? Last = null, FindingConfidence? Confidence = null, DateTime? GrantedAt = null);
}
