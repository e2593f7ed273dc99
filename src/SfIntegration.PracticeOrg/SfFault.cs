using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>An answer Salesforce gives when it refuses: HTTP status, error code, message, fields.</summary>
internal sealed class SfFault : Exception
{
    public SfFault(int status, string code, string message, params string[] fields)
        : base(message)
    {
        Status = status;
        Code = code;
        Fields = fields;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The errorCode (statusCode inside collections).</summary>
    public string Code { get; }

    /// <summary>The fields at fault, or none.</summary>
    public IReadOnlyList<string> Fields { get; }
}
