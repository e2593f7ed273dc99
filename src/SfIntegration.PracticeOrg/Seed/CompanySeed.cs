using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>Fills an empty org with Acme, a small company with the sins small companies have.</summary>
internal static class CompanySeed
{
    /// <summary>The administrator who runs the tool.</summary>
    public const string AdminUsername = "admin@acme.example";

    public static void Fill(OrgEngine engine)
    {
        engine.Create("Organization", "", ("Name", "Acme"));
    }
}
