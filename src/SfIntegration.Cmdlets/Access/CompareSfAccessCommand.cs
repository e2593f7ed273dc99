using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Access;

/// <summary>
/// Compares any two of user, profile, permission set, group, scope, definition, snapshot and org, and gives only what differs.
/// Users are compared by what they can do in the end, containers by what they hold, a scope by what it asks for; snapshots and
/// orgs by their containers, users and assignments.
/// </summary>
[Cmdlet(VerbsData.Compare, "SfAccess", DefaultParameterSetName = RowsSet)]
[OutputType(typeof(AccessDifference), ParameterSetName = new[] { RowsSet })]
[OutputType(typeof(AccessComparison), ParameterSetName = new[] { SummarySet })]
[OutputType(typeof(PSObject), ParameterSetName = new[] { MatrixSet })]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
public sealed class CompareSfAccessCommand : AccessCmdlet
{
    private const string RowsSet = "Rows";
    private const string SummarySet = "Summary";
    private const string MatrixSet = "Matrix";

    private readonly List<AccessHoldings> _columns = new();
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessSnapshot> _orgs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessHoldings> _differences = new(StringComparer.Ordinal);

    /// <summary>The one side, or with -Matrix what stands in the columns: objects of this module, or names. A login name has an @; "profile:Sales" says which where several are called so.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AccessHolderCompleter))]
    [ValidateNotNullOrEmpty]
    public object[]? Reference { get; set; }

    /// <summary>The other side; left out, what is called like the reference in -DifferenceSnapshot or -DifferenceOrg.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(AccessHolderCompleter))]
    [ValidateNotNull]
    public object? Difference { get; set; }

    /// <summary>Finds the difference in this snapshot.</summary>
    [Parameter]
    [ValidateNotNull]
    public AccessSnapshot? DifferenceSnapshot { get; set; }

    /// <summary>Finds the difference in this org.</summary>
    [Parameter]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    [ValidateNotNull]
    public SfOrg? DifferenceOrg { get; set; }

    /// <summary>Only these sorts of things; in a matrix what stands in the rows, objects where left out.</summary>
    [Parameter]
    public AccessPartKind[]? Kind { get; set; }

    /// <summary>Only these objects, with their fields and record types; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccessObjectCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? SobjectType { get; set; }

