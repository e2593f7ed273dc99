using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>One error as Salesforce reports it: a code, a message, and the fields at fault.</summary>
public sealed class SfErrorItem
{
    internal SfErrorItem(string code, string message, IReadOnlyList<string>? fields = null)
    {
        Code = code;
        Message = message;
        Fields = fields ?? Array.Empty<string>();
    }

    /// <summary>The Salesforce code, such as DUPLICATE_VALUE.</summary>
    public string Code { get; }

    /// <summary>What Salesforce said.</summary>
    public string Message { get; }

    /// <summary>The API names of the fields at fault, or none.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>Gives the code and the message.</summary>
    /// <returns>The error as one line of text.</returns>
    public override string ToString() => Code.Length == 0 ? Message : Code + ": " + Message;
}
