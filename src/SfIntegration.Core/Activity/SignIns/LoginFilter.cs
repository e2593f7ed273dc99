using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Harden.Login;

namespace SfIntegration.Activity.SignIns;

/// <summary>
/// Which sign-ins are wanted. The moment and the user are Salesforce's to filter; it refuses Status, Application, Browser, Platform
/// and versions, contradicts itself about SourceIp, and shows LoginType by another name than it filters by (facts §6.1), so these are
/// decided here. Pure.
/// </summary>
internal sealed record LoginFilter
{
    private const string OAuthValue = "Oauth2";
    private const string OAuthLabel = "Remote Access 2.0";

    private IReadOnlyList<NamePattern> _applications = Array.Empty<NamePattern>();
    private IReadOnlyList<NamePattern> _types = Array.Empty<NamePattern>();
    private IReadOnlyList<AddressRange> _addresses = Array.Empty<AddressRange>();

    public TimeWindow Window { get; init; } = TimeWindow.Open;

    /// <summary>The users; null for everybody.</summary>
    public IReadOnlyCollection<string>? UserIds { get; init; }

    public SfLoginOutcome Outcome { get; init; }

    /// <summary>Apps, with * and ?.</summary>
    public IEnumerable<string> Applications { init => _applications = value.Select(n => new NamePattern(n)).ToList(); }

    /// <summary>Login types, with * and ?. Oauth2 is what Salesforce calls Remote Access 2.0 elsewhere.</summary>
    public IEnumerable<string> LoginTypes
    {
        init => _types = value.Select(n => new NamePattern(string.Equals(n, OAuthValue, StringComparison.OrdinalIgnoreCase) ? OAuthLabel : n)).ToList();
    }

    /// <summary>Where it came from.</summary>
    public IReadOnlyList<AddressRange> Addresses { init => _addresses = value; }

    /// <summary>The same for these users; null for everybody.</summary>
    public LoginFilter Of(IReadOnlyCollection<string>? userIds) => this with { UserIds = userIds };

    public bool Matches(SfLogin login) =>
        Window.Contains(login.LoginTime)
        && (Outcome == SfLoginOutcome.Any || login.Succeeded == (Outcome == SfLoginOutcome.Success))
        && Any(_applications, login.Application)
        && Any(_types, string.Equals(login.LoginType, OAuthValue, StringComparison.OrdinalIgnoreCase) ? OAuthLabel : login.LoginType)
        && (_addresses.Count == 0 || AddressRanges.Contains(_addresses, login.SourceIp ?? ""));

    private static bool Any(IReadOnlyList<NamePattern> patterns, string? text) => patterns.Count == 0 || patterns.Any(p => p.Matches(text ?? ""));
}
