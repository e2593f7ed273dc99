using System;
using System.Collections.Generic;

namespace SfIntegration.Access;

/// <summary>A snapshot file that was written.</summary>
public sealed class AccessSnapshotFile
{
    /// <summary>The file, whole path.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>The file's name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The file's bytes.</summary>
    public long Length { get; internal init; }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>When its reading began, UTC.</summary>
    public DateTime TakenAt { get; internal init; }

    /// <summary>True for every user and container of the org.</summary>
    public bool IsWholeOrg { get; internal init; }

    /// <summary>Users in it.</summary>
    public int Users { get; internal init; }

    /// <summary>Profiles, permission sets, groups and muting sets in it.</summary>
    public int Containers { get; internal init; }

    /// <summary>Object and field rows in it.</summary>
    public long Rows { get; internal init; }

    /// <summary>What could not be read, in words; it is in the file too.</summary>
    public IReadOnlyList<string> NotRead { get; internal init; } = Array.Empty<string>();

    /// <summary>How long it took, without what an interrupted export had done before.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>Queries that an interrupted export had finished before.</summary>
    public int TablesResumed { get; internal init; }

    /// <summary>The path.</summary>
    /// <returns>The file's whole path.</returns>
    public override string ToString() => Path;
}
