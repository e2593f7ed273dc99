using System;
using System.Collections.Generic;

namespace SfIntegration.Permission;

/// <summary>The form in which Export-SfPermissionSet writes.</summary>
public enum PermissionSetFormat
{
    /// <summary>A PermissionSet file of the Metadata API, as sf deploys it.</summary>
    Metadata,

    /// <summary>A scope file.</summary>
    Scope,
}

/// <summary>A file that a permission set was written to.</summary>
public sealed class PermissionSetFile
{
    internal PermissionSetFile()
    {
    }

    /// <summary>The org it came from; null where it came from a file.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The set's API name.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The file, as a full path. Import-SfPermissionSet takes it from here.</summary>
    public string FullName { get; internal init; } = "";

    /// <summary>Metadata or scope.</summary>
    public PermissionSetFormat Format { get; internal init; }

    /// <summary>What the set has and the file cannot hold, or what could not be read, each with its reason.</summary>
    public IReadOnlyList<DefinitionLeftover> LeftOut { get; internal init; } = Array.Empty<DefinitionLeftover>();

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
