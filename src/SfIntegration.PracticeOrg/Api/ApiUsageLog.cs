using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Api;

/// <summary>Every API call as a row of the event log type ApiTotalUsage (facts §6.4), which a later part serves.</summary>
internal sealed class ApiUsageLog
{
    private readonly List<ApiUsage> _rows = new();

    public IReadOnlyList<ApiUsage> Rows => _rows;

    public void Add(ApiUsage row) => _rows.Add(row);
}

/// <summary>One row of ApiTotalUsage; the properties are its columns.</summary>
internal sealed record ApiUsage(
    DateTime Timestamp,
    string RequestId,
    string ApiFamily,
    string ApiResource,
    string ApiVersion,
    string HttpMethod,
    int StatusCode,
    string? EntityName,
    bool CountsAgainstApiLimit,
    string? UserId,
    string? UserName,
    string? ClientName,
    string ClientIp,
    string? ConnectedAppId,
    string? ConnectedAppName);
