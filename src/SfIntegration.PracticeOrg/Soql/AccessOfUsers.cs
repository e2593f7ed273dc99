using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Whose access a caller may ask for, and how a query names the user.</summary>
internal sealed class AccessOfUsers
{
    private readonly Func<string, ICallerAccess?> _accessOf;
    private readonly PracticeSwitches _switches;

    public AccessOfUsers(Func<string, ICallerAccess?> accessOf, PracticeSwitches switches)
    {
        _accessOf = accessOf;
        _switches = switches;
    }

    /// <summary>A user's access: the caller's own, or another's where the caller views Setup and the org answers that; null otherwise.</summary>
    public ICallerAccess? Of(ICallerAccess caller, string userId) =>
        userId == caller.UserId ? caller
        : _switches.AccessOfOtherUsers && caller.HasPermission("ViewSetup") ? _accessOf(userId)
        : null;

    /// <summary>The users that a query names, by UserId or at the end of DurableId.</summary>
    public static IEnumerable<string> Named(VirtualFilter filter) =>
        (filter.Texts("UserId") ?? filter.Texts("User.Id") ?? filter.Texts("DurableId")?.Select(id => Split(id).UserId) ?? Enumerable.Empty<string>())
        .Select(id => SalesforceId.Normalize(id) ?? "")
        .Distinct(StringComparer.Ordinal);

    /// <summary>The two halves of a durable id: what it is about, and the user.</summary>
    public static (string Definition, string UserId) Split(string durableId)
    {
        var dot = durableId.LastIndexOf('.');
        return dot < 0 ? ("", "") : (durableId.Substring(0, dot), durableId.Substring(dot + 1));
    }
}
