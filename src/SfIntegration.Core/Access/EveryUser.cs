using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access;

/// <summary>What any signed-in user has without a grant of its own: data (every-user.json), read at first use.</summary>
internal sealed class EveryUser
{
    private static readonly Lazy<EveryUser> s_default = new(() => new EveryUser(AccessData.Read("every-user.json")));

    private readonly IReadOnlyList<string> _standardSuffixes;
    private readonly IReadOnlyList<string> _customSuffixes;

    private EveryUser(JObject data)
    {
        Objects = new HashSet<string>(data["objects"]!.Select(n => (string)n!), StringComparer.OrdinalIgnoreCase);
        SystemPermissions = new HashSet<string>(data["systemPermissions"]!["names"]!.Select(n => (string)n!), StringComparer.OrdinalIgnoreCase);
        SetupObjects = ((JObject)data["setupObjects"]!["openedBy"]!).Properties().ToDictionary(p => p.Name, p => (IReadOnlyList<string>)p.Value.Select(n => (string)n!).ToList(), StringComparer.OrdinalIgnoreCase);
        _standardSuffixes = data["companionSuffixes"]!["standard"]!.Select(n => (string)n!).OrderByDescending(n => n.Length).ToList();
        _customSuffixes = data["companionSuffixes"]!["custom"]!.Select(n => (string)n!).ToList();
    }

    public static EveryUser Default => s_default.Value;

    /// <summary>Objects in everybody's describeGlobal.</summary>
    public ISet<string> Objects { get; }

    /// <summary>System permissions of a bare API-only user.</summary>
    public ISet<string> SystemPermissions { get; }

    /// <summary>Objects that a system permission opens, with the permissions any one of which does.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SetupObjects { get; }

    /// <summary>The object whose companion this is (AccountHistory: Account; Invoice__Share: Invoice__c), if its name says so.</summary>
    public string? CompanionOf(string sobjectType)
    {
        foreach (var suffix in _customSuffixes)
        {
            if (sobjectType.Length > suffix.Length && sobjectType.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return sobjectType.Substring(0, sobjectType.Length - suffix.Length) + "__c";
            }
        }

        foreach (var suffix in _standardSuffixes)
        {
            if (sobjectType.Length > suffix.Length && sobjectType.EndsWith(suffix, StringComparison.Ordinal))
            {
                return sobjectType.Substring(0, sobjectType.Length - suffix.Length);
            }
        }

        return null;
    }
}
