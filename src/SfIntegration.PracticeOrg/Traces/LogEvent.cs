using System;
using System.Globalization;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>One event as its internal row keeps it: when it happened, when the logs heard of it, and its columns.</summary>
internal sealed class LogEvent
{
    /// <summary>The moment it happened.</summary>
    public const string AtField = "At";

    /// <summary>The moment the logs heard of it; later than <see cref="AtField"/> for late events.</summary>
    public const string ArrivedField = "Arrived";

    private const int ShortId = 15;
    private const string Derived = "_DERIVED";

    private readonly EventType _type;
    private readonly Row _row;
    private readonly string _organizationId;

    public LogEvent(EventType type, Row row, string organizationId)
    {
        _type = type;
        _row = row;
        _organizationId = organizationId;
    }

    public string Id => _row.Id;

    public DateTime At => (DateTime)_row[AtField]!;

    public DateTime Arrived => (DateTime)_row[ArrivedField]!;

    /// <summary>A column's value as files write it: moments in UTC, ids of 15 characters, and of 18 where the column says DERIVED.</summary>
    public string Text(string column) => column switch
    {
        "EVENT_TYPE" => _type.Name,
        "TIMESTAMP" => At.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture),
        "TIMESTAMP_DERIVED" => At.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        "ORGANIZATION_ID" => _organizationId.Substring(0, ShortId),
        _ when column.EndsWith(Derived, StringComparison.Ordinal) => _row.Text(column.Substring(0, column.Length - Derived.Length)) ?? "",
        _ when IsRecordId(column) && _row.Text(column) is { Length: > ShortId } id => id.Substring(0, ShortId),
        _ => _row.Text(column) ?? "",
    };

    /// <summary>A column's value whole, for the Event Log Objects.</summary>
    public string? Whole(string column) => _row.Text(column);

    private static bool IsRecordId(string column) => column is "USER_ID" or "DELEGATED_USER_ID" or "CONNECTED_APP_ID" or "JOB_ID" or "FEATURE_ID";
}
