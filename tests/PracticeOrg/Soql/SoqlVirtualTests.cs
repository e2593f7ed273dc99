using System;
using System.Linq;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlVirtualTests
{
    private readonly SoqlWorld _world = new();

    [Fact]
    public void Entity_definitions_tell_of_the_objects_the_caller_sees()
    {
        var record = _world.One("SELECT Id, DurableId, QualifiedApiName, InternalSharingModel, KeyPrefix, Label, IsQueryable FROM EntityDefinition WHERE QualifiedApiName = 'account'");
        Assert.Equal("000000000000000AAA", (string?)record["Id"]);
        Assert.Equal("Account", (string?)record["DurableId"]);
        Assert.Equal("Private", (string?)record["InternalSharingModel"]);
        Assert.Equal("001", (string?)record["KeyPrefix"]);
        Assert.True((bool)record["IsQueryable"]!);
        Assert.StartsWith("01I", (string?)_world.One("SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Invoice__c'")["DurableId"], StringComparison.Ordinal);
        _world.Caller.HiddenObjects.Add("Account");
        Assert.Equal(0, _world.Run("SELECT Label FROM EntityDefinition WHERE QualifiedApiName IN ('Account')").TotalSize);
    }

    [Theory]
    [InlineData("SELECT COUNT() FROM EntityDefinition", "not yet supported by this SObject storage type")]
    [InlineData("SELECT KeyPrefix FROM EntityDefinition GROUP BY KeyPrefix", "not yet supported by this SObject storage type")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE QualifiedApiName LIKE 'A%'", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE KeyPrefix != null", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'A' OR QualifiedApiName = 'B'", "Disjunctions")]
    [InlineData("SELECT Label FROM FieldDefinition", "filter on a reified column is required")]
    [InlineData("SELECT Label FROM FieldDefinition WHERE QualifiedApiName = 'Name'", "filter on a reified column is required")]
    public void Definition_objects_refuse_what_their_storage_cannot(string soql, string message) =>
        Assert.Contains(message, _world.Fault(soql).Message, StringComparison.Ordinal);

    [Fact]
    public void Limit_is_ignored_by_definition_objects() =>
        Assert.Equal(2, _world.Run("SELECT Label FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Contact') LIMIT 1").TotalSize);

    [Fact]
    public void Field_definitions_are_found_by_object_and_name()
    {
        _world.Caller.HiddenFields.Add("Account.Industry");
        var byName = _world.Run("SELECT QualifiedApiName, IsFlsEnabled, EntityDefinition.Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'").Records;
        Assert.DoesNotContain(byName, r => (string?)r["QualifiedApiName"] == "Industry");
        Assert.Equal("Account", (string?)byName[0]["EntityDefinition"]!["Label"]);
        var fax = _world.One("SELECT DurableId, IsFlsEnabled FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'Fax'");
        Assert.Equal("Account.Fax", (string?)fax["DurableId"]);
        Assert.True((bool)fax["IsFlsEnabled"]!);
    }

    [Fact]
    public void The_caller_reads_its_own_permissions()
    {
        _world.Caller.Permissions.Add("ViewSetup");
        var record = _world.One("SELECT PermissionsViewSetup, PermissionsModifyAllData FROM UserPermissionAccess");
        Assert.True((bool)record["PermissionsViewSetup"]!);
        Assert.False((bool)record["PermissionsModifyAllData"]!);
        Assert.Equal("INVALID_FIELD", _world.Fault("SELECT PermissionsTransferAnyRecord FROM UserPermissionAccess").Code);
    }
}
