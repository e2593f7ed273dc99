using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The rules for API names of setup rows (OR:permissionset, Name) and for text lengths.</summary>
internal static class ApiNames
{
    private static readonly Regex s_shape = new("^[A-Za-z](?:_?[A-Za-z0-9])*$", RegexOptions.CultureInvariant);

    /// <summary>Refuses a name of the wrong shape, or one that another row of the object has.</summary>
    public static void Check(Write write, string field)
    {
        if (write.Old is not null && !write.Changes(field))
        {
            return;
        }

        Fit(write, field, 80);
        var name = write.Row.Text(field)!;
        if (!s_shape.IsMatch(name))
        {
            throw Faults.Integrity(
                $"The {write.Schema.Label} API Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.",
                field);
        }

        var twin = write.Engine.Store.Rows(write.Schema.Name, field, name, ignoreCase: true)
            .FirstOrDefault(r => r.Id != write.Row.Id && r.Text("NamespacePrefix") == write.Row.Text("NamespacePrefix"));
        if (twin is not null)
        {
            throw new SfFault(400, write.Engine.Switches.DuplicateNameCode, $"duplicate value found: {field} duplicates value on record with id: {twin.Id}", field);
        }
    }

    /// <summary>Refuses a text that is too long.</summary>
    public static void Fit(Write write, string field, int length)
    {
        if (write.Row.Text(field) is { } text && text.Length > length)
        {
            throw Faults.TooLong(write.Schema.Field(field)?.Label ?? field, field, text, length);
        }
    }

    /// <summary>The row's label, name, or id, for messages.</summary>
    public static string LabelOf(Row row) => row.Text("Label") ?? row.Text("MasterLabel") ?? row.Text("Name") ?? row.Id;
}
