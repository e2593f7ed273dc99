using System.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>Rows of what SetupEntityAccess points to; a name that is there already is left alone.</summary>
internal static class SetupEntityRows
{
    public static void ApexClass(OrgEngine engine, string qualifiedName)
    {
        var (ns, name) = Split(qualifiedName);
        Add(engine, "ApexClass", "Name", name, ns, ("ApiVersion", 66m), ("Status", "Active"), ("IsValid", true), ("LengthWithoutComments", 1200m));
    }

    public static void ApexPage(OrgEngine engine, string qualifiedName)
    {
        var (ns, name) = Split(qualifiedName);
        Add(engine, "ApexPage", "Name", name, ns, ("MasterLabel", name), ("ApiVersion", 66m));
    }

    public static void TabSet(OrgEngine engine, string qualifiedName)
    {
        var (ns, name) = Split(qualifiedName);
        var label = name.Replace('_', ' ');
        Add(engine, "TabSet", "Name", name, ns, ("Label", label));

        // TabSet itself is no object of the data API; the app menu's item is how an app's name is found (OR:appmenuitem).
        if (engine.Store.Rows("TabSet", "Name", name).FirstOrDefault(r => r.Text("NamespacePrefix") == ns) is { } app)
        {
            Add(engine, "AppMenuItem", "Name", name, ns, ("Label", label), ("ApplicationId", app.Id), ("Type", "TabSet"), ("IsVisible", true), ("IsAccessible", true), ("SortOrder", (decimal)engine.Store.Rows("AppMenuItem").Count()));
        }
    }

    public static void CustomPermission(OrgEngine engine, string qualifiedName, string? label = null)
    {
        var (ns, name) = Split(qualifiedName);
        Add(engine, "CustomPermission", "DeveloperName", name, ns, ("MasterLabel", label ?? name.Replace('_', ' ')), ("Language", "en_US"), ("IsProtected", false), ("IsLicensed", false));
    }

    // "npsp__Name" is Name in the namespace npsp.
    private static (string? Namespace, string Name) Split(string qualifiedName)
    {
        var at = qualifiedName.IndexOf("__", System.StringComparison.Ordinal);
        return at > 0 ? (qualifiedName.Substring(0, at), qualifiedName.Substring(at + 2)) : (null, qualifiedName);
    }

    private static void Add(OrgEngine engine, string type, string nameField, string name, string? ns, params (string Field, object? Value)[] values)
    {
        if (engine.Schema.Find(type) is not null && !engine.Store.Rows(type, nameField, name).Any(r => r.Text("NamespacePrefix") == ns))
        {
            engine.Create(type, "", values.Concat(new (string, object?)[] { (nameField, name), ("NamespacePrefix", ns) }).ToArray());
        }
    }
}
