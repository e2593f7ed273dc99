using System;

namespace SfIntegration;

/// <summary>A saved event log, or the folder of them, is not what it should be.</summary>
public sealed class SfEventLogException : SfException
{
    internal SfEventLogException(string code, string message, string cure, Exception? inner = null)
        : base(message, cure, inner)
    {
        Code = code;
    }

    /// <summary>The file at fault, or nothing.</summary>
    public string? Path { get; internal init; }

    /// <summary>The line at fault, counted from 1; nothing where it is not about a line.</summary>
    public long? Line { get; internal init; }
}