    /// <summary>Gives what is equal too.</summary>
    [Parameter(ParameterSetName = RowsSet)]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Gives the comparison in figures instead of its rows.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SummarySet)]
    public SwitchParameter Summary { get; set; }

    /// <summary>Puts everything that is given side by side: a row per object, a column each.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MatrixSet)]
    public SwitchParameter Matrix { get; set; }

    internal override object? ErrorTarget => Reference is { Length: 1 } ? Reference[0] : Reference;

    internal override void ProcessItem()
    {
        if (Matrix)
        {
            // Read together, so that the names of one org cost one round of calls.
            AddColumns(Reference ?? throw Missing("-Matrix needs something for its columns.", "Give users or containers: -Reference A, B, C."));
            return;
        }

        foreach (var item in Reference is null || Reference.Length == 0 ? new object?[] { null } : Reference)
        {
            Compare(item);
        }
    }

    internal override void Finish()
    {
        if (Matrix && Difference is not null)
        {
            AddColumn(DifferenceHoldings(null));
        }

        if (_columns.Count == 0)
        {
            return;
        }

        var names = MatrixTable.ColumnNames(_columns);
        var options = Options();
        foreach (var kind in Kind ?? new[] { AccessPartKind.Object })
        {
            foreach (var row in MatrixTable.Rows(_columns, kind, options.Wants))
            {
                WriteObject(MatrixRow.From(row, names, _columns[0].Org));
            }
        }
    }

    private void Compare(object? item)
    {
        if (item is null || CompareTargets.Whole(item) is not null)
        {
            CompareWhole(item is null ? null : CompareTargets.Whole(item));
            return;
        }

        if (Difference is not null && CompareTargets.Whole(Difference) is not null)
        {
            throw new CmdletError("SfNotComparable", ErrorCategory.InvalidArgument, Difference,
                "A whole snapshot or org is only compared with another.", "To find one thing in a snapshot or org, name it with -DifferenceSnapshot or -DifferenceOrg.");
        }

        var target = CompareTargets.From(item);
        var reference = Read(SourceOf(target), target);
        var difference = DifferenceHoldings(target);
        var sides = ComparedSides.Of(reference, difference);
        var tally = new ComparisonTally();
        Write(new AccessDiff(Options(), tally).Rows(reference, difference, sides), sides, tally);
    }

    private void CompareWhole(object? item)
    {
        var other = Difference is null ? null : CompareTargets.Whole(Difference)
            ?? throw new CmdletError("SfNotComparable", ErrorCategory.InvalidArgument, Difference, "A whole snapshot or org is only compared with another.", "Give -Reference too, or a snapshot or org as -Difference.");
        other ??= (object?)DifferenceSnapshot ?? DifferenceOrg ?? throw Missing("There is nothing to compare with.", "Give -Difference, -DifferenceSnapshot or -DifferenceOrg.");
        var (left, leftOrg) = Whole(item ?? Snapshot ?? (object)Api.Org);
        var (right, rightOrg) = Whole(other);
        var sides = OrgDiff.Sides(left, leftOrg, right, rightOrg);
        var tally = new ComparisonTally();
        Write(OrgDiff.Rows(left, right, sides, Options(), tally), sides, tally);
    }

    private void Write(IEnumerable<AccessDifference> rows, ComparedSides sides, ComparisonTally tally)
    {
        foreach (var note in sides.Notes.Where(_said.Add))
        {
            WriteWarning(note);
        }

        foreach (var row in rows)
        {
            Cancellation.ThrowIfCancellationRequested();
            if (!Summary)
            {
                WriteObject(row);
            }
        }

        var comparison = tally.ToComparison(sides);
        if (Summary)
        {
            WriteObject(comparison);
            return;
        }

        foreach (var count in comparison.Counts)
        {
            WriteVerbose($"{comparison}: {count}");
        }
    }

    private DiffOptions Options()
    {
        var patterns = SobjectType?.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        return new DiffOptions { WithEqual = IncludeEqual, Kinds = Kind, Objects = patterns is null ? null : name => patterns.Any(p => p.IsMatch(name)) };
    }

    private void AddColumns(IReadOnlyList<object> items)
    {
        var targets = items.Select(CompareTargets.From).ToList();
        var read = new AccessHoldings[targets.Count];
        foreach (var group in targets.Select((t, i) => (Target: t, Index: i)).GroupBy(t => t.Target.Org?.Host ?? "", StringComparer.OrdinalIgnoreCase))
        {
            var together = group.ToList();
            var holdings = together.Count == 1 || together.Any(t => t.Target.Definition is not null || t.Target.Scope is not null)
                ? together.Select(t => Read(SourceOf(t.Target), t.Target)).ToList()
                : Wait(token => HoldingsReader.ReadAsync(SourceOf(together[0].Target), together.Select(t => t.Target).ToList(), token));
            for (var i = 0; i < together.Count; i++)
            {
                read[together[i].Index] = holdings[i];
            }
        }

        foreach (var column in read)
        {
            AddColumn(column);
        }
    }

    private void AddColumn(AccessHoldings column)
    {
        _columns.Add(column);
        foreach (var note in column.Notes.Select(n => column.Title + ": " + n).Where(_said.Add))
        {
            WriteWarning(note);
        }
    }

    private AccessHoldings Read(IAccessSource source, CompareTarget target) => Wait(token => HoldingsReader.ReadAsync(source, new[] { target }, token))[0];

    private IAccessSource SourceOf(CompareTarget target) =>
        target.Definition is not null || (target.Scope is not null && Snapshot is null && Org is null && ConnectionRegistry.Shared.All.Count == 0) ? HoldingsReader.Nothing : SourceFor(target.Org);

    private AccessHoldings DifferenceHoldings(CompareTarget? reference)
    {
        if (Difference is null && DifferenceSnapshot is null && DifferenceOrg is null)
        {
            throw Missing("There is nothing to compare with.", "Give -Difference; or -DifferenceSnapshot or -DifferenceOrg to compare with what is called alike there.");
        }

        var target = Difference is null ? reference! with { Org = null } : CompareTargets.From(Difference);
        if (DifferenceOrg is not null && target.Org is not null && !DifferenceOrg.IsSameOrgAs(target.Org))
        {
            throw new CmdletError("SfOrgMismatch", ErrorCategory.InvalidArgument, Difference,
                $"The difference comes from org '{target.Org}'; -DifferenceOrg names '{DifferenceOrg}'.", "Leave -DifferenceOrg out, or give the name alone.");
        }

        var source = target.Definition is not null ? HoldingsReader.Nothing
            : DifferenceSnapshot is not null ? new SnapshotAccessSource(DifferenceSnapshot)
            : (DifferenceOrg ?? target.Org) is { } org ? new OrgAccessSource(ApiOf(org))
            : SourceOf(target with { Org = reference?.Org });
        if (Difference is null)
        {
            return Read(source, target);
        }

        // The same difference for every piped reference is read once.
        var key = source.Org.OrgId + " " + source.Org.Host;
        if (!_differences.TryGetValue(key, out var known))
        {
            _differences[key] = known = Read(source, target);
        }

        return known;
    }

    private static OrgApi ApiOf(SfOrg org) => OrgApi.For(ConnectionRegistry.Shared.Find(org)
        ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, org, $"The connection to '{org}' is closed.", "Connect again with Connect-SfOrg."));

    private (AccessSnapshot Snapshot, SfOrg Org) Whole(object item)
    {
        if (item is AccessSnapshot snapshot)
        {
            return (snapshot, new SnapshotAccessSource(snapshot).Org);
        }

        var org = (SfOrg)item;
        var key = org.OrgId + " " + org.Host;
        if (!_orgs.TryGetValue(key, out var whole))
        {
            _orgs[key] = whole = WholeOrg(new OrgAccessSource(ApiOf(org)));
        }

        return (whole, org);
    }

    private CmdletError Missing(string message, string cure) => new("SfDifferenceMissing", ErrorCategory.InvalidArgument, ErrorTarget, message, cure) { IsFatal = true };
}
