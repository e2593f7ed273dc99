using System;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>How long the objects that are logs show a row: sign-ins six months, setup changes the 180 days that are promised (facts §6.1, §6.3).</summary>
internal static class LogRetention
{
    private const int LoginMonths = 6;
    private const int AuditDays = 180;

    /// <summary>Whether rows of the object go with time.</summary>
    public static bool Limits(string type) => OldestField(type) is not null;

    /// <summary>Whether a row is still there.</summary>
    public static bool Keeps(OrgEngine engine, Row row) => OldestField(row.Type) switch
    {
        "LoginTime" => !(row["LoginTime"] is DateTime at && at < engine.Clock.UtcNow.AddMonths(-LoginMonths)),
        "CreatedDate" => !(row["CreatedDate"] is DateTime at && at < engine.Clock.UtcNow.AddDays(-AuditDays)),
        _ => true,
    };

    private static string? OldestField(string type) =>
        string.Equals(type, "LoginHistory", StringComparison.OrdinalIgnoreCase) ? "LoginTime"
        : string.Equals(type, "SetupAuditTrail", StringComparison.OrdinalIgnoreCase) ? "CreatedDate"
        : null;
}
