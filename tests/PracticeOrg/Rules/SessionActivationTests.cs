using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

/// <summary>A session-based permission set counts in the session that activated it, and nowhere else.</summary>
public sealed class SessionActivationTests : IDisposable
{
    private const string Username = "shared.api@acme.example";

    private readonly PracticeClient _client = new();
    private readonly string _userId;
    private readonly string _set;

    public SessionActivationTests()
    {
        _userId = (string)Org.AsSystem.Query($"SELECT Id FROM User WHERE Username = '{Username}'")[0]["Id"]!;
        _set = Insert("PermissionSet", ("Name", "Emergency"), ("Label", "Emergency"), ("HasActivationRequired", true));
        Insert("ObjectPermissions", ("ParentId", _set), ("SobjectType", "Invoice__c"), ("PermissionsRead", true));
        Insert("PermissionSetAssignment", ("AssigneeId", _userId), ("PermissionSetId", _set));
        _client.Token = Org.SignIn(Username);
    }

    private Practice.PracticeOrg Org => _client.Org;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task It_counts_in_that_session_only_and_ends_with_it()
    {
        Assert.False(await SeesInvoicesAsync());
        var session = SessionIds().Single();
        Insert("SessionPermSetActivation", ("AuthSessionId", session), ("PermissionSetId", _set));
        Assert.True(await SeesInvoicesAsync());
        Assert.Equal(_userId, (string)Org.AsSystem.Query("SELECT UserId FROM SessionPermSetActivation")[0]["UserId"]!);

        var first = _client.Token;
        _client.Token = Org.SignIn(Username);
        Assert.False(await SeesInvoicesAsync());
        _client.Token = first;
        Assert.True(await SeesInvoicesAsync());

        Org.AsSystem.Delete("AuthSession", session);
        Assert.Empty(Org.AsSystem.Query("SELECT Id FROM SessionPermSetActivation"));
    }

    [Fact]
    public async Task Taking_the_activation_away_takes_the_access_away()
    {
        var id = Insert("SessionPermSetActivation", ("AuthSessionId", SessionIds().Single()), ("PermissionSetId", _set));
        Assert.True(await SeesInvoicesAsync());
        Org.AsSystem.Delete("SessionPermSetActivation", id);
        Assert.False(await SeesInvoicesAsync());
    }

    [Fact]
    public void Only_a_set_that_asks_for_it_and_that_the_user_holds_is_activated_and_only_once()
    {
        var session = SessionIds().Single();
        var other = Insert("PermissionSet", ("Name", "Other"), ("Label", "Other"), ("HasActivationRequired", true));
        var usual = (string)Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name = 'Warehouse_Sync'")[0]["Id"]!;
        Assert.ThrowsAny<Exception>(() => Insert("SessionPermSetActivation", ("AuthSessionId", session), ("PermissionSetId", other)));
        Assert.ThrowsAny<Exception>(() => Insert("SessionPermSetActivation", ("AuthSessionId", session), ("PermissionSetId", usual)));
        Insert("SessionPermSetActivation", ("AuthSessionId", session), ("PermissionSetId", _set));
        Assert.ThrowsAny<Exception>(() => Insert("SessionPermSetActivation", ("AuthSessionId", session), ("PermissionSetId", _set)));
        Assert.Single(Org.AsSystem.Query("SELECT Id FROM SessionPermSetActivation"));
    }

    [Fact]
    public async Task Who_may_not_manage_activations_does_not_see_them() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SoqlAsync("SELECT Id FROM SessionPermSetActivation")).Status);

    private async Task<bool> SeesInvoicesAsync() => (await _client.GetAsync($"{PracticeClient.Data}/sobjects/Invoice__c/describe")).Status == HttpStatusCode.OK;

    private IEnumerable<string> SessionIds() => Org.AsSystem.Query($"SELECT Id FROM AuthSession WHERE UsersId = '{_userId}'").Select(r => (string)r["Id"]!);

    private string Insert(string type, params (string Field, object? Value)[] values) => Org.AsSystem.Insert(type, values.ToDictionary(v => v.Field, v => v.Value));
}
