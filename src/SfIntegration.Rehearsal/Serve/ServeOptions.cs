using System;
using System.Globalization;
using System.IO;

namespace SfIntegration.Rehearsal.Serve;

/// <summary>What the command line of serve asks for.</summary>
internal sealed record ServeOptions(int Port, string? MetadataPath, string? NamespacePrefix, string? StatePath, bool Save, bool Help, string? SnapshotPath = null)
{
    public const string Usage = """
        usage: serve [--port <n>] [--metadata <file>] [--namespace <prefix>] [--state <file> [--save]] [--snapshot <file>]

          --port        the port on 127.0.0.1; 0 (default) takes a free one
          --metadata    a permission set or profile file whose objects and fields the org is grown by
          --namespace   what stands for the namespace placeholders in that file
          --state       a saved org to begin with, where the file exists
          --save        writes the org to that file at the end
          --snapshot    an access snapshot (Export-SfAccessSnapshot) that the org begins as
        """;

    /// <summary>Reads the arguments; an <see cref="ArgumentException"/> says what is wrong and what would be right.</summary>
    public static ServeOptions Parse(string[] args)
    {
        var options = new ServeOptions(0, null, null, null, false, false);
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            options = args[i] switch
            {
                "--port" => options with { Port = PortOf(Value()) },
                "--metadata" => options with { MetadataPath = Existing("--metadata", Value()) },
                "--snapshot" => options with { SnapshotPath = Existing("--snapshot", Value()) },
                "--namespace" => options with { NamespacePrefix = Value() },
                "--state" => options with { StatePath = Value() },
                "--save" => options with { Save = true },
                "--help" or "-h" => options with { Help = true },
                var other => throw new ArgumentException($"Unknown option '{other}'."),
            };
        }

        return options.SnapshotPath is not null && File.Exists(options.StatePath) ? throw new ArgumentException("The saved org is there already; --snapshot would put another in its place. Give one of --state and --snapshot, or a new file for --state.")
            : options.NamespacePrefix is not null && options.MetadataPath is null ? throw new ArgumentException("--namespace goes with --metadata.")
            : options.Save && options.StatePath is null ? throw new ArgumentException("--save goes with --state.")
            : options;
    }

    private static int PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new ArgumentException($"--port '{text}' is no port; 0 to 65535 are.");

    private static string Existing(string option, string path) =>
        File.Exists(path) ? path : throw new ArgumentException($"{option} '{path}' does not exist.");
}
