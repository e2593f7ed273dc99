using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;

namespace SfIntegration.Benchmarks;

/// <summary>What every question about access takes, at three sizes, and the union of all users in DuckDB beside it in the same run.</summary>
internal static class AccessRun
{
    private const int Times = 5;

    private static readonly AccessSize[] s_sizes = [new(1_000, 300, 300_000), new(3_333, 300, 999_900), new(10_000, 300, 3_000_000)];

    /// <summary>Runs it and writes the results beside it.</summary>
    /// <param name="output">Where progress goes.</param>
    /// <param name="patience">The longest that DuckDB is given for its plain query, which at the full size takes many minutes.</param>
    public static async Task RunAsync(TextWriter output, TimeSpan patience)
    {
        var benchmarks = ResultsPage.Folder();
        var duckdb = Path.Combine(benchmarks, "duckdb");
        var missing = await DuckDb.MissingAsync(duckdb).ConfigureAwait(false);

        // Once for the compiler; what is measured comes after it.
        Measure(new GrownAccess(s_sizes[0]));
        var rows = new List<Measured>();
        foreach (var size in s_sizes)
        {
            await output.WriteLineAsync(size.ToString()).ConfigureAwait(false);
            var measured = Run(size);
            if (missing is null)
            {
                measured = await BesideAsync(measured, duckdb, patience, output).ConfigureAwait(false);
            }

            rows.Add(measured);
            await output.WriteLineAsync(measured.ToString()).ConfigureAwait(false);
        }

        await ResultsPage.PutAsync(AccessReport.Title, AccessReport.Write(rows, missing), output).ConfigureAwait(false);
    }

    private static Measured Run(AccessSize size)
    {
        Collect();
        var before = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        var grown = new GrownAccess(size);
        var load = watch.Elapsed;
        Collect();
        return Measure(grown) with { Size = size, Load = load, LoadedBytes = GC.GetTotalMemory(true) - before, Grown = grown };
    }

    private static Measured Measure(GrownAccess grown)
    {
        // The union, from rows nobody has asked about yet; the middle of several.
        var unions = Enumerable.Range(0, Times).Select(_ =>
        {
            Collect();
            var snapshot = grown.Snapshot();
            var allocated = GC.GetTotalAllocatedBytes(true);
            var watch = Stopwatch.StartNew();
            var matrix = AccessMatrix.Of(snapshot);
            var built = watch.Elapsed;
            var users = matrix.OfAllUsers(GrownAccess.Now);
            return (Built: built, All: watch.Elapsed, Bytes: GC.GetTotalAllocatedBytes(true) - allocated, Matrix: matrix, Users: users);
        }).OrderBy(u => u.All).ToList();
        var (builtIn, allIn, bytes, bits, vectors) = unions[Times / 2];
        var (readable, editable, checksum) = Sum(bits, vectors);

        var asked = bits.Snapshot;
        var someone = asked.Users[asked.Users.Count / 2];
        var org = new SfOrg(asked.Host);
        var cold = Time(() => EffectiveAccessCalculator.Compute(asked, someone.UserId, GrownAccess.Now));
        var warm = Median(() => EffectiveAccessCalculator.Compute(asked, someone.UserId, GrownAccess.Now));
        var field = new AccessTarget(AccessKind.Field, "Object300__c", "Field25__c", OnField: FieldAccess.Edit);
        var power = new AccessTarget(AccessKind.SystemPermission, "ModifyAllData");
        var (left, right) = (asked.Containers[100], asked.Containers[200]);
        return new Measured
        {
            Matrix = builtIn,
            AllUsers = allIn,
            AllUsersBytes = bytes,
            Readable = readable,
            Editable = editable,
            Checksum = checksum,
            OneUserFirst = cold,
            OneUser = warm,
            FindField = Median(() => AccessFinder.Find(org, AccessNeeds.Of(field).Narrow(asked), field, GrownAccess.Now, false, false).Count()),
            FindPower = Median(() => AccessFinder.Find(org, AccessNeeds.Of(power).Narrow(asked), power, GrownAccess.Now, false, false).Count()),
            FindBits = Median(() => bits.UsersWith(v => (v.OnField(field.Name, field.Field!) & FieldAccess.Edit) != 0, GrownAccess.Now).Count),
            CompareContainers = Median(() => bits.OfContainer(left).DifferingFields(bits.OfContainer(right)).Count()),
            CompareUsers = Median(() => bits.OfUser(asked.Users[10], GrownAccess.Now).DifferingFields(bits.OfUser(asked.Users[20], GrownAccess.Now)).Count()),
        };
    }

