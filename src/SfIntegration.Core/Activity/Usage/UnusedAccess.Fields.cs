using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>The grants of fields, and those that are on no object.</summary>
internal sealed partial class UnusedAccess
{
    private IEnumerable<SfUnusedAccess> Fields(ScopeIntegration integration, ScopeObject granted)
    {
        var fields = granted.Fields;
        var isWritten = IsWritten(integration, granted);
        var edited = fields.EditAll || fields.Edit.Count > 0;
        if (edited)
        {
            yield return Row(integration, granted, "*", "edit", isWritten);
        }

        var named = fields.Read.Concat(fields.Edit).ToList();
        if (!fields.ReadAll && !fields.EditAll && named.Count == 0)
        {
            yield break;
        }

        if (FieldObstacle(granted) is { } obstacle)
        {
            yield return Row(integration, granted, "*", "read", new Judgement(SfAccessUse.NoEvidence, obstacle));
            yield break;
        }

        if (fields.ReadAll || fields.EditAll)
        {
            var seen = _usage.Objects[granted.SobjectType].Fields.Keys.OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
            yield return Row(integration, granted, "*", "read", new Judgement(SfAccessUse.NoEvidence, $"The scope grants all fields and names none; the queries name {(seen.Count == 0 ? "none" : string.Join(", ", seen))}."));
        }

        foreach (var field in named)
        {
            yield return Row(integration, granted, field.Name, "read", Field(integration, granted, field.Name, isWritten.Use), field.Source);
        }
    }

    /// <summary>No log has what a call wrote: whether fields were edited is whether anything was.</summary>
    private Judgement IsWritten(ScopeIntegration integration, ScopeObject granted)
    {
        var writes = new[] { ObjectAccess.Create, ObjectAccess.Edit }.Where(f => (granted.Access & f) != 0).Select(f => Judge(integration, granted, f)).ToList();
        if (writes.Count > 0 && writes.All(w => w.Use == SfAccessUse.Unused))
        {
            var weakest = writes.OrderBy(w => w.Confidence).First();
            return weakest with { Reason = $"No record of {granted.SobjectType} was written: " + weakest.Reason };
        }

        return writes.FirstOrDefault(w => w.Use is not (SfAccessUse.Used or SfAccessUse.Unused)) ?? new Judgement(SfAccessUse.NoEvidence, "Records were written, and no log shows which fields.", writes.Max(w => w.Last));
    }

    private Judgement Field(ScopeIntegration integration, ScopeObject granted, string name, SfAccessUse written)
    {
        var used = _usage.Objects.TryGetValue(granted.SobjectType, out var found) ? found : null;
        if (LastNamed(granted.SobjectType, name, used) is { } last)
        {
            return new Judgement(SfAccessUse.Used, "A query names it.", last);
        }

        if (granted.Fields.Edit.Any(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase)) && written != SfAccessUse.Unused)
        {
            return new Judgement(SfAccessUse.NoEvidence, "No query names it, but records were written, and no log shows which fields.");
        }

        // A row of the object that is younger than the window speaks for its fields, an older one does not.
        var granting = _ages.Of(integration.PermissionSet, granted.SobjectType, name)
            ?? (_ages.Of(integration.PermissionSet, granted.SobjectType, null) is { } row && row > _usage.WindowStart ? row : null);
        if (TooYoung(granting, null) is { } young)
        {
            return young;
        }

        if (used is not null && UsePattern.Of(used.Days) is { } pattern)
        {
            return new Judgement(SfAccessUse.Protected, $"No query names it, but {granted.SobjectType} is worked on {pattern}: that is too seldom to judge it by.", GrantedAt: granting);
        }

        var strength = EvidenceStrength.Of(_usage, granting);
        var reached = _usage.Relationships.Keys.FirstOrDefault(r => RelationshipTargets.MayBe(r, granted.SobjectType));
        return Unused("No query names it", reached is null ? strength : strength.But(FindingConfidence.Low, $"queries follow {reached}, for which a lookup field is needed"), null, granting);
    }

    /// <summary>When a query named a field last: itself, a part of its address, or the relationship that it is the lookup of.</summary>
    private DateTime? LastNamed(string sobjectType, string field, UsedObject? used)
    {
        bool IsIt(string name) => string.Equals(name, field, StringComparison.OrdinalIgnoreCase) || string.Equals(AddressParts.CompoundOf(sobjectType, name), field, StringComparison.OrdinalIgnoreCase);
        bool IsItsRelationship(string name) => string.Equals(name + "Id", field, StringComparison.OrdinalIgnoreCase)
            || (name.EndsWith("__r", StringComparison.OrdinalIgnoreCase) && string.Equals(name.Substring(0, name.Length - 3) + "__c", field, StringComparison.OrdinalIgnoreCase));
        return (used?.Fields.Where(f => IsIt(f.Key)) ?? Enumerable.Empty<KeyValuePair<string, DateTime>>())
            .Concat(_usage.LooseFields.Where(f => IsIt(f.Key)))
            .Concat(_usage.Relationships.Where(r => IsItsRelationship(r.Key)))
            .Select(f => (DateTime?)f.Value).Max();
    }

    private string? FieldObstacle(ScopeObject granted) =>
        General()
        ?? (_usage.Hidden.FirstOrDefault(h => (h.Access & ObjectAccess.Read) != 0) is { } hidden ? $"Which fields it read would not show: {hidden.What} may have read any." : null)
        ?? (_usage.QueriesHidden is { } queries ? $"Which fields its queries name does not show: {queries}." : null)
        ?? (_usage.Objects.TryGetValue(granted.SobjectType, out var used) ? used.FieldsHidden is { } whole ? $"Which fields it read does not show: {whole}." : null : "The object was reached through other objects only: which fields were read does not show.");

    private IEnumerable<SfUnusedAccess> Others(ScopeIntegration integration)
    {
        foreach (var permission in integration.SystemPermissions)
        {
            yield return Row(integration, null, null, permission.Name, new Judgement(SfAccessUse.NoEvidence, "No log shows the use of a system permission."), permission.Source);
        }

        var setup = integration.SetupAccess;
        foreach (var name in setup.ApexClasses.Concat(setup.CustomPermissions).Concat(setup.Flows).Concat(setup.CustomSettings).Concat(setup.CustomMetadataTypes))
        {
            yield return Row(integration, null, null, name.Name, new Judgement(SfAccessUse.NoEvidence, "No log of calls shows the use of what is in Setup."), name.Source);
        }

        foreach (var set in integration.UsePermissionSets)
        {
            yield return Row(integration, null, null, set, new Judgement(SfAccessUse.NoEvidence, "A set that is held as it is: what it grants stands in no scope and is not judged."), integration.Source);
        }
    }
}
