using System;
using System.Globalization;

namespace SfIntegration.Practice.Rules;

/// <summary>How long refresh tokens of an app live (facts §5.4, §5.5).</summary>
internal sealed class RefreshPolicy
{
    private readonly string _kind;
    private readonly int _period;
    private readonly string _unit;

    private RefreshPolicy(string kind, int period, string unit)
    {
        _kind = kind;
        _period = period;
        _unit = unit;
    }

    /// <summary>An external client app's three columns.</summary>
    public static RefreshPolicy Of(string? kind, int? period, string? unit) =>
        new((kind ?? "infinite").Replace("_", "").ToLowerInvariant(), period ?? 0, (unit ?? "Days").ToLowerInvariant());

    /// <summary>A connected app's one: zero, infinite, specific_lifetime:n:UNIT, specific_inactivity:n:UNIT.</summary>
    public static RefreshPolicy Parse(string? text)
    {
        var parts = (text ?? "infinite").Split(':');
        return Of(parts[0], parts.Length > 1 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null, parts.Length > 2 ? parts[2] : null);
    }

    /// <summary>A token made and last used then is dead now.</summary>
    public bool IsOver(DateTime created, DateTime? lastUsed, DateTime now) => _kind switch
    {
        "zero" => true,
        "specificlifetime" => Later(created) <= now,
        "specificinactivity" => Later(lastUsed ?? created) <= now,
        _ => false,
    };

    private DateTime Later(DateTime from) => _unit switch
    {
        "hours" => from.AddHours(_period),
        "months" => from.AddMonths(_period),
        _ => from.AddDays(_period),
    };
}
