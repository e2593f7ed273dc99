using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Anomaly;

/// <summary>One system behind an identity, as its calls tell: who, from where, when, on what.</summary>
/// <param name="Client">The client's name, without version.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Days">On how many days.</param>
/// <param name="Blocks">Where from.</param>
/// <param name="Hours">At which UTC hours.</param>
/// <param name="Access">What it does: "Order (Create)".</param>
internal sealed record SystemBehind(string Client, long Calls, int Days, IReadOnlyList<string> Blocks, IReadOnlyList<int> Hours, IReadOnlyList<string> Access)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Client}: {Calls} calls on {Days} days, from {string.Join(", ", Blocks)}, at {HourWords()}; {string.Join(", ", Access)}";

    private string HourWords() => Hours.Count > 12 ? $"{Hours.Count} hours of the day" : string.Join(", ", Hours.Select(h => $"{h:00}Z"));
}

/// <summary>Finds the systems behind one identity, and so how it would be split. Pure.</summary>
internal static class SystemSplit
{
    /// <summary>A client that worked on fewer days is news (SFI704) and no system yet.</summary>
    private const int LeastDays = 5;

    /// <summary>The systems, those with the most calls first. Clients that work from the same networks, at the same hours, on the same objects are one.</summary>
    public static IReadOnlyList<SystemBehind> Of(IEnumerable<SfActivity> calls)
    {
        var clients = calls.GroupBy(c => ClientNames.Plain(c.Client) ?? c.ConnectedAppId ?? "", StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Key.Length > 0)
            .Select(Describe)
            .Where(s => s.Days >= LeastDays)
            .OrderByDescending(s => s.Calls)
            .ToList();
        var systems = new List<SystemBehind>();
        foreach (var client in clients)
        {
            if (!systems.Any(s => IsSame(s, client)))
            {
                systems.Add(client);
            }
        }

        return systems;
    }

    private static SystemBehind Describe(IGrouping<string, SfActivity> client) => new(
        client.Key,
        client.Sum(c => c.Calls),
        client.Select(c => c.Day).Distinct().Count(),
        client.Select(c => c.AddressBlock).OfType<string>().Distinct().OrderBy(b => b, StringComparer.Ordinal).ToList(),
        client.Select(c => c.Hour!.Value).Distinct().OrderBy(h => h).ToList(),
        client.Where(c => c.SobjectType is not null).GroupBy(c => c.SobjectType!, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Sum(c => c.Calls)).Take(8)
            .Select(g => $"{g.Key} ({string.Join(", ", g.Select(c => c.Operation).OfType<string>().Distinct().OrderBy(o => o, StringComparer.Ordinal))})").ToList());

    private static bool IsSame(SystemBehind a, SystemBehind b) => Like(a.Blocks, b.Blocks) >= 0.5 && Like(a.Hours, b.Hours) >= 0.5 && Like(a.Access, b.Access) >= 0.5;

    private static double Like<T>(IReadOnlyCollection<T> a, IReadOnlyCollection<T> b) => a.Count + b.Count == 0 ? 1 : a.Intersect(b).Count() / (double)a.Union(b).Count();
}
