using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration;

/// <summary>
/// The hours at which the users of a profile may sign in, day by day, in the time zone that Salesforce keeps them in: the org's own, as it was
/// when hours were first set (facts §5.1). That zone cannot be read.
/// </summary>
public sealed class LoginHours : IEquatable<LoginHours>
{
    /// <summary>The end of a day, in minutes.</summary>
    internal const int Day = 24 * 60;

    private static readonly string[] s_names = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

    private readonly (int Start, int End)[] _days;

    internal LoginHours(IEnumerable<(int Start, int End)> days) => _days = days.ToArray();

    /// <summary>Each day's window, Monday first: "06:00-20:00", "closed" or "open".</summary>
    public IReadOnlyList<string> Days => _days.Select(Words).ToList();

    /// <summary>Start and end of each day in minutes since midnight, Monday first; a closed day has both alike.</summary>
    internal IReadOnlyList<(int Start, int End)> Minutes => _days;

    /// <inheritdoc/>
    public bool Equals(LoginHours? other) => other is not null && _days.Select(Normal).SequenceEqual(other._days.Select(Normal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LoginHours);

    /// <inheritdoc/>
    public override int GetHashCode() => _days.Aggregate(17, (hash, day) => (hash * 31) + (Normal(day).Start * 1441) + Normal(day).End);

    /// <summary>"Mon-Fri 06:00-20:00"; days that are not named are closed.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        for (var i = 0; i < _days.Length;)
        {
            var last = i;
            while (last + 1 < _days.Length && Normal(_days[last + 1]) == Normal(_days[i]))
            {
                last++;
            }

            if (_days[i].Start != _days[i].End)
            {
                parts.Add($"{s_names[i]}{(last > i ? "-" + s_names[last] : "")} {Words(_days[i])}");
            }

            i = last + 1;
        }

        return parts.Count == 0 ? "never" : string.Join(", ", parts);
    }

    /// <summary>A moment on the clock that the hours are meant by lies in them.</summary>
    internal bool IsOpen(DateTime moment)
    {
        var (start, end) = _days[((int)moment.DayOfWeek + 6) % 7];
        return moment.TimeOfDay.TotalMinutes >= start && moment.TimeOfDay.TotalMinutes < end;
    }

    internal static string Clock(int minutes) => string.Format(CultureInfo.InvariantCulture, "{0:00}:{1:00}", minutes / 60, minutes % 60);

    private static (int Start, int End) Normal((int Start, int End) day) => day.Start == day.End ? (0, 0) : day;

    private static string Words((int Start, int End) day) =>
        day.Start == day.End ? "closed" : day is (0, Day) ? "open" : $"{Clock(day.Start)}-{Clock(day.End)}";
}
