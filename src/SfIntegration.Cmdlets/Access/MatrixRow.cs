using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Cmdlets.Access;

/// <summary>A row of a matrix as an object with a property per column, so that Format-Table, Export-Csv and Out-GridView show it as it is.</summary>
internal static class MatrixRow
{
    public static PSObject From(AccessMatrixRow row, IReadOnlyList<string> columns, SfOrg? org)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, "SfIntegration.AccessMatrixRow");
        Add(row.Field is not null || row.SobjectType == row.Target ? "SobjectType" : "Target", row.Field is not null ? row.SobjectType! : row.Target);
        if (row.Field is not null)
        {
            Add("Field", row.Field);
        }

        for (var i = 0; i < columns.Count; i++)
        {
            Add(columns[i], row.Cells[i]);
        }

        // Hidden from the view by not being in its set; there for binding by name.
        var shown = result.Properties.Select(p => p.Name).ToArray();
        Add("Org", org);
        result.Members.Add(new PSMemberSet("PSStandardMembers", new PSMemberInfo[] { new PSPropertySet("DefaultDisplayPropertySet", shown) }));
        return result;

        void Add(string name, object? value) => result.Properties.Add(new PSNoteProperty(name, value));
    }
}
