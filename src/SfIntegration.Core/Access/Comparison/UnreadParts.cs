using System;
using System.Collections.Generic;

namespace SfIntegration.Access.Comparison;

/// <summary>Which sorts of things a snapshot could not read, by what its NotRead says. Pure.</summary>
internal static class UnreadParts
{
    private static readonly (string Begins, AccessPartKind Kind)[] s_texts =
    {
        ("Permission set assignments", AccessPartKind.Assignment),
        ("Permission set licence assignments", AccessPartKind.License),
        ("Sets of permission set groups", AccessPartKind.Member),
        ("System permissions", AccessPartKind.SystemPermission),
        ("Muted system permissions", AccessPartKind.SystemPermission),
        ("Object permissions", AccessPartKind.Object),
        ("Field permissions", AccessPartKind.Field),
        ("Tabs", AccessPartKind.Tab),
        ("Setup entity access", AccessPartKind.SetupEntity),
        ("Users", AccessPartKind.User),
        ("Permission sets", AccessPartKind.Container),
        ("Permission set groups", AccessPartKind.Container),
        ("Muting permission sets", AccessPartKind.Container),
    };

    /// <summary>Each sort with the text that says why it was not read.</summary>
    public static IReadOnlyDictionary<AccessPartKind, string> Of(AccessSnapshot snapshot)
    {
        var unread = new Dictionary<AccessPartKind, string>();
        foreach (var text in snapshot.NotRead)
        {
            foreach (var (begins, kind) in s_texts)
            {
                if (text.StartsWith(begins + ":", StringComparison.OrdinalIgnoreCase) && !unread.ContainsKey(kind))
                {
                    unread[kind] = text;
                }
            }
        }

        return unread;
    }
}
