using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>Where from and when the users of a profile may sign in. What is empty is explained in <see cref="NotRead"/>.</summary>
public sealed class SfLoginRestriction
{
    internal SfLoginRestriction()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The profile.</summary>
    public string ProfileName { get; internal init; } = "";

    /// <summary>Its id.</summary>
    public string ProfileId { get; internal init; } = "";

    /// <summary>UserLicense.Name.</summary>
    public string License { get; internal init; } = "";

    /// <summary>Active users that hold it: all of them are bound.</summary>
    public int ActiveUsers { get; internal init; }

    /// <summary>The address ranges, merged; empty where every address is let in, null where they were not read.</summary>
    public IReadOnlyList<AddressRange>? AddressRanges { get; internal init; }

    /// <summary>The hours; null where any hour is, or where they were not read.</summary>
    public LoginHours? Hours { get; internal init; }

    /// <summary>The zone of the hours: Salesforce keeps them in the org's time zone as it was when they were first set, and does not tell it.</summary>
    public string HoursZone => Hours is null ? "" : "not assessed: the org's time zone when they were first set";

    /// <summary>True where the org checks ranges on every request; false where it does at sign-in only; null where that was not read.</summary>
    public bool? CheckedEveryRequest { get; internal init; }

    /// <summary>What was not read, with the reason and what would let it.</summary>
    public IReadOnlyList<string> NotRead { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => ProfileName;
}
