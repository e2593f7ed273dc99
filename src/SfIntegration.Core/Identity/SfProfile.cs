using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Identity;

/// <summary>A profile.</summary>
public sealed class SfProfile
{
    internal SfProfile()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The profile's id.</summary>
    public string ProfileId { get; internal init; } = "";

    /// <summary>The profile's name.</summary>
    public string ProfileName { get; internal init; } = "";

    /// <summary>UserLicense.Name.</summary>
    public string License { get; internal init; } = "";

    /// <summary>API Only User: its users cannot sign in to the user interface.</summary>
    public bool ApiUserOnly { get; internal init; }

    /// <summary>API Enabled.</summary>
    public bool ApiEnabled { get; internal init; }

    /// <summary>Active users who hold it.</summary>
    public int ActiveUsers { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => ProfileName;
}

/// <summary>Reads the profiles of an org.</summary>
internal static class ProfileReader
{
    public static async Task<IReadOnlyList<SfProfile>> ReadAsync(OrgApi api, CancellationToken cancellation)
    {
        var results = await api.Composite.QueryManyAsync(
            new[]
            {
                "SELECT Id, Name, UserLicense.Name, PermissionsApiUserOnly, PermissionsApiEnabled FROM Profile ORDER BY Name",
                "SELECT ProfileId, COUNT(Id) users FROM User WHERE IsActive = true GROUP BY ProfileId",
            },
            cancellation).ConfigureAwait(false);
        var users = results[1].Where(r => (string?)r["ProfileId"] is not null).ToDictionary(r => (string)r["ProfileId"]!, r => (int)r["users"]!);
        return results[0].Select(r => new SfProfile
        {
            Org = api.Org,
            ProfileId = (string)r["Id"]!,
            ProfileName = (string)r["Name"]!,
            License = (string?)r.SelectToken("UserLicense.Name") ?? "",
            ApiUserOnly = (bool?)r["PermissionsApiUserOnly"] == true,
            ApiEnabled = (bool?)r["PermissionsApiEnabled"] == true,
            ActiveUsers = users.TryGetValue((string)r["Id"]!, out var count) ? count : 0,
        }).ToList();
    }
}
