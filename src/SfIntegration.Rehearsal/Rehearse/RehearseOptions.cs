using System;
using System.IO;

namespace SfIntegration.Rehearsal.Rehearse;

/// <summary>What the command line of rehearse asks for.</summary>
internal sealed record RehearseOptions(string? ScopePath, string? Environment, string? MetadataPath, string? NamespacePrefix, string ReportFolder, bool Full, bool Help)
{
    public const string Usage = """
        usage: rehearse [--scope <file> [--environment <name>] | --metadata <file> [--namespace <prefix>]]
                        [--report <folder>] [--full]

          --scope        the scope file to rehearse; samples/order-sync.scope.yaml where left out
          --environment  the environment of the scope file whose values apply
          --metadata     a permission set or profile file: the practice org is grown by what it names, a scope is
                         drafted from it, and that is rehearsed
          --namespace    what stands for the namespace placeholders in that file
          --report       where the reports, the journal and the scope go; ./rehearsal-report where left out
          --full         prints every change and every finding
        """;

    /// <summary>Reads the arguments; an <see cref="ArgumentException"/> says what is wrong and what would be right.</summary>
    public static RehearseOptions Parse(string[] args)
    {
        var options = new RehearseOptions(null, null, null, null, "rehearsal-report", false, false);
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            options = args[i] switch
            {
                "--scope" => options with { ScopePath = Existing("--scope", Value()) },
                "--environment" => options with { Environment = Value() },
                "--metadata" => options with { MetadataPath = Existing("--metadata", Value()) },
                "--namespace" => options with { NamespacePrefix = Value() },
                "--report" => options with { ReportFolder = Value() },
                "--full" => options with { Full = true },
                "--help" or "-h" => options with { Help = true },
                var other => throw new ArgumentException($"Unknown option '{other}'."),
            };
        }

        if (options.ScopePath is not null && options.MetadataPath is not null)
        {
            throw new ArgumentException("--scope and --metadata exclude each other.");
        }

        if (options.NamespacePrefix is not null && options.MetadataPath is null)
        {
            throw new ArgumentException("--namespace goes with --metadata.");
        }

        return options;
    }

    private static string Existing(string option, string path) =>
        File.Exists(path) ? path : throw new ArgumentException($"{option} '{path}' does not exist.");
}
