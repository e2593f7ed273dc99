using System;

namespace SfIntegration;

/// <summary>A snapshot file is not what it should be, or an export cannot be written or gone on with.</summary>
public sealed class SfSnapshotException : SfException
{
    internal SfSnapshotException(string message, string cure, string code = "SnapshotInvalid", Exception? inner = null)
        : base(message, cure, inner)
    {
        Code = code;
    }

    /// <summary>The line at fault, counted from 1; nothing where it is not about a line.</summary>
    public int? Line { get; internal init; }
}
