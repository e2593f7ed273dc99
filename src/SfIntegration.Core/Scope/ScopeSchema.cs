using System.IO;

namespace SfIntegration.Scope;

/// <summary>The JSON schema of the scope file, for editors.</summary>
internal static class ScopeSchema
{
    /// <summary>The file's name, wherever it is put.</summary>
    public const string FileName = "access-scope.schema.json";

    /// <summary>Writes the schema into the folder of a scope file, so that the file's first line finds it.</summary>
    public static void WriteBeside(string scopePath)
    {
        using var source = typeof(ScopeSchema).Assembly.GetManifestResourceStream(FileName)
            ?? throw new System.InvalidOperationException($"The assembly does not carry {FileName}.");
        using var target = File.Create(Path.Combine(Path.GetDirectoryName(scopePath)!, FileName));
        source.CopyTo(target);
    }
}
