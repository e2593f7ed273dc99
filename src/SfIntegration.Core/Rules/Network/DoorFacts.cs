using System;
using System.Collections.Generic;

namespace SfIntegration.Rules.Network;

/// <summary>Where from and when the identity may sign in, beside what its scope says, as far as it was read. Pure data.</summary>
internal sealed class DoorFacts
{
    /// <summary>The profile that ranges and hours belong to.</summary>
    public required string ProfileName { get; init; }

    /// <summary>The profile's address ranges, merged; empty where it lets in from everywhere, null where they were not read.</summary>
    public IReadOnlyList<DoorRange>? Ranges { get; init; }

    /// <summary>The scope's address ranges in the same form; empty where it names none.</summary>
    public IReadOnlyList<DoorRange> ScopeRanges { get; init; } = Array.Empty<DoorRange>();

    /// <summary>The profile's hours in words, as the org keeps them; null where it lets in at any hour or they were not read.</summary>
    public string? Hours { get; init; }

    /// <summary>The scope's hours in the same form; null where it names none.</summary>
    public string? ScopeHours { get; init; }

    /// <summary>Why the scope's hours cannot be compared (they cannot be said in the org's zone, or that zone was not read), or null.</summary>
    public string? HoursUnclear { get; init; }

    /// <summary>SecuritySettings.sessionSettings.enforceIpRangesEveryRequest; null where it was not read.</summary>
    public bool? EveryRequest { get; init; }

    /// <summary>Why something of this was not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let it be read.</summary>
    public string? Cure { get; init; }
}

/// <summary>One address range.</summary>
/// <param name="Text">As people write it: 203.0.113.0/24.</param>
/// <param name="IsIPv6">Which family.</param>
/// <param name="Prefix">How wide it is, as the longest prefix that holds as many addresses: 24 for 256 addresses, 23 for 257.</param>
internal sealed record DoorRange(string Text, bool IsIPv6, int Prefix);
