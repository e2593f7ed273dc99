using System.Collections.Generic;

namespace SfIntegration.Scope;

/// <summary>What implies what in object access (OR:objectpermissions; facts §3.3).</summary>
internal static class AccessRules
{
    private static readonly (ObjectAccess Flag, ObjectAccess Needs)[] s_needs =
    {
        (ObjectAccess.ModifyAll, ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll),
        (ObjectAccess.Delete, ObjectAccess.Read | ObjectAccess.Edit),
        (ObjectAccess.Edit, ObjectAccess.Read),
        (ObjectAccess.Create, ObjectAccess.Read),
        (ObjectAccess.ViewAll, ObjectAccess.Read),
        (ObjectAccess.ViewAllFields, ObjectAccess.Read),
    };

    /// <summary>The access with everything it depends on, as Salesforce wants the row.</summary>
    public static ObjectAccess Complete(ObjectAccess access)
    {
        foreach (var (flag, needs) in s_needs)
        {
            access |= (access & flag) != 0 ? needs : ObjectAccess.None;
        }

        return access;
    }

    /// <summary>"Account: edit is added, because delete depends on it"; null where nothing was added.</summary>
    public static string? Note(string sobjectType, ObjectAccess asked, ObjectAccess complete)
    {
        var added = new List<string>();
        foreach (var (flag, word) in new[] { (ObjectAccess.Read, "read"), (ObjectAccess.Edit, "edit"), (ObjectAccess.Delete, "delete") })
        {
            if ((complete & flag) != 0 && (asked & flag) == 0)
            {
                added.Add(word);
            }
        }

        var text = added.Count == 0 ? null : $"{sobjectType}: {string.Join(" and ", added)} {(added.Count == 1 ? "is" : "are")} added, because the access named depends on {(added.Count == 1 ? "it" : "them")}";
        return (asked & ObjectAccess.ModifyAll) == 0 ? text
            : (text is null ? $"{sobjectType}: " : text + "; ") + "modifyAll includes delete of every record, whoever owns it";
    }
}
