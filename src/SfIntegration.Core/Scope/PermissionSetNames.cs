using System;
using System.Linq;
using System.Text;

namespace SfIntegration.Scope;

/// <summary>Names of permission sets: what Salesforce accepts, and the name an integration's set gets when the file gives none.</summary>
public static class PermissionSetNames
{
    /// <summary>PermissionSet.Name holds at most this (OR:permissionset).</summary>
    public const int MaxLength = 80;

    /// <summary>"orders", "order-sync" -> "Integ_Orders_Order_Sync"; an integration named as its scope is said once. The same names always give the same set; it may exceed 80 characters.</summary>
    /// <param name="scope">The scope's name.</param>
    /// <param name="integration">The integration's name.</param>
    public static string Derive(string scope, string integration)
    {
        var words = Words(scope);
        return string.Equals(words, Words(integration), StringComparison.OrdinalIgnoreCase) ? "Integ_" + words : $"Integ_{words}_{Words(integration)}";
    }

    /// <summary>Null where the name is one that Salesforce accepts, else what is wrong with it.</summary>
    /// <param name="name">A permission set's API name.</param>
    public static string? Mistake(string name)
    {
        if (name.Length > MaxLength)
        {
            return $"it has {name.Length} characters, and Salesforce allows {MaxLength}";
        }

        // "Only underscores and alphanumeric characters, begins with a letter, does not end with an underscore, no two
        // consecutive underscores" (OR:permissionset, Name). A packaged set carries ns__ before its name.
        var own = name.IndexOf("__", StringComparison.Ordinal) is var at and > 0 ? name.Substring(at + 2) : name;
        return own.Length == 0 || !IsLetter(own[0]) || !name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '_')
            || own.EndsWith("_", StringComparison.Ordinal) || own.IndexOf("__", StringComparison.Ordinal) >= 0
            ? "Salesforce takes letters, digits and single underscores, a letter first and no underscore last"
            : null;
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static string Words(string name)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var c in name)
        {
            if (!IsLetter(c) && c is not (>= '0' and <= '9'))
            {
                first = true;
                continue;
            }

            if (first && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(first ? char.ToUpperInvariant(c) : c);
            first = false;
        }

        return text.ToString();
    }
}
