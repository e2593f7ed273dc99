using System;
using System.Management.Automation;

namespace SfIntegration.Cmdlets.Base;

/// <summary>An error of a cmdlet itself: a stable id, a category, the input at fault, and the cure.</summary>
internal sealed class CmdletError : SfException, IContainsErrorRecord
{
    public CmdletError(string id, ErrorCategory category, object? target, string message, string cure, Exception? inner = null)
        : base(message, cure, inner)
    {
        Code = id;
        ErrorRecord = new ErrorRecord(this, id, category, target) { ErrorDetails = ErrorRecords.Details(message, cure) };
    }

    public ErrorRecord ErrorRecord { get; }

    /// <summary>True where no further input could fare better.</summary>
    public bool IsFatal { get; init; }
}
