using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Permission;

/// <summary>Reads the permission set licences of an org, and who holds them.</summary>
internal sealed class PermissionSetLicenseReader
{
    private readonly OrgApi _api;

    public PermissionSetLicenseReader(OrgApi api) => _api = api;

    public async Task<IReadOnlyList<SfPermissionSetLicense>> ReadAllAsync(CancellationToken cancellation) =>
        (await _api.Query.QueryAllPagesAsync(
            "SELECT Id, DeveloperName, MasterLabel, Status, ExpirationDate, TotalLicenses, UsedLicenses FROM PermissionSetLicense ORDER BY DeveloperName", cancellation).ConfigureAwait(false))
        .Select(r => new SfPermissionSetLicense
        {
            Org = _api.Org,
            PermissionSetLicense = r.Text("DeveloperName") ?? "",
            PermissionSetLicenseId = r.Text("Id")!,
            Label = r.Text("MasterLabel") ?? "",
            Status = r.Text("Status") ?? "",
            ExpirationDate = r.Moment("ExpirationDate"),
            Total = (int?)r["TotalLicenses"] ?? 0,
            Used = (int?)r["UsedLicenses"] ?? 0,
        })
        .ToList();

    /// <summary>The seats a user holds; an error that says so where there is no such user.</summary>
    public async Task<IReadOnlyList<SfPermissionSetLicenseAssignment>> ReadHeldAsync(string username, CancellationToken cancellation)
    {
        var name = Soql.Quote(username);
        var users = 0;
        var held = new List<SfPermissionSetLicenseAssignment>();
        var round = new QueryList();
        round.Add(new[] { $"SELECT Id FROM User WHERE Username = {name}" }, _ => users++);
        round.Add(
            new[] { $"SELECT AssigneeId, Assignee.Username, PermissionSetLicenseId, PermissionSetLicense.DeveloperName, PermissionSetLicense.MasterLabel FROM PermissionSetLicenseAssign WHERE Assignee.Username = {name}" },
            r => held.Add(new SfPermissionSetLicenseAssignment
            {
                Org = _api.Org,
                Username = r["Assignee"].Text("Username") ?? username,
                UserId = r.Text("AssigneeId")!,
                PermissionSetLicense = r["PermissionSetLicense"].Text("DeveloperName") ?? "",
                PermissionSetLicenseId = r.Text("PermissionSetLicenseId")!,
                Label = r["PermissionSetLicense"].Text("MasterLabel") ?? "",
            }));
        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        return users > 0
            ? held.OrderBy(h => h.PermissionSetLicense, StringComparer.OrdinalIgnoreCase).ToList()
            : throw new SfNotFoundException($"This org has no user '{username}'.", "Get-SfIntegrationUser lists the integration users, with -Username any.");
    }
}
