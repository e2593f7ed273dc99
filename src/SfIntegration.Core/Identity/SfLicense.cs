using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Identity;

/// <summary>Which sort of licence.</summary>
public enum SfLicenseKind
{
    /// <summary>A user licence: every user holds one, through its profile.</summary>
    UserLicense,

    /// <summary>A permission set licence: held beside it.</summary>
    PermissionSetLicense,
}

/// <summary>A licence and its seats.</summary>
public sealed class SfLicense
{
    internal SfLicense()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>Which sort.</summary>
    public SfLicenseKind Kind { get; internal init; }

    /// <summary>UserLicense.Name or PermissionSetLicense.DeveloperName.</summary>
    public string License { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Active or Disabled.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>Seats in all.</summary>
    public int Total { get; internal init; }

    /// <summary>Seats taken.</summary>
    public int Used { get; internal init; }

    /// <summary>Seats left.</summary>
    public int Free => Math.Max(0, Total - Used);

    /// <inheritdoc/>
    public override string ToString() => License;
}

/// <summary>Reads the licences of an org.</summary>
internal static class LicenseReader
{
    public static async Task<IReadOnlyList<SfLicense>> ReadAsync(OrgApi api, CancellationToken cancellation)
    {
        var results = await api.Composite.QueryManyAsync(
            new[]
            {
                "SELECT Name, MasterLabel, Status, TotalLicenses, UsedLicenses FROM UserLicense ORDER BY Name",
                "SELECT DeveloperName, MasterLabel, Status, TotalLicenses, UsedLicenses FROM PermissionSetLicense ORDER BY DeveloperName",
            },
            cancellation).ConfigureAwait(false);
        return results[0].Select(r => From(api.Org, r, SfLicenseKind.UserLicense, "Name"))
            .Concat(results[1].Select(r => From(api.Org, r, SfLicenseKind.PermissionSetLicense, "DeveloperName")))
            .ToList();
    }

    private static SfLicense From(SfOrg org, JObject row, SfLicenseKind kind, string nameField) => new()
    {
        Org = org,
        Kind = kind,
        License = (string?)row[nameField] ?? "",
        Label = (string?)row["MasterLabel"] ?? "",
        Status = (string?)row["Status"] ?? "",
        Total = (int?)row["TotalLicenses"] ?? 0,
        Used = (int?)row["UsedLicenses"] ?? 0,
    };
}
