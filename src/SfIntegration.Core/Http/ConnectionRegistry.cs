using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Http;

/// <summary>The open connections of this process, so that every runspace finds them; which is the default is not kept here.</summary>
internal sealed class ConnectionRegistry
{
    private readonly object _lock = new();
    private readonly List<SfConnection> _connections = new();

    /// <summary>The one of this process.</summary>
    public static ConnectionRegistry Shared { get; } = new();

    public IReadOnlyList<SfConnection> All
    {
        get
        {
            lock (_lock)
            {
                return _connections.ToArray();
            }
        }
    }

    /// <summary>Adds a connection; gives back the one it replaces (same alias, or same org and user and no alias), for the caller to dispose.</summary>
    public SfConnection? Add(SfConnection connection)
    {
        lock (_lock)
        {
            var replaced = _connections.FirstOrDefault(c => Replaces(connection.Org, c.Org));
            if (replaced is not null)
            {
                _connections.Remove(replaced);
            }

            _connections.Add(connection);
            return ReferenceEquals(replaced, connection) ? null : replaced;
        }
    }

    /// <summary>By alias, host, username or org id; null where none fits, an error where several do.</summary>
    public SfConnection? Find(string name)
    {
        var all = All;
        return One(name, all.Where(c => Is(c.Org.Alias, name)))
            ?? One(name, all.Where(c => Is(c.Org.Host, name) || Is(c.Org.InstanceUrl, name) || Is(c.Org.Username, name) || IsId(c.Org.OrgId, name)));
    }

    /// <summary>The connection that an object's Org names: the same one if it is open, else another of the same user in the same org.</summary>
    public SfConnection? Find(SfOrg org)
    {
        var all = All;
        return all.FirstOrDefault(c => ReferenceEquals(c.Org, org))
            ?? all.FirstOrDefault(c => c.Org.IsSameAs(org) && string.Equals(c.Org.Host, org.Host, StringComparison.OrdinalIgnoreCase));
    }

    public bool Remove(SfConnection connection)
    {
        lock (_lock)
        {
            return _connections.Remove(connection);
        }
    }

    private static bool Replaces(SfOrg added, SfOrg present) =>
        string.IsNullOrEmpty(added.Alias)
            ? string.IsNullOrEmpty(present.Alias) && added.IsSameAs(present) && Is(added.Host, present.Host)
            : Is(added.Alias, present.Alias ?? string.Empty);

    private static SfConnection? One(string name, IEnumerable<SfConnection> found)
    {
        var list = found.ToList();
        return list.Count > 1
            ? throw new SfException(
                $"{list.Count} open connections fit '{name}': {string.Join(", ", list.Select(c => $"{c.Org} ({c.Org.Username})"))}.",
                "Name one of them by its alias.")
            : list.FirstOrDefault();
    }

    private static bool Is(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>15 and 18 characters name the same org; the first 15 are case-sensitive.</summary>
    private static bool IsId(string orgId, string name) =>
        name.Length is 15 or 18 && orgId.Length >= 15 && string.CompareOrdinal(orgId, 0, name, 0, 15) == 0;
}
