using System;

namespace SfIntegration.Practice;

/// <summary>One bad thing that will happen: what, to which requests, after how many, how often.</summary>
public sealed class PracticeFault
{
    /// <summary>Creates a fault that befalls the next request, once.</summary>
    /// <param name="kind">What happens.</param>
    public PracticeFault(PracticeFaultKind kind) => Kind = kind;

    /// <summary>What happens.</summary>
    public PracticeFaultKind Kind { get; }

    /// <summary>Only requests that ask for a change (of the data API) are counted and hit.</summary>
    public bool WritesOnly { get; set; }

    /// <summary>Only requests with this HTTP method.</summary>
    public string? Method { get; set; }

    /// <summary>Only requests whose path contains this text, in any case.</summary>
    public string? Path { get; set; }

    /// <summary>How many matching requests pass unharmed first, counted from now: 0 hits the next one.</summary>
    public int Skip { get; set; }

    /// <summary>How many matching requests are hit.</summary>
    public int Times { get; set; } = 1;

    /// <summary>How long a slow answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The zero-based row of the request that is hit, or null for all of them.</summary>
    public int? Row { get; set; }

    /// <summary>The Salesforce error code of a bad row.</summary>
    public string Code { get; set; } = "FIELD_CUSTOM_VALIDATION_EXCEPTION";

    /// <summary>The message of a bad row.</summary>
    public string Message { get; set; } = "A validation rule of the practice org refuses this row.";

    internal bool Matches(PracticeRequest request, bool asksForChange) =>
        (!WritesOnly || asksForChange)
        && (Method is null || string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || request.Path.IndexOf(Path, StringComparison.OrdinalIgnoreCase) >= 0);
}
