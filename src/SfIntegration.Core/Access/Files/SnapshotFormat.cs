namespace SfIntegration.Access.Files;

/// <summary>The words of the file format (docs/snapshot.md, schemas/access-snapshot.schema.json).</summary>
internal static class SnapshotFormat
{
    /// <summary>What the first line says the file is.</summary>
    public const string Name = "sfintegration-access-snapshot";

    /// <summary>The version this program writes and reads.</summary>
    public const int Version = 1;

    /// <summary>Characters of text in one file. An org of 3 million field rows has some 60 million; more than this is not unpacked.</summary>
    public const long LongestText = 4L * 1024 * 1024 * 1024;

    /// <summary>Characters of one line. The longest real ones list the fields of one object: 800 names of at most 60 characters.</summary>
    public const int LongestLine = 1024 * 1024;

    public static readonly string[] ObjectAccessWords = { "read", "create", "edit", "delete", "viewAll", "modifyAll", "viewAllFields" };
}
