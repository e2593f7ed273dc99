using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Harden.Apps;

/// <summary>How long refresh tokens of an app live: one form for both kinds of app (facts §5.4, §5.5).</summary>
internal sealed record RefreshTokenPolicy(string Type, int? Period, string? Unit)
{
    /// <summary>None lives.</summary>
    public const string Zero = "Zero";

    /// <summary>Until somebody revokes it.</summary>
    public const string Infinite = "Infinite";

    /// <summary>So long from when it was made.</summary>
    public const string SpecificLifetime = "SpecificLifetime";

    /// <summary>Until it was not used for so long.</summary>
    public const string SpecificInactivity = "SpecificInactivity";

    private static readonly string[] s_types = { Zero, SpecificLifetime, SpecificInactivity, Infinite };

    /// <summary>An external client app's three elements. Without a type Salesforce lets tokens live until they are revoked.</summary>
    public static RefreshTokenPolicy OfExternal(string? type, int? period, string? unit) =>
        new(s_types.FirstOrDefault(t => string.Equals(t, type, StringComparison.OrdinalIgnoreCase)) ?? type ?? Infinite, period, unit);

    /// <summary>A connected app's one: zero, infinite, specific_lifetime:n:UNIT, specific_inactivity:n:UNIT.</summary>
    public static RefreshTokenPolicy OfConnected(string? text)
    {
        var parts = (text ?? "infinite").Split(':');
        var period = parts.Length > 1 && int.TryParse(parts[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : (int?)null;
        return OfExternal(parts[0].Replace("_", ""), period, parts.Length > 2 ? parts[2] : null);
    }

    /// <summary>"4h", "30d", "3m" as a policy; null where it is none.</summary>
    /// <param name="type">SpecificLifetime or SpecificInactivity.</param>
    /// <param name="validity">A number and h (hours), d (days) or m (months).</param>
    public static RefreshTokenPolicy? Parse(string type, string validity)
    {
        var unit = validity.Length == 0 ? null : char.ToLowerInvariant(validity[validity.Length - 1]) switch { 'h' => "Hours", 'd' => "Days", 'm' => "Months", _ => null };
        return unit is not null && int.TryParse(validity.Substring(0, validity.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var period) && period > 0
            ? new RefreshTokenPolicy(type, period, unit)
            : null;
    }

    /// <summary>A connected app's spelling.</summary>
    public string ForConnected => Type switch
    {
        Zero => "zero",
        Infinite => "infinite",
        SpecificLifetime => FormattableString.Invariant($"specific_lifetime:{Period}:{Unit?.ToUpperInvariant()}"),
        _ => FormattableString.Invariant($"specific_inactivity:{Period}:{Unit?.ToUpperInvariant()}"),
    };

    /// <summary>What a person calls it.</summary>
    public string Words => Type switch
    {
        Zero => "none live",
        Infinite => "until revoked",
        SpecificLifetime => $"{Span} from when they are made",
        SpecificInactivity => $"until unused for {Span}",
        _ => Type,
    };

    /// <summary>True where a token may live longer than under the other policy. A token that is used lives on under an inactivity policy, so that counts as longer than any lifetime.</summary>
    public bool IsLooserThan(RefreshTokenPolicy other) => Rank.CompareTo(other.Rank) > 0;

    private (int Type, long Hours) Rank => (Math.Max(0, Array.IndexOf(s_types, Type)), Type is Zero or Infinite ? 0 : (Period ?? 0) * Hours);

    private long Hours => Unit?.ToUpperInvariant() switch { "HOURS" => 1, "MONTHS" => 24 * 30, _ => 24 };

    private string Span => FormattableString.Invariant($"{Period} {(Period == 1 ? Unit?.ToLowerInvariant().TrimEnd('s') : Unit?.ToLowerInvariant())}");
}

/// <summary>The policies of an app by which one is stricter than another. Pure.</summary>
internal sealed record AppStrictness
{
    /// <summary>Only users with a permission set or profile of the app.</summary>
    public const string PreAuthorized = "AdminApprovedPreAuthorized";

    /// <summary>Every user may let the app in for itself.</summary>
    public const string SelfAuthorized = "AllSelfAuthorized";

    /// <summary>The values of ipRelaxationPolicyType, the strictest first (facts §5.5).</summary>
    public static readonly IReadOnlyList<string> AddressPolicies = new[] { "Enforce", "Enforce_RelaxRefresh", "Bypass_2factor", "Bypass" };

    /// <summary>Scopes that give more than calls of the data APIs.</summary>
    private static readonly string[] s_wideScopes = { "Full", "Web", "VisualForce" };

    /// <summary>Only pre-authorised users may use it; null where that was not read.</summary>
    public bool? AdminApprovedOnly { get; init; }

    /// <summary>One of <see cref="AddressPolicies"/>, in the spelling of either kind; null where not read or not set.</summary>
    public string? AddressPolicy { get; init; }

    /// <summary>How long refresh tokens live; null where not read.</summary>
    public RefreshTokenPolicy? RefreshTokens { get; init; }

    /// <summary>Minutes without a call after which a session ends; null where the app sets none.</summary>
    public int? SessionTimeout { get; init; }

    /// <summary>The scopes it may hand out.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = Array.Empty<string>();

    /// <summary>False where the app has no policies of its own yet.</summary>
    public bool HasPolicies { get; init; } = true;

    /// <summary>Where this is looser than what we make, in words; empty where nowhere.</summary>
    public IReadOnlyList<string> Looseness()
    {
        var found = new List<string>();
        if (AdminApprovedOnly == false)
        {
            found.Add("every user may authorise it for itself");
        }

        if (AddressPolicy is { } policy && AddressRank(policy) > 0)
        {
            found.Add($"addresses are not always checked ({policy})");
        }

        if (RefreshTokens is { } refresh && refresh.IsLooserThan(new RefreshTokenPolicy(RefreshTokenPolicy.Zero, null, null)))
        {
            found.Add($"refresh tokens live ({refresh.Words})");
        }

        var wide = Scopes.Where(s => s_wideScopes.Contains(s, StringComparer.OrdinalIgnoreCase)).ToList();
        if (wide.Count > 0)
        {
            found.Add($"it may hand out the scope {string.Join(", ", wide)}");
        }

        return found;
    }

    /// <summary>0 for the strictest. A value nobody knows counts as the loosest.</summary>
    public static int AddressRank(string policy)
    {
        for (var i = 0; i < AddressPolicies.Count; i++)
        {
            if (string.Equals(AddressPolicies[i], policy, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return AddressPolicies.Count;
    }
}
