using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Seed;

/// <summary>Grows a running org by what a permission set or profile file names.</summary>
internal static class Growth
{
    /// <summary>Adds the objects and fields the file names, and rows for its Apex classes, pages, custom permissions and applications.</summary>
    public static void AddFromMetadata(OrgEngine engine, string xml, string? ns)
    {
        var grown = MetadataGrowth.AddFromMetadata(engine.Schema, xml, ns);
        foreach (var name in grown.ApexClasses)
        {
            engine.Create("ApexClass", "", ("Name", name));
        }
    }
}
