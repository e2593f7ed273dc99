using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Rehearsal.Apply;
using SfIntegration.Rehearsal.Rehearse;
using SfIntegration.Rehearsal.Serve;

namespace SfIntegration.Rehearsal;

/// <summary>Runs the verb: rehearse (default), serve or apply.</summary>
internal static class Program
{
    private const string Usage = """
        usage: SfIntegration.Rehearsal [rehearse | serve | apply] [options]

          rehearse   runs the main job on the practice org and proves it (default)
          serve      puts the practice org on loopback HTTP until Ctrl+C; serve --help tells its options
          apply      plans and applies a scope file to an org that answers over HTTP; apply --help tells its options
        """;

    private static CancellationToken CancelOnCtrlC()
    {
        var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        return stop.Token;
    }

    private static async Task<int> Main(string[] args)
    {
        var verb = args.Length > 0 && !args[0].StartsWith('-') ? args[0] : "rehearse";
        var rest = args.Length > 0 && args[0] == verb ? args.Skip(1).ToArray() : args;
        switch (verb)
        {
            case "serve":
                return await ServeCommand.RunAsync(rest, Console.Out, Console.Error).ConfigureAwait(false);
            case "rehearse":
                return await RehearseCommand.RunAsync(rest, Console.Out, Console.Error, CancelOnCtrlC()).ConfigureAwait(false);
            case "apply":
                return await ApplyCommand.RunAsync(rest, Console.In, Console.Out, Console.Error, CancelOnCtrlC()).ConfigureAwait(false);
            case "help":
                await Console.Out.WriteLineAsync(Usage).ConfigureAwait(false);
                return 0;
            default:
                await Console.Error.WriteLineAsync($"Unknown verb '{verb}'.{Environment.NewLine}{Usage}").ConfigureAwait(false);
                return 1;
        }
    }
}
