using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Unit.Tests.Access.Comparison;

/// <summary>Short ways to what is compared, and to what came out as one line each.</summary>
internal static class Held
{
    public static readonly SfOrg Here = new("here.example") { OrgId = "00D000000000001AAA", Alias = "here" };

    public static readonly SfOrg There = new("there.example") { OrgId = "00D000000000002AAA", Alias = "there" };

    public static AccessSnapshot Snapshot(params Container[] containers) => new() { Host = Here.Host, OrgId = Here.OrgId, TakenAt = AccessBuilder.Now, IsWholeOrg = true, Containers = containers };

    public static AccessHoldings Of(Container container, SfOrg? org = null) => ContainerHoldings.Of(Snapshot(container), container, org ?? Here);

    public static AccessHoldings User(AccessBuilder builder)
    {
        var snapshot = builder.Snapshot();
        return UserHoldings.Of(snapshot, snapshot.Users[0], AccessBuilder.Now, Here);
    }

    public static List<AccessDifference> Diff(AccessHoldings left, AccessHoldings right, DiffOptions? options = null, ComparisonTally? tally = null) =>
        new AccessDiff(options ?? new DiffOptions(), tally ?? new ComparisonTally()).Rows(left, right, ComparedSides.Of(left, right)).ToList();

    /// <summary>"Object Account | Different | read | read, edit"; record types, which no builder reads, left out.</summary>
    public static IEnumerable<string> Lines(IEnumerable<AccessDifference> rows) => rows.Where(r => r.Kind != AccessPartKind.RecordType)
        .Select(r => $"{r.Kind} {r.Target} | {r.Side} | {r.ReferenceValue} | {r.DifferenceValue}" + (r.Reason is null ? "" : " | " + r.Reason));

    public static string[] Diffs(AccessHoldings left, AccessHoldings right) => Lines(Diff(left, right).Where(r => r.Kind != AccessPartKind.Header)).ToArray();
}
