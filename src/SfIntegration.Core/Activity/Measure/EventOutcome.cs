using System;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>How an event ended, and how many rows it worked on.</summary>
internal static class EventOutcome
{
    private const string SignedIn = "LOGIN_NO_ERROR";

    /// <summary>
    /// A status of 400 or more; a request status of F (failure) or A (no authorisation), in the letters of the guide or spelled out as real files have
    /// them (facts §6.4); SUCCESS of 0; a sign-in whose status is another than LOGIN_NO_ERROR (facts §6.2).
    /// </summary>
    public static bool IsError(CsvRecord record, EventColumns columns)
    {
        if (columns.StatusCode >= 0 && Number(record, columns.StatusCode) is var status && status >= 0)
        {
            return status >= 400;
        }

        if (columns.LoginStatus >= 0 && record.Length(columns.LoginStatus) > 0)
        {
            return !record.Is(columns.LoginStatus, SignedIn);
        }

        if (columns.Success >= 0 && record.Length(columns.Success) > 0)
        {
            return record.Is(columns.Success, "0") || record.Is(columns.Success, "false");
        }

        return columns.RequestStatus >= 0 && record.Length(columns.RequestStatus) > 0
            && (record.Is(columns.RequestStatus, "F") || record.Is(columns.RequestStatus, "A") || IsSpelledFailure(record, columns.RequestStatus));
    }

    /// <summary>Rows worked on; negative where the log does not say.</summary>
    public static long Rows(CsvRecord record, EventColumns columns) => columns.Rows < 0 ? -1 : Number(record, columns.Rows);

    // Failure, Failed, failed ...
    private static bool IsSpelledFailure(CsvRecord record, int field) =>
        record.Length(field) > 3 && record.Text(field).StartsWith("Fail", StringComparison.OrdinalIgnoreCase);

    /// <summary>A whole number; negative for anything else. Decimals are cut off.</summary>
    private static long Number(CsvRecord record, int field)
    {
        var (buffer, start, length) = (record.Buffer, record.Start(field), record.Length(field));
        if (length is 0 or > 18)
        {
            return -1;
        }

        var number = 0L;
        for (var i = start; i < start + length; i++)
        {
            var digit = buffer[i] - '0';
            if ((uint)digit > 9)
            {
                return buffer[i] == '.' && i > start ? number : -1;
            }

            number = (number * 10) + digit;
        }

        return number;
    }
}
