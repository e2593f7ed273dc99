using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Anomaly;

/// <summary>A change of whether a user may sign in, as the audit trail or the user's own rows tell it.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Locks">True for frozen or deactivated, false for the opposite.</param>
/// <param name="What">"frozen" or "deactivated".</param>
/// <param name="By">Who, or null.</param>
/// <param name="ByPlatform">True where Salesforce itself did it.</param>
internal sealed record LockChange(DateTime At, bool Locks, string What, string? By, bool ByPlatform);

/// <summary>Makes times of changes. Pure.</summary>
internal static class LockedPeriods
{
    /// <summary>SetupAuditTrail.Action (facts §6.3) by what it does.</summary>
    public static IReadOnlyDictionary<string, (bool Locks, string What)> Actions { get; } = new Dictionary<string, (bool, string)>(StringComparer.OrdinalIgnoreCase)
    {
        ["frozeuser"] = (true, "frozen"),
        ["unfrozeuser"] = (false, "frozen"),
        ["deactivateduser"] = (true, "deactivated"),
        ["activateduser"] = (false, "deactivated"),
    };

    /// <summary>The times in which a user was locked, from its changes in any order. One that the trail does not begin with is not made up.</summary>
    public static IReadOnlyList<LockedPeriod> Of(IEnumerable<LockChange> changes)
    {
        var periods = new List<LockedPeriod>();
        foreach (var kind in changes.GroupBy(c => c.What))
        {
            LockChange? open = null;
            foreach (var change in kind.OrderBy(c => c.At).ThenBy(c => c.Locks))
            {
                if (change.Locks)
                {
                    open ??= change;
                }
                else if (open is not null)
                {
                    periods.Add(new LockedPeriod(open.At, change.At, open.What, open.By, open.ByPlatform));
                    open = null;
                }
            }

            if (open is not null)
            {
                periods.Add(new LockedPeriod(open.At, null, open.What, open.By, open.ByPlatform));
            }
        }

        return periods.OrderBy(p => p.From).ToList();
    }
}
