using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Activity.Usage;

/// <summary>A scope without what is unused. Pure, but for the comments that it takes over from the file.</summary>
internal static class ScopeShrink
{
    private const ObjectAccess Writing = ObjectAccess.Create | ObjectAccess.Edit;

    private const ObjectAccess Wide = ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields;

    private static readonly string[] s_words = { "read", "create", "edit", "delete", "viewAll", "modifyAll", "viewAllFields" };

    /// <summary>The smaller scope: without the grants that are Unused and at least so sure. What something that stays depends on stays.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="rows">What was found of its grants.</param>
    /// <param name="least">How sure an Unused must be.</param>
    public static AccessScope Of(AccessScope scope, IReadOnlyList<SfUnusedAccess> rows, FindingConfidence least)
    {
        var gone = rows.Where(r => r.Verdict == SfAccessUse.Unused && r.Confidence >= least && r.SobjectType is not null).ToLookup(r => r.Integration, StringComparer.Ordinal);
        return new AccessScope
        {
            Name = scope.Name,
            Owner = scope.Owner,
            Identity = scope.Identity,
            BaseIdentity = scope.BaseIdentity,
            IdentitySource = scope.IdentitySource,
            Integrations = scope.Integrations.Select(i => Of(i, gone[i.Name].ToList())).ToList(),
            Exceptions = scope.Exceptions,
            Environments = scope.Environments,
            Environment = scope.Environment,
        };
    }

    /// <summary>A scope as the text of its file, below the comments that its file begins with.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="file">The file to take them from, or null.</param>
    public static string Text(AccessScope scope, string? file)
    {
        var comments = file is null || !File.Exists(file) ? Enumerable.Empty<string>() : File.ReadLines(file).TakeWhile(l => l.StartsWith("#", StringComparison.Ordinal)).Select(l => l.Substring(1).TrimStart());
        return ScopeWriter.Write(scope, null, comments);
    }

    private static ScopeIntegration Of(ScopeIntegration integration, IReadOnlyList<SfUnusedAccess> gone)
    {
        var objects = integration.Objects.Select(o => (Was: o, Is: Of(o, gone.Where(g => string.Equals(g.SobjectType, o.SobjectType, StringComparison.OrdinalIgnoreCase)).ToList()))).ToList();
        // An object without a row of its own lives by its parent's.
        while (true)
        {
            var kept = objects.Select(o => o.Is).OfType<ScopeObject>().ToList();
            var closed = kept.FirstOrDefault(o => DraftOpeners.Missing(o, kept, integration.SystemPermissions) is not null && DraftOpeners.Missing(o, integration.Objects, integration.SystemPermissions) is null);
            if (closed is null)
            {
                return Copy(integration, kept);
            }

            var parent = Plan.ObjectsWithoutRows.Find(closed.SobjectType)!.Parent;
            objects = objects.Select(o => string.Equals(o.Was.SobjectType, parent, StringComparison.OrdinalIgnoreCase) ? (o.Was, o.Was) : o).ToList();
        }
    }

    private static ScopeObject? Of(ScopeObject granted, IReadOnlyList<SfUnusedAccess> gone)
    {
        var removed = gone.Where(g => g.Field is null).Aggregate(ObjectAccess.None, (sum, g) => sum | (ObjectAccess)(1 << Array.IndexOf(s_words, g.Access)));
        var access = AccessRules.Complete(granted.Access & ~removed);
        if (access == ObjectAccess.None)
        {
            return null;
        }

        var fields = new HashSet<string>(gone.Where(g => g.Field is not null and not "*").Select(g => g.Field!), StringComparer.OrdinalIgnoreCase);
        var canWrite = (access & Writing) != 0 && !gone.Any(g => g.Field == "*" && g.Access == "edit");
        return new ScopeObject
        {
            SobjectType = granted.SobjectType,
            Source = granted.Source,
            Access = access,
            Fields = Of(granted.Fields, fields, canWrite),
            RecordTypes = (access & Writing) != 0 ? granted.RecordTypes : Array.Empty<ScopeName>(),
            Reason = (granted.Access & Wide) != 0 && (access & Wide) == 0 ? null : granted.Reason,
        };
    }

    private static ScopeFields Of(ScopeFields fields, HashSet<string> gone, bool canWrite)
    {
        IReadOnlyList<ScopeName> Left(IEnumerable<ScopeName> names) => names.Where(n => !gone.Contains(n.Name)).ToList();
        return canWrite
            ? new ScopeFields { ReadAll = fields.ReadAll, EditAll = fields.EditAll, Read = Left(fields.Read), Edit = Left(fields.Edit), Except = fields.Except }
            : new ScopeFields { ReadAll = fields.ReadAll || fields.EditAll, Read = fields.ReadAll || fields.EditAll ? Array.Empty<ScopeName>() : Left(fields.Read.Concat(fields.Edit)), Except = fields.Except };
    }

    private static ScopeIntegration Copy(ScopeIntegration of, IReadOnlyList<ScopeObject> objects) => new()
    {
        Name = of.Name,
        Source = of.Source,
        Purpose = of.Purpose,
        System = of.System,
        Owner = of.Owner,
        Approval = of.Approval,
        Expires = of.Expires,
        PermissionSet = of.PermissionSet,
        IsPermissionSetNamed = of.IsPermissionSetNamed,
        UsePermissionSets = of.UsePermissionSets,
        PermissionSetLicenses = of.PermissionSetLicenses,
        Objects = objects,
        SystemPermissions = of.SystemPermissions,
        SetupAccess = of.SetupAccess,
        Tabs = of.Tabs,
        App = of.App,
        CallsPerDay = of.CallsPerDay,
        RotateEvery = of.RotateEvery,
    };
}
