using System;
using System.Collections.Generic;
using SfIntegration.Rules.Apps;
using SfIntegration.Rules.Network;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>Where from, when and through which app.</summary>
internal sealed partial class Bench
{
    // Where from and when; what is null was not read.
    public bool DoorsRead { get; set; } = true;

    public List<DoorRange>? Ranges { get; set; } = [new("203.0.113.0/24", false, 24), new("2001:db8::/48", true, 48)];

    public List<DoorRange> ScopeRanges { get; set; } = [new("203.0.113.0/24", false, 24), new("2001:db8::/48", true, 48)];

    public bool? EveryRequest { get; set; } = true;

    public ScopeHours? ScopeHours { get; set; } = new("mon-fri", "06:00", "20:00", "Europe/Berlin");

    public string? Hours { get; set; } = "Mon-Fri 06:00-20:00";

    public string? HoursUnclear { get; set; }

    public string? DoorsNotRead { get; set; }

    /// <summary>The app of the scope, in detail.</summary>
    public AppDetails App { get; set; } = new()
    {
        Name = "Order Sync",
        WantedFlow = "jwt",
        Flows = ["jwt"],
        Scopes = ["Api"],
        AddressPolicy = "Enforce",
        EndlessRefreshTokens = false,
        Certificate = (new DateTime(2026, 11, 1), new DateTime(2027, 11, 1)),
        RunAs = "",
        OtherUsers = [],
        RotateEveryDays = 90,
    };

    public bool AppDetailsRead { get; set; } = true;
}
