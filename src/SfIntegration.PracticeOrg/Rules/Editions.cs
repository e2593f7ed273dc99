using System;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>What an edition brings: free integration licences (facts §2.1) and API calls a day (facts §8.1). The Organization row says which it is.</summary>
internal static class Editions
{
    private const string IntegrationLicense = "Salesforce Integration";
    private const string IntegrationPsl = "SalesforceAPIIntegrationPsl";
    private const string Suffix = " Edition";

    // The user licences that are bought and bring API calls.
    private static readonly string[] s_counted = { "Salesforce", "Salesforce Platform" };

    /// <summary>The org's edition.</summary>
    public static PracticeEdition Of(OrgStore store)
    {
        var text = store.Rows("Organization").Single().Text("OrganizationType")!;
        return (PracticeEdition)Enum.Parse(typeof(PracticeEdition), text.Substring(0, text.Length - Suffix.Length));
    }

    /// <summary>Makes the org one of that edition.</summary>
    public static void Set(OrgStore store, PracticeEdition edition) => store.Transaction(() =>
    {
        Change(store, store.Rows("Organization").Single(), "OrganizationType", edition + Suffix);
        var free = edition == PracticeEdition.Developer ? 1 : 5;
        foreach (var license in store.Rows("UserLicense", "Name", IntegrationLicense).Concat(store.Rows("PermissionSetLicense", "DeveloperName", IntegrationPsl)).ToList())
        {
            Change(store, license, "TotalLicenses", free);
        }

        return true;
    });

    /// <summary>API calls in 24 hours: a base, and a share of each licence that was bought.</summary>
    public static int DailyApiCalls(OrgStore store, PracticeSwitches switches)
    {
        var edition = Of(store);
        if (edition == PracticeEdition.Developer)
        {
            return 15_000;
        }

        var share = edition == PracticeEdition.Unlimited ? 5_000 : 1_000;
        return 100_000
            + (share * s_counted.Sum(name => Seats(store, name)))
            + (switches.IntegrationLicenseApiCalls * Seats(store, IntegrationLicense));
    }

    private static int Seats(OrgStore store, string license) =>
        store.Rows("UserLicense", "Name", license).Sum(l => l["TotalLicenses"] as int? ?? 0);

    private static void Change(OrgStore store, Row row, string field, object value)
    {
        var changed = row.Clone();
        changed[field] = value;
        store.Put(changed);
    }
}
