using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Access.Covering;
using SfIntegration.Cmdlets.Access;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Finds the existing permission sets and groups that cover what a scope, a definition or a user needs: each by itself, ranked by
/// what it covers and then by how little it gives beyond, and first a small combination where several together do better. The
/// combination comes from a greedy search that is exact up to three sets among sixty; with more it may not be the smallest there is.
/// </summary>
[Cmdlet(VerbsCommon.Find, "SfPermissionSet")]
[OutputType(typeof(PermissionSetCoverage))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission("to read session activations", "ManageSessionPermissionSets", Optional = true)]
public sealed class FindSfPermissionSetCommand : AccessCmdlet
{
    /// <summary>What is to be covered: a scope, a definition, a user or a set, or the name of a user or set.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AccessHolderCompleter))]
    [ValidateNotNull]
    public object Covering { get; set; } = null!;

    /// <summary>The user licence of who is to hold the sets; that of the scope or user where left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string? License { get; set; }

    /// <summary>How many sets to give; the combination comes beside them.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = 10;

    internal override object? ErrorTarget => Covering;

    internal override void ProcessItem()
    {
        if (CompareTargets.Whole(Covering) is not null)
        {
            throw new CmdletError("SfNotComparable", ErrorCategory.InvalidArgument, Covering, "A whole org or snapshot is nothing that sets could cover.", "Give a scope, a definition, a user or a permission set.");
        }

        var target = CompareTargets.From(Covering);
        var source = SourceFor(target.Org);
        var asked = Wait(token => HoldingsReader.ReadAsync(source, new[] { target }, token))[0];
        var whole = WholeOrg(source);
        foreach (var note in asked.Notes.Concat(asked.Unknown.Select(u => $"{u.Target}: {u.Reason}")).Concat(asked.OpenFields.Select(f => $"{f.Key} fields: {f.Value}")).Concat(NotJudged(asked, whole).Select(n => "not read: " + n)).Distinct(StringComparer.Ordinal))
        {
            WriteWarning($"{asked.Title}: {note}");
        }

        if (!whole.IsWholeOrg)
        {
            WriteWarning("The snapshot holds only a part of its org: there may be better sets than those found.");
        }

        var rows = CoverageFinder.Find(asked, whole, source.Org, Identity(target, asked, whole));
        foreach (var row in rows.Where(r => r.PermissionSets.Count > 1).Concat(rows.Where(r => r.PermissionSets.Count == 1).Take(Top)))
        {
            WriteObject(row);
        }

        if (rows.Count == 0)
        {
            WriteWarning(NothingFound(asked, whole, source.Org));
        }

        WriteVerbose($"{rows.Count(r => r.PermissionSets.Count == 1)} sets and groups give something of {asked.Title}.");
    }

    /// <summary>"None" only where all was read: what was not read may well be there.</summary>
    private static string NothingFound(AccessHoldings asked, AccessSnapshot whole, SfOrg org) => NotJudged(asked, whole).Any()
        ? $"{asked.Title}: whether a permission set or group of {org} gives anything of it could not be judged, because not all was read. The connected user needs View Setup and Configuration to read permission sets."
        : $"{asked.Title}: no permission set or group of {org} gives anything of it.";

    /// <summary>What was not read of what is asked for and of the sets. Record types are left out: sets are not judged by them.</summary>
    private static IEnumerable<string> NotJudged(AccessHoldings asked, AccessSnapshot whole) =>
        asked.Unread.Where(u => u.Key != AccessPartKind.RecordType).Select(u => u.Value).Concat(whole.NotRead);

    private CoverageIdentity Identity(CompareTarget target, AccessHoldings asked, AccessSnapshot whole)
    {
        var held = asked.Named.TryGetValue(AccessPartKind.License, out var licenses) ? licenses.Keys : Enumerable.Empty<string>();
        if (target.Scope is { } scope)
        {
            held = scope.Integrations.SelectMany(i => i.PermissionSetLicenses).Concat(whole.User(scope.Identity.Username) is { } user ? Held(whole, user) : Enumerable.Empty<string>());
        }

        var license = asked.Kind is HoldingKind.User or HoldingKind.Scope ? asked.Named[AccessPartKind.Header]["UserLicense"] : null;
        return new CoverageIdentity(License ?? license, held.Distinct(StringComparer.OrdinalIgnoreCase).ToList());
    }

    private static IEnumerable<string> Held(AccessSnapshot whole, UserFacts user)
    {
        var ids = whole.LicenseAssignments.Where(l => l.AssigneeId == user.UserId).Select(l => l.PermissionSetLicenseId).ToList();
        return whole.PermissionSetLicenses.Where(l => ids.Contains(l.Id)).Select(l => l.DeveloperName);
    }
}
