using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Usage;

/// <summary>Which objects of a scope the relationships of queries may lead to. Without the org's schema names are all there is to go by. Pure.</summary>
internal static class RelationshipTargets
{
    /// <summary>True where the name of a relationship may be that of the object: Account, Accounts, Opportunities, Invoice__r, Invoices__r for Invoice__c.</summary>
    public static bool MayBe(string relationship, string sobjectType)
    {
        var (name, target) = (Plain(relationship), Plain(sobjectType));
        return new[] { target, target + "s", target + "es", target.EndsWith("y", StringComparison.OrdinalIgnoreCase) ? target.Substring(0, target.Length - 1) + "ies" : target }
            .Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The relationships that none of these objects bears the name of: they may lead to any.</summary>
    public static IReadOnlyList<string> Unknown(IEnumerable<string> relationships, IReadOnlyCollection<string> objects) => relationships
        .Where(r => !s_toUsers.Contains(r, StringComparer.OrdinalIgnoreCase) && !objects.Any(o => MayBe(r, o)))
        .OrderBy(r => r, StringComparer.OrdinalIgnoreCase).ToList();

    private static readonly string[] s_toUsers = { "Owner", "CreatedBy", "LastModifiedBy", "RecordType" };

    private static string Plain(string name) => name.EndsWith("__r", StringComparison.OrdinalIgnoreCase) || name.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - 3) : name;
}
