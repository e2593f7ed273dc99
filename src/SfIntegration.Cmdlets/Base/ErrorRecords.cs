using System;
using System.Management.Automation;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Turns Core's exceptions into error records: stable id, right category, the input as target, the cure as the recommended action.</summary>
internal static class ErrorRecords
{
    private static readonly bool s_isWindowsPowerShell = typeof(object).Assembly.GetName().Name == "mscorlib";

    public static ErrorRecord From(Exception error, object? target) => error switch
    {
        IContainsErrorRecord { ErrorRecord: { } record } => record,
        SfException sf => Of(sf, target),
        _ => new ErrorRecord(error, "SfUnexpected", ErrorCategory.NotSpecified, target),
    };

    /// <summary>PowerShell 7 prints the recommended action beside the message; Windows PowerShell does not, so there it is said with it.</summary>
    public static ErrorDetails Details(string message, string cure) =>
        new(s_isWindowsPowerShell ? $"{message} {cure}" : message) { RecommendedAction = cure };

    private static ErrorRecord Of(SfException error, object? target)
    {
        var (id, category) = error switch
        {
            SfSnapshotException snapshot => ("Sf" + snapshot.Code, snapshot.Code switch
            {
                "SnapshotExists" => ErrorCategory.ResourceExists,
                "SnapshotUnfinished" => ErrorCategory.InvalidOperation,
                "SnapshotNotReadable" => ErrorCategory.ReadError,
                "SnapshotNotWritable" => ErrorCategory.WriteError,
                _ => ErrorCategory.InvalidData,
            }),
            SfEventLogException log => ("Sf" + log.Code, log.Code switch
            {
                "EventLogNotFound" => ErrorCategory.ObjectNotFound,
                "EventLogBusy" => ErrorCategory.ResourceBusy,
                "EventLogNotReadable" => ErrorCategory.ReadError,
                "EventLogNotWritable" => ErrorCategory.WriteError,
                _ => ErrorCategory.InvalidData,
            }),
            SfScopeException => ("SfScopeInvalid", ErrorCategory.InvalidData),
            SfPlanException plan => ("Sf" + plan.Code, ErrorCategory.InvalidOperation),
            SfAuthenticationException => ("SfAuthentication", ErrorCategory.AuthenticationError),
            SfNetworkException { IsTimeout: true } => ("SfTimeout", ErrorCategory.OperationTimeout),
            SfNetworkException => ("SfNetwork", ErrorCategory.ConnectionError),
            SfLimitException => ("SfLimit", ErrorCategory.LimitsExceeded),
            SfNotFoundException => ("SfNotFound", ErrorCategory.ObjectNotFound),
            SfApiException => ("SfApi." + (error.Code ?? "Unknown"), CategoryOf(error.Code)),
            _ => ("Sf" + (error.Code ?? "Error"), ErrorCategory.InvalidArgument),
        };
        var record = new ErrorRecord(error, id, category, target);
        if (error.Cure is { } cure)
        {
            record.ErrorDetails = Details(error.Message, cure);
        }

        return record;
    }

    private static ErrorCategory CategoryOf(string? code) => code switch
    {
        "DUPLICATE_VALUE" or "DUPLICATE_USERNAME" or "DUPLICATE_COMM_NICKNAME" => ErrorCategory.ResourceExists,
        "LICENSE_LIMIT_EXCEEDED" or "REQUEST_LIMIT_EXCEEDED" => ErrorCategory.LimitsExceeded,
        "INSUFFICIENT_ACCESS" or "INSUFFICIENT_ACCESS_OR_READONLY" or "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY" => ErrorCategory.PermissionDenied,
        "INVALID_TYPE" or "NOT_FOUND" or "ENTITY_IS_DELETED" => ErrorCategory.ObjectNotFound,
        "UNABLE_TO_LOCK_ROW" => ErrorCategory.ResourceBusy,
        _ => ErrorCategory.InvalidArgument,
    };
}
