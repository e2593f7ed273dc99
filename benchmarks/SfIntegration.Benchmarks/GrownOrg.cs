using SfIntegration.Practice;

namespace SfIntegration.Benchmarks;

/// <summary>The org that the budgets speak of.</summary>
internal static class GrownOrg
{
    /// <summary>A username that only the grown org has.</summary>
    public const string Username = "person7777@acme.example";

    public static PracticeOrg Create(int fieldRows)
    {
        var org = PracticeOrg.CreateCompany();
        org.GrowTo(new PracticeSize { Objects = 1790, Users = 10_000, Containers = 300, FieldRows = fieldRows });
        return org;
    }
}
