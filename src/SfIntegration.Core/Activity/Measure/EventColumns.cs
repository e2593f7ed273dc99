using System;
using System.Collections.Generic;

namespace SfIntegration.Activity.Measure;

/// <summary>Where the columns that matter stand in one file: its header decides, for the order may change from file to file (facts §6.4). -1 where there is none.</summary>
internal sealed class EventColumns
{
    /// <summary>Every column that is looked at.</summary>
    public static IReadOnlyList<string> All { get; } = new[]
    {
        "USER_ID", "USER_ID_DERIVED", "USER_NAME", "CLIENT_NAME", "CONNECTED_APP_ID", "CONNECTED_APP_NAME", "USER_AGENT", "BROWSER_TYPE", "API_VERSION",
        "SOURCE_IP", "CLIENT_IP", "TIMESTAMP", "TIMESTAMP_DERIVED", "ENTITY_NAME", "ENTITY_TYPE", "HTTP_METHOD", "METHOD", "API_RESOURCE", "URI",
        "METHOD_NAME", "OPERATION_TYPE", "OPERATION", "LOGIN_TYPE", "LOGIN_STATUS", "STATUS_CODE", "REQUEST_STATUS", "JOB_STATUS", "SUCCESS",
        "ROWS_PROCESSED", "RECORDS_PROCESSED", "REQUEST_ID",
    };

    private readonly IReadOnlyList<string> _header;

    public EventColumns(string eventType, IReadOnlyList<string> header)
    {
        _header = header;
        EventType = eventType;
        User = Find("USER_ID", "USER_ID_DERIVED");
        Username = Find("USER_NAME");
        Client = Find("CLIENT_NAME");
        AppId = Find("CONNECTED_APP_ID");
        AppName = Find("CONNECTED_APP_NAME");
        Agent = Find("USER_AGENT", "BROWSER_TYPE");
        ApiVersion = Find("API_VERSION");
        Address = IsLogin ? Find("SOURCE_IP", "CLIENT_IP") : Find("CLIENT_IP", "SOURCE_IP");
        Time = Find("TIMESTAMP");
        TimeDerived = Find("TIMESTAMP_DERIVED");
        Object = Find("ENTITY_NAME", "ENTITY_TYPE");
        Method = Find("HTTP_METHOD", "METHOD");
        Resource = Find("API_RESOURCE", "URI");
        NamedOperation = Find("METHOD_NAME", "OPERATION_TYPE", "OPERATION");
        LoginType = IsLogin ? Find("LOGIN_TYPE") : -1;
        LoginStatus = IsLogin ? Find("LOGIN_STATUS") : -1;
        StatusCode = Find("STATUS_CODE");
        RequestStatus = Find("REQUEST_STATUS", "JOB_STATUS");
        Success = Find("SUCCESS");
        Rows = Find("ROWS_PROCESSED", "RECORDS_PROCESSED");
        Request = Find("REQUEST_ID");
    }

    public string EventType { get; }

    /// <summary>Sign-ins have a status and a type of their own.</summary>
    public bool IsLogin => EventType == "Login";

    /// <summary>How many columns the file has.</summary>
    public int Count => _header.Count;

    /// <summary>It says when something happened, without which nothing can be measured.</summary>
    public bool HasTime => Time >= 0 || TimeDerived >= 0;

    public int User { get; }

    public int Username { get; }

    public int Client { get; }

    public int AppId { get; }

    public int AppName { get; }

    public int Agent { get; }

    public int ApiVersion { get; }

    public int Address { get; }

    public int Time { get; }

    public int TimeDerived { get; }

    public int Object { get; }

    public int Method { get; }

    public int Resource { get; }

    /// <summary>The operation by name: METHOD_NAME of SOAP, OPERATION_TYPE of Bulk.</summary>
    public int NamedOperation { get; }

    public int LoginType { get; }

    public int LoginStatus { get; }

    public int StatusCode { get; }

    public int RequestStatus { get; }

    public int Success { get; }

    public int Rows { get; }

    public int Request { get; }

    private int Find(params string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < _header.Count; i++)
            {
                if (string.Equals(_header[i], name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
