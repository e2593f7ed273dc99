using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>A system permission that a cmdlet of this module needs in Salesforce.</summary>
public sealed class SfRequiredPermission
{
    internal SfRequiredPermission()
    {
    }

    /// <summary>The cmdlet.</summary>
    public string CmdletName { get; internal init; } = "";

    /// <summary>The permission's API name, without "Permissions"; empty where none is needed beyond what the request itself asks for.</summary>
    public string SystemPermission { get; internal init; } = "";

    /// <summary>The permission's name in Setup.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>What it is needed for.</summary>
    public string Purpose { get; internal init; } = "";

    /// <summary>Without it the cmdlet does its main work and says what it could not do or read.</summary>
    public bool IsOptional { get; internal init; }

    /// <summary>API names of permissions each of which suffices in its place.</summary>
    public IReadOnlyList<string> Alternatives { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => $"{CmdletName}: {(SystemPermission.Length == 0 ? "-" : SystemPermission)}";
}
