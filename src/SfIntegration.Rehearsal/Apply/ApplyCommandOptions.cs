using System;
using System.IO;

namespace SfIntegration.Rehearsal.Apply;

/// <summary>What the command line of apply asks for.</summary>
internal sealed record ApplyCommandOptions(string Url, string ScopePath, string? Environment, string? JournalPath, bool Help)
{
    public const string Usage = """
        usage: apply --url <address> --token-stdin --scope <file> [--environment <name>] [--journal <file>]

          --url          where the org answers, such as the address that serve prints
          --token-stdin  reads an administrator's access token from the first line of standard input; a command line
                         would show it to everybody on this machine
          --scope        the scope file to apply
          --environment  the environment of the scope file whose values apply
          --journal      where the journal goes; the file must not exist. Left out: ./<scope>.<moment>.journal.jsonl
        """;

    /// <summary>Reads the arguments; an <see cref="ArgumentException"/> says what is wrong and what would be right.</summary>
    public static ApplyCommandOptions Parse(string[] args)
    {
        var options = new ApplyCommandOptions("", "", null, null, false);
        var tokenFromInput = false;
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            switch (args[i])
            {
                case "--url":
                    options = options with { Url = Value() };
                    break;
                case "--scope":
                    options = options with { ScopePath = Value() };
                    break;
                case "--environment":
                    options = options with { Environment = Value() };
                    break;
                case "--journal":
                    options = options with { JournalPath = Value() };
                    break;
                case "--token-stdin":
                    tokenFromInput = true;
                    break;
                case "--help" or "-h":
                    return options with { Help = true };
                case var other:
                    throw new ArgumentException($"Unknown option '{other}'.");
            }
        }

        return !Uri.TryCreate(options.Url, UriKind.Absolute, out _) ? throw new ArgumentException($"--url '{options.Url}' is no address; https://my-domain.my.salesforce.com would be one.")
            : !File.Exists(options.ScopePath) ? throw new ArgumentException($"--scope '{options.ScopePath}' does not exist.")
            : !tokenFromInput ? throw new ArgumentException("--token-stdin is missing: the access token comes from standard input, and from nowhere else.")
            : options;
    }
}
