using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>The scope's exceptions. One counts through its last day, UTC.</summary>
internal sealed class ExceptionBook
{
    // An exception that excuses its own lapse would never end.
    private static readonly string[] s_neverAccepted = { "SFI603", "SFI604" };

    private readonly IReadOnlyList<ScopeException> _exceptions;
    private readonly DateTime _now;

    public ExceptionBook(AccessScope? scope, DateTime now)
    {
        _exceptions = scope?.Exceptions ?? Array.Empty<ScopeException>();
        _now = now;
    }

    public static bool HasLapsed(ScopeException exception, DateTime now) => exception.Expires.Date < now.Date;

    public static bool Matches(ScopeException exception, string ruleId, string target) =>
        string.Equals(exception.Rule, ruleId, StringComparison.OrdinalIgnoreCase)
        && string.Equals(exception.Target, target, StringComparison.OrdinalIgnoreCase);

    /// <summary>The exception that accepts a Fail, or null.</summary>
    public ScopeException? Accepting(string ruleId, string target) => s_neverAccepted.Contains(ruleId)
        ? null
        : _exceptions.FirstOrDefault(e => Matches(e, ruleId, target) && !HasLapsed(e, _now));

    public static string Words(ScopeException exception) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} (approved by {1}{2}, owner {3}, until {4:yyyy-MM-dd})",
        exception.Reason,
        exception.ApprovedBy,
        string.IsNullOrEmpty(exception.Ticket) ? "" : ", ticket " + exception.Ticket,
        exception.Owner,
        exception.Expires);
}
