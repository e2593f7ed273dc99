using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Http;
using SfIntegration.Practice;

namespace SfIntegration.Cmdlets.Base;

/// <summary>The practice orgs of this process, by the connection that opened them, so that a live proof can sign in as anyone.</summary>
internal static class PracticeOrgs
{
    private static readonly object s_gate = new();
    private static int s_made;
    private static readonly Dictionary<string, PracticeOrg> s_byAlias = new(StringComparer.OrdinalIgnoreCase);
    private static readonly List<(SfConnection Connection, PracticeOrg Org)> s_connections = new();

    /// <summary>There is a practice org of that alias.</summary>
    public static bool IsOpen(string alias)
    {
        lock (s_gate)
        {
            return s_byAlias.ContainsKey(alias);
        }
    }

    /// <summary>The practice org of that alias; a new company, prepared where asked, where there is none yet.</summary>
    public static PracticeOrg GetOrCreate(string alias, Action<PracticeOrg>? prepare = null)
    {
        lock (s_gate)
        {
            if (!s_byAlias.TryGetValue(alias, out var org))
            {
                org = PracticeOrg.CreateCompany();
                prepare?.Invoke(org);
                s_byAlias[alias] = org;
                if (++s_made > 1)
                {
                    // The companies are alike to the last id: the address tells them apart, so that objects of one never act on another.
                    org.BaseAddress = new Uri($"https://acme-practice-{s_made}.my.salesforce.example");
                }
            }

            return org;
        }
    }

    public static void Remember(SfConnection connection, PracticeOrg org)
    {
        lock (s_gate)
        {
            s_connections.Add((connection, org));
        }
    }

    /// <summary>The practice org behind a connection, or null for a real one.</summary>
    public static PracticeOrg? Behind(SfConnection connection)
    {
        lock (s_gate)
        {
            return s_connections.FirstOrDefault(c => ReferenceEquals(c.Connection, connection)).Org;
        }
    }

    /// <summary>Forgets a connection; the org itself goes when its last connection does.</summary>
    public static void Forget(SfConnection connection)
    {
        lock (s_gate)
        {
            var org = Behind(connection);
            s_connections.RemoveAll(c => ReferenceEquals(c.Connection, connection));
            if (org is not null && s_connections.All(c => !ReferenceEquals(c.Org, org)))
            {
                foreach (var alias in s_byAlias.Where(p => ReferenceEquals(p.Value, org)).Select(p => p.Key).ToList())
                {
                    s_byAlias.Remove(alias);
                }
            }
        }
    }
}
