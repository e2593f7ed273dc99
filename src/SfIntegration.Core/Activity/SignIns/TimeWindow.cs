using System;
using System.Collections.Generic;
using SfIntegration.Api;

namespace SfIntegration.Activity.SignIns;

/// <summary>A stretch of time, UTC: from a moment on, up to but not including another, so that windows laid side by side miss nothing and count nothing twice. Null leaves an end open.</summary>
internal sealed record TimeWindow(DateTime? Since, DateTime? Until)
{
    public static TimeWindow Open { get; } = new(null, null);

    /// <summary>The window of moments as PowerShell users give them: a moment without a kind is local time.</summary>
    public static TimeWindow Of(DateTime? since, DateTime? until)
    {
        var window = new TimeWindow(since?.ToUniversalTime(), until?.ToUniversalTime());
        return window.Since < window.Until || window.Since is null || window.Until is null
            ? window
            : throw new SfException($"The window is empty: it begins at {window.Since:u} and ends at {window.Until:u}.", "-Since is the earlier moment, -Until the later one; both are local time unless they say otherwise.") { Code = "WindowEmpty" };
    }

    public bool Contains(DateTime moment) => !(moment < Since) && !(moment >= Until);

    /// <summary>The conditions on a dateTime field. SOQL literals have whole seconds, so an end within one is rounded outwards and <see cref="Contains"/> decides.</summary>
    public IEnumerable<string> Conditions(string field)
    {
        if (Since is { } since)
        {
            yield return $"{Soql.Name(field)} >= {Soql.Moment(since)}";
        }

        if (Until is { } until)
        {
            var whole = until.Ticks % TimeSpan.TicksPerSecond == 0;
            yield return $"{Soql.Name(field)} {(whole ? "<" : "<=")} {Soql.Moment(until)}";
        }
    }
}