    private static async Task<Measured> BesideAsync(Measured measured, string duckdb, TimeSpan patience, TextWriter output)
    {
        var rows = Directory.CreateTempSubdirectory("sfi-bench-").FullName;
        try
        {
            measured.Grown!.Write(rows);
            measured = measured with { Grown = null };
            Collect();
            var bits = (await DuckDb.UnionAsync(duckdb, rows, "bits", Timeout.InfiniteTimeSpan).ConfigureAwait(false))!;
            Check(measured, bits);
            measured = measured with { DuckDbBits = bits };
            await output.WriteLineAsync($"  DuckDB, bit strings: {bits.UnionSeconds:0.00} s").ConfigureAwait(false);
            var plain = await DuckDb.UnionAsync(duckdb, rows, "plain", patience).ConfigureAwait(false);
            if (plain is not null)
            {
                Check(measured, plain);
            }

            measured = measured with { DuckDbPlain = plain, Patience = patience };
            await output.WriteLineAsync(plain is null ? $"  DuckDB, plain: not done after {patience.TotalSeconds:0} s" : $"  DuckDB, plain: {plain.UnionSeconds:0.00} s").ConfigureAwait(false);
            return measured;
        }
        finally
        {
            Directory.Delete(rows, recursive: true);
        }
    }

    /// <summary>A time is worth nothing beside another that answers something else.</summary>
    private static void Check(Measured ours, DuckDbAnswer theirs)
    {
        var same = theirs.Readable == ours.Readable.ToString(CultureInfo.InvariantCulture) && theirs.Editable == ours.Editable.ToString(CultureInfo.InvariantCulture)
            && (theirs.Checksum.Length == 0 || theirs.Checksum == ours.Checksum.ToString(CultureInfo.InvariantCulture));
        if (!same)
        {
            throw new InvalidOperationException($"DuckDB answers {theirs.Readable} readable, {theirs.Editable} editable, checksum {theirs.Checksum}; we answer {ours.Readable}, {ours.Editable}, {ours.Checksum}.");
        }
    }

    private static (long Readable, long Editable, Int128 Checksum) Sum(AccessMatrix matrix, AccessVector[] users)
    {
        var layout = matrix.Layout;
        var ids = Enumerable.Range(0, layout.FieldCount).Select(layout.FieldAt).Select(f => GrownAccess.FieldId(f.SobjectType, f.Field)).ToArray();
        long readable = 0;
        long editable = 0;
        Int128 checksum = 0;
        for (var u = 0; u < users.Length; u++)
        {
            long sum = 0;
            for (var f = 0; f < ids.Length; f++)
            {
                var access = users[u].OnField(f);
                var read = (access & FieldAccess.Read) != 0 ? 1 : 0;
                var edit = (access & FieldAccess.Edit) != 0 ? 1 : 0;
                readable += read;
                editable += edit;
                sum += (long)(ids[f] + 1) * (read + (3 * edit));
            }

            checksum += (Int128)(u + 1) * sum;
        }

        return (readable, editable, checksum);
    }

    private static TimeSpan Time(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed;
    }

    private static TimeSpan Median<T>(Func<T> work) => Enumerable.Range(0, Times).Select(_ => Time(() => work())).Order().ElementAt(Times / 2);

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
