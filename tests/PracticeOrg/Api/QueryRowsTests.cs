using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Queries over HTTP meet the rows as the rules know them, not as they are stored.</summary>
public sealed class QueryRowsTests : IDisposable
{
    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task An_assignment_lapses_with_the_clock()
    {
        var user = TestUsers.Integration(_client.Org, "lapse@acme.example");
        var set = _client.Org.AsSystem.Insert("PermissionSet", TestUsers.Values(("Name", "Lapsing"), ("Label", "Lapsing")));
        var id = _client.Org.AsSystem.Insert("PermissionSetAssignment", TestUsers.Values(("AssigneeId", user), ("PermissionSetId", set), ("ExpirationDate", _client.Org.Clock.UtcNow.AddMinutes(30))));
        async Task<bool> Active() => (bool)(await _client.SoqlAsync($"SELECT IsActive FROM PermissionSetAssignment WHERE Id = '{id}'")).Json["records"]![0]!["IsActive"]!;
        Assert.True(await Active());
        _client.Org.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await Active());
        Assert.Empty((await _client.SoqlAsync($"SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '{user}' AND PermissionSetId = '{set}' AND IsActive = true")).Json["records"]!);
    }

    [Fact]
    public async Task Modify_All_Data_shows_as_object_permissions_with_ids_of_their_own()
    {
        var set = _client.Org.AsSystem.Insert("PermissionSet", TestUsers.Values(("Name", "All"), ("Label", "All")));
        _client.Org.AsSystem.Overwrite("PermissionSet", set, TestUsers.Values(("PermissionsModifyAllData", true)));
        var answer = (await _client.SoqlAsync($"SELECT Id, SobjectType, PermissionsModifyAllRecords FROM ObjectPermissions WHERE ParentId = '{set}'")).Expect(HttpStatusCode.OK);
        Assert.Contains(answer.Json["records"]!, r => (string)r["SobjectType"]! == "Account" && (bool)r["PermissionsModifyAllRecords"]!);
        Assert.All(answer.Json["records"]!.Take(5), r => Assert.StartsWith("000", (string)r["Id"]!, StringComparison.Ordinal));
    }
}
