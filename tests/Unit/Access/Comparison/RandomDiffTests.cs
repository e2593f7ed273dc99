using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Comparison;

/// <summary>The diff against a slow and obvious second one that thinks in single facts, and against itself with the sides swapped.</summary>
public sealed class RandomDiffTests
{
    private static readonly string[] s_objects = { "Account", "ACCOUNT", "Case", "Invoice__c" };
    private static readonly string[] s_fields = { "Account.Phone", "account.phone", "Account.Fax", "Case.Reason" };
    private static readonly string[] s_powers = { "ApiEnabled", "ViewSetup", "ViewAllData", "ModifyAllData", "ViewAllFieldsGlobal" };
    private static readonly string[] s_flags = { "Read", "Create", "Edit", "Delete", "ViewAll", "ModifyAll", "ViewAllFields" };

    private static readonly Dictionary<string, string> s_words = new()
    {
        ["Read"] = "read", ["Create"] = "create", ["Edit"] = "edit", ["Delete"] = "delete",
        ["ViewAll"] = "view all records", ["ModifyAll"] = "modify all records", ["ViewAllFields"] = "view all fields",
    };

    [Theory]
    [InlineData(1)]
    [InlineData(20261125)]
    public void Swapping_the_sides_mirrors_every_row(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++)
        {
            var (left, right) = (RandomHoldings(random), RandomHoldings(random));
            var there = Diff(left, right, new DiffOptions { WithEqual = random.Next(2) == 0 });
            var back = Diff(right, left, new DiffOptions { WithEqual = there.Any(r => r.Side == DifferenceSide.Equal) });
            Assert.Equal(there.Select(Line), back.Select(MirroredLine));
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(-20261125)]
    public void Agrees_with_the_obvious_way_on_a_thousand_random_pairs_of_sets(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 1000; run++)
        {
            var (left, right) = (RandomSet(random, "L"), RandomSet(random, "R"));
            var rows = Diff(Of(left), Of(right)).Where(r => r.Kind is AccessPartKind.Object or AccessPartKind.Field or AccessPartKind.SystemPermission or AccessPartKind.SetupEntity).ToList();
            var (leftFacts, rightFacts) = (Facts(left), Facts(right));
            Assert.Equal(leftFacts.Except(rightFacts).Order(StringComparer.Ordinal), rows.SelectMany(r => Told(r, true)).Order(StringComparer.Ordinal));
            Assert.Equal(rightFacts.Except(leftFacts).Order(StringComparer.Ordinal), rows.SelectMany(r => Told(r, false)).Order(StringComparer.Ordinal));
            Assert.Equal(rows.Count, rows.Select(r => (r.Kind, r.Target.ToUpperInvariant())).Distinct().Count());
        }
    }

    [Fact]
    public void Nothing_differs_from_itself()
    {
        var random = new Random(3);
        for (var run = 0; run < 500; run++)
        {
            var one = RandomHoldings(random);
            Assert.All(Diff(one, one), r => Assert.Equal(DifferenceSide.NotAssessed, r.Side));
        }
    }

    private static AccessHoldings RandomHoldings(Random random)
    {
        if (random.Next(3) > 0)
        {
            return Of(RandomSet(random, "S" + random.Next(3)));
        }

        var builder = new AccessBuilder().Profile(system: random.Next(4) == 0 ? "ModifyAllData" : "");
        for (var i = 0; i < random.Next(4); i++)
        {
            builder.Assign(RandomSet(random, "S" + i), random.Next(4) == 0 ? Now.AddSeconds(random.Next(-1, 2)) : null);
        }

        return User(builder);
    }

    private static Container RandomSet(Random random, string id)
    {
        string Some(IEnumerable<string> all) => string.Join(' ', all.Where(_ => random.Next(3) == 0));
        var set = Set(
            id,
            objects: string.Join(' ', s_objects.Where(_ => random.Next(2) == 0).Select(o => $"{o}:{string.Join('+', s_flags.Where(_ => random.Next(3) == 0).DefaultIfEmpty("None"))}")),
            fields: string.Join(' ', s_fields.Where(_ => random.Next(2) == 0).Select(f => $"{f}:{new[] { "None", "Read", "Edit", "Read+Edit" }[random.Next(4)]}")),
            system: Some(s_powers),
            setup: Some(new[] { "One", "ONE", "Two" }));
        return random.Next(3) > 0 ? set : new Container { Id = set.Id, Name = set.Name, Label = set.Label, Objects = set.Objects, Fields = set.Fields, SystemPermissions = set.SystemPermissions, SetupEntities = set.SetupEntities, RecordTypes = Array.Empty<RecordTypeGrant>() };
    }

    private static HashSet<string> Facts(Container set) => set.Objects.SelectMany(o => s_flags.Where(f => o.Access.HasFlag(Enum.Parse<SfIntegration.Scope.ObjectAccess>(f))).Select(f => $"Object {o.SobjectType} {s_words[f]}"))
        .Concat(set.Fields.SelectMany(f => new[] { "Read", "Edit" }.Where(w => f.Access.HasFlag(Enum.Parse<FieldAccess>(w))).Select(w => $"Field {f.SobjectType}.{f.Field} {s_words[w]}")))
        .Concat(set.SystemPermissions.Select(p => "SystemPermission " + p))
        .Concat(set.SetupEntities.Select(e => $"SetupEntity {e.EntityType} {e.Name}"))
        .Select(f => f.ToUpperInvariant()).ToHashSet();

    private static IEnumerable<string> Told(AccessDifference row, bool reference)
    {
        var flags = reference ? row.ReferenceOnly : row.DifferenceOnly;
        return (row.Kind is AccessPartKind.Object or AccessPartKind.Field ? flags.Select(f => $"{row.Kind} {row.Target} {f}")
            : row.Side == (reference ? DifferenceSide.ReferenceOnly : DifferenceSide.DifferenceOnly) ? new[] { $"{row.Kind} {row.Target}" } : Array.Empty<string>())
            .Select(f => f.ToUpperInvariant());
    }

    private static string Line(AccessDifference r) => Text(r, r.Side, r.ReferenceValue, r.DifferenceValue, r.ReferenceOnly, r.DifferenceOnly, r.ReferencePaths, r.DifferencePaths);

    private static string MirroredLine(AccessDifference r) => Text(
        r,
        r.Side switch { DifferenceSide.ReferenceOnly => DifferenceSide.DifferenceOnly, DifferenceSide.DifferenceOnly => DifferenceSide.ReferenceOnly, var same => same },
        r.DifferenceValue, r.ReferenceValue, r.DifferenceOnly, r.ReferenceOnly, r.DifferencePaths, r.ReferencePaths);

    private static string Text(AccessDifference r, DifferenceSide side, string left, string right, IEnumerable<string> leftOnly, IEnumerable<string> rightOnly, IEnumerable<GrantPath> leftPaths, IEnumerable<GrantPath> rightPaths) =>
        $"{r.Kind} {r.Target.ToUpperInvariant()} {side} {left}|{right}|{string.Join(',', leftOnly)}|{string.Join(',', rightOnly)}|{string.Join(',', leftPaths)}|{string.Join(',', rightPaths)}|{r.Reason}";
}
