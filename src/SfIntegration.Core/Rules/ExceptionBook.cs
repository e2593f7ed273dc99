using System;
using System.Globalization;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>The scope's exceptions. One counts through its last day, UTC.</summary>
internal sealed class ExceptionBook
{
    // An exception that excuses its own lapse would never end.
    private static readonly string[] s_neverAccepted = { "SFI603", "SFI604" };

    private readonly AccessScope? _scope;
    private readonly DateTime _now;

    public ExceptionBook(AccessScope? scope, DateTime now)
    {
        _scope = scope;
        _now = now;
    }

    public static bool HasLapsed(ScopeException exception, DateTime now) => exception.Expires.Date < now.Date;

    /// <summary>An exception that names the identity means it in every environment, whatever its login name is there.</summary>
    public static bool Matches(AccessScope scope, ScopeException exception, string ruleId, string target) =>
        Same(exception.Rule, ruleId)
        && (Same(exception.Target, target) || (scope.BaseIdentity is { } file && Same(exception.Target, file.Username) && Same(target, scope.Identity.Username)));

    /// <summary>The exception that accepts a Fail, or null.</summary>
    public ScopeException? Accepting(string ruleId, string target) => s_neverAccepted.Contains(ruleId)
        ? null
        : _scope?.Exceptions.FirstOrDefault(e => Matches(_scope, e, ruleId, target) && !HasLapsed(e, _now));

    public static string Words(ScopeException exception) => string.Format(
        CultureInfo.InvariantCulture,
        "{0} (approved by {1}{2}, owner {3}, until {4:yyyy-MM-dd})",
        exception.Reason,
        exception.ApprovedBy,
        string.IsNullOrEmpty(exception.Ticket) ? "" : ", ticket " + exception.Ticket,
        exception.Owner,
        exception.Expires);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
