using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfIntegration.Scope.Reading;

namespace SfIntegration.Scope;

/// <summary>A scope, or every reason why there is none.</summary>
internal sealed record ScopeReadResult(AccessScope? Scope, IReadOnlyList<ScopeError> Errors)
{
    /// <summary>The scope; throws with every mistake where there is any.</summary>
    public AccessScope Get() => Scope ?? throw new SfScopeException(Errors);
}

/// <summary>Reads scope files (YAML or JSON), reporting every mistake at once (design §4).</summary>
internal static class ScopeReader
{
    /// <summary>Reads a file. The path is resolved by the caller; `shownAs` is how the user named it.</summary>
    public static ScopeReadResult ReadFile(string path, string? environment = null, IReadOnlyCollection<string>? knownRules = null, string? shownAs = null)
    {
        var errors = new ErrorList(shownAs ?? path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // One byte more than allowed is enough to know; a device or a pipe has no length to ask for.
            var bytes = new byte[ScopeBytes.MaxBytes + 1];
            int count = 0, read;
            while (count < bytes.Length && (read = file.Read(bytes, count, bytes.Length - count)) > 0)
            {
                count += read;
            }

            if (count > ScopeBytes.MaxBytes)
            {
                ScopeBytes.TooLarge(file.CanSeek ? file.Length : count, errors);
                return new ScopeReadResult(null, errors.InOrder());
            }

            Array.Resize(ref bytes, count);
            var result = ReadBytes(bytes, environment, knownRules, errors);
            if (result.Scope is { } scope)
            {
                scope.SourceFile = Path.GetFullPath(path);
            }

            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(0, 0, "The file cannot be read: " + e.Message);
            return new ScopeReadResult(null, errors.InOrder());
        }
    }

    /// <summary>Reads text that is not (yet) in a file.</summary>
    public static ScopeReadResult ReadText(string text, string? environment = null, IReadOnlyCollection<string>? knownRules = null, string? file = null)
    {
        var errors = new ErrorList(file);
        if (text.Length > ScopeBytes.MaxBytes)
        {
            ScopeBytes.TooLarge(text.Length, errors);
            return new ScopeReadResult(null, errors.InOrder());
        }

        return Read(ScopeBytes.Lines(text, errors), environment, knownRules, errors);
    }

    /// <summary>Reads a file's bytes.</summary>
    public static ScopeReadResult ReadBytes(byte[] bytes, string? environment = null, IReadOnlyCollection<string>? knownRules = null, string? file = null) =>
        ReadBytes(bytes, environment, knownRules, new ErrorList(file));

    private static ScopeReadResult ReadBytes(byte[] bytes, string? environment, IReadOnlyCollection<string>? knownRules, ErrorList errors) =>
        Read(ScopeBytes.Decode(bytes, errors), environment, knownRules, errors);

    private static ScopeReadResult Read(string? text, string? environment, IReadOnlyCollection<string>? knownRules, ErrorList errors)
    {
        var root = text is null ? null : ScopeParser.Parse(text, errors);
        var section = root is null ? null : Section.Open(root, "scope", errors);
        var scope = section is null ? null : Build(section, environment, knownRules, Hash(text!));
        if (scope is not null)
        {
            ScopeChecks.Check(scope, errors);
        }

        return new ScopeReadResult(errors.Count == 0 ? scope : null, errors.InOrder());
    }

    private static AccessScope Build(Section section, string? environment, IReadOnlyCollection<string>? knownRules, string hash)
    {
        var errors = section.Errors;
        if (section.Text("scopeVersion") is { } version && version != "1")
        {
            errors.Add(section.Place("scopeVersion"), $"`{Texts.Shorten(version)}` is no version of the scope file that this module reads", "write 1");
        }

        var name = section.Text("name");
        if (name is not null && ScopeValues.OwnNameMistake(name) is { } wrong)
        {
            errors.Add(section.Place("name"), $"`{Texts.Shorten(name)}` cannot be a scope's name", wrong);
        }

        var environments = IdentityReader.Environments(section.Entry("environments"), errors);
        var chosen = environments.FirstOrDefault(e => string.Equals(e.Name, environment, StringComparison.OrdinalIgnoreCase));
        if (environment is not null && chosen is null)
        {
            var known = environments.Select(e => e.Name).ToList();
            errors.Add(section.Place("environments"), $"the file knows no environment `{Texts.Shorten(environment)}`",
                known.Count == 0 ? "it names none: leave -Environment out, or add `environments:`" : DidYouMean.Text(environment, known) ?? $"it knows {string.Join(", ", known)}");
        }

        var notes = new List<string>();
        var identity = section.Entry("identity");
        return new AccessScope
        {
            Name = name ?? "",
            Owner = IntegrationReader.Contact(section.Entry("owner"), errors),
            Identity = (identity is null ? null : IdentityReader.Read(identity.Value, chosen, errors, errors.Place(identity))) ?? new ScopeIdentity(),
            BaseIdentity = (chosen is null || identity is null ? null : IdentityReader.Read(identity.Value, null, new ErrorList(null), errors.Place(identity))),
            IdentitySource = identity is null ? null : errors.Place(identity),
            Environments = environments,
            Environment = chosen?.Name,
            Integrations = IntegrationReader.ReadAll(section.Entry("integrations"), name ?? "", errors, notes),
            Exceptions = ExceptionReader.ReadAll(section.Entry("exceptions"), knownRules, errors),
            SourcePath = errors.File,
            SourceHash = hash,
            Notes = notes,
        };
    }

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "").ToLowerInvariant();
    }
}
