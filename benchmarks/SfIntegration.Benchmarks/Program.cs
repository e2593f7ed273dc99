using System;
using System.Globalization;
using System.Threading.Tasks;
using BenchmarkDotNet.Running;

namespace SfIntegration.Benchmarks;

/// <summary>volume (default): the grown practice org, once. point: the point query, by BenchmarkDotNet. access: effective access at three sizes, DuckDB beside it. logs: an event log, DuckDB and a CSV library beside it. anomalies: what Find-SfAnomaly finds of planted incidents. import: Import-Module in a fresh pwsh.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        switch (args.Length == 0 ? "volume" : args[0])
        {
            case "volume":
                await VolumeRun.RunAsync(Console.Out).ConfigureAwait(false);
                return 0;
            case "point":
                BenchmarkRunner.Run<PointQuery>();
                return 0;
            case "access":
                await AccessRun.RunAsync(Console.Out, TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 600)).ConfigureAwait(false);
                return 0;
            case "logs":
                await LogRun.RunAsync(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 451).ConfigureAwait(false);
                return 0;
            case "anomalies":
                await AnomalyRun.RunAsync(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5).ConfigureAwait(false);
                return 0;
            case "import":
                await ImportRun.RunAsync(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 21).ConfigureAwait(false);
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: SfIntegration.Benchmarks [volume | point | access [seconds for the plain query of DuckDB] | logs [megabytes] | anomalies [seeds] | import [processes]]").ConfigureAwait(false);
                return 1;
        }
    }
}
