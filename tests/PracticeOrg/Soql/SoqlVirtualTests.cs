using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.PracticeOrg.Tests.Schema;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlVirtualTests
{
    private readonly SoqlWorld _world = new();

    [Fact]
    public void Entity_definitions_tell_of_the_objects_the_caller_sees()
    {
        var record = _world.One("SELECT Id, DurableId, QualifiedApiName, InternalSharingModel, KeyPrefix, Label, IsQueryable, IsFlsEnabled FROM EntityDefinition WHERE QualifiedApiName = 'account'");
        Assert.Equal("000000000000000AAA", (string?)record["Id"]);
        Assert.Equal("/services/data/v66.0/sobjects/EntityDefinition/Account", (string?)record["attributes"]!["url"]);
        Assert.Equal("Account", (string?)record["DurableId"]);
        Assert.Equal("Private", (string?)record["InternalSharingModel"]);
        Assert.Equal("001", (string?)record["KeyPrefix"]);
        Assert.True((bool)record["IsQueryable"]!);
        Assert.True((bool)record["IsFlsEnabled"]!);
        _world.Caller.HiddenObjects.Add("Account");
        Assert.Equal(0, _world.Run("SELECT Label FROM EntityDefinition WHERE QualifiedApiName IN ('Account')").TotalSize);
        _world.Caller.Permissions.Add("ViewSetup");
        Assert.Equal(1, _world.Run("SELECT Label FROM EntityDefinition WHERE QualifiedApiName IN ('Account')").TotalSize);
    }

    [Fact]
    public void Durable_ids_of_custom_things_have_fifteen_characters_and_find_them_again()
    {
        var id = (string)_world.One("SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Invoice__c'")["DurableId"]!;
        Assert.Equal((15, "01I"), (id.Length, id.Substring(0, 3)));
        Assert.Equal("Invoice__c", _world.Column($"SELECT QualifiedApiName FROM EntityDefinition WHERE DurableId = '{id}'"));
        var field = (string)_world.One($"SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = '{id}' AND QualifiedApiName = 'Status__c'")["DurableId"]!;
        Assert.Equal((31, id + ".00N"), (field.Length, field.Substring(0, 19)));
        Assert.Equal("Status__c", _world.Column($"SELECT QualifiedApiName FROM FieldDefinition WHERE DurableId = '{field}'"));
    }

    [Theory]
    [InlineData("SELECT COUNT() FROM EntityDefinition", "not yet supported by this SObject storage type")]
    [InlineData("SELECT COUNT(QualifiedApiName), IsFeedEnabled FROM EntityDefinition GROUP BY IsFeedEnabled", "not yet supported by this SObject storage type")]
    [InlineData("SELECT KeyPrefix FROM EntityDefinition GROUP BY KeyPrefix", "not yet supported by this SObject storage type")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE QualifiedApiName LIKE 'A%'", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE KeyPrefix != null", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE NOT QualifiedApiName = 'A'", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE QualifiedApiName NOT IN ('A')", "Only equals comparisons permitted")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'A' OR QualifiedApiName = 'B'", "Disjunctions not supported")]
    [InlineData("SELECT Label FROM EntityDefinition WHERE KeyPrefix = '001' AND (QualifiedApiName = 'A' OR QualifiedApiName = 'B')", "Disjunctions not supported")]
    [InlineData("SELECT ComplianceGroup FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND ComplianceGroup INCLUDES ('GDPR')", "Unsupported filter type")]
    public void Definition_objects_refuse_what_their_storage_cannot(string soql, string message)
    {
        var fault = _world.Fault(soql);
        Assert.Equal("EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT Label FROM FieldDefinition", "FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]")]
    [InlineData("SELECT Label FROM FieldDefinition WHERE QualifiedApiName = 'Name'", "FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]")]
    [InlineData("SELECT Label FROM EntityParticle", "EntityParticle: a filter on a reified column is required [EntityDefinitionId,FieldDefinitionId,DurableId]")]
    [InlineData("SELECT IsReadable FROM UserEntityAccess", "UserEntityAccess: a filter on a reified column is required [UserId,DurableId]")]
    [InlineData("SELECT IsReadable FROM UserEntityAccess WHERE EntityDefinitionId = 'Account'", "UserEntityAccess: a filter on a reified column is required [UserId,DurableId]")]
    [InlineData("SELECT IsReadable FROM UserEntityAccess WHERE UserId = '005Pr0000000001AAA'", "UserEntityAccess: a filter on a reified column is required [EntityDefinitionId,DurableId]")]
    [InlineData("SELECT IsAccessible FROM UserFieldAccess WHERE UserId = '005Pr0000000001AAA' AND EntityDefinitionId = 'Account'", "UserFieldAccess: a filter on a reified column is required [DurableId]")]
    public void Definition_objects_need_their_filters(string soql, string message)
    {
        var fault = _world.Fault(soql);
        Assert.Equal(("MALFORMED_QUERY", message), (fault.Code, fault.Message));
    }

    [Fact]
    public void Limit_and_offset_are_ignored_unless_the_switch_says_otherwise()
    {
        const string Soql = "SELECT Label FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Contact', 'Lead') LIMIT 1 OFFSET 1";
        Assert.Equal(3, _world.Run(Soql).TotalSize);
        _world.Switches.DefinitionsIgnoreLimit = false;
        Assert.Equal("Contact", _world.Column(Soql));
    }

    [Fact]
    public void More_definitions_than_a_batch_are_refused_and_a_limit_helps()
    {
        for (var i = 0; i < 2100; i++)
        {
            _world.Schema.Add(new SObjectSchema { Name = $"Thing{i}__c", Label = "Thing", KeyPrefix = "a99", Custom = true });
        }

        var fault = _world.Fault("SELECT QualifiedApiName FROM EntityDefinition");
        Assert.Equal(("EXCEEDED_ID_LIMIT", "EntityDefinition does not support queryMore(), use LIMIT to restrict the results to a single batch"), (fault.Code, fault.Message));
        Assert.Equal(2000, _world.Run("SELECT QualifiedApiName FROM EntityDefinition LIMIT 2000").Records.Count);
        Assert.InRange(_world.Run("SELECT QualifiedApiName FROM EntityDefinition LIMIT 2000 OFFSET 2000").Records.Count, 100, 300);
    }

    [Fact]
    public void Field_definitions_are_found_by_object_and_name()
    {
        _world.Caller.HiddenFields.Add("Account.Industry");
        var byName = _world.Run("SELECT QualifiedApiName, IsFlsEnabled, EntityDefinition.Label FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account'").Records;
        Assert.DoesNotContain(byName, r => (string?)r["QualifiedApiName"] == "Industry");
        Assert.Equal("Account", (string?)byName[0]["EntityDefinition"]!["Label"]);
        var fax = _world.One("SELECT DurableId, IsFlsEnabled, PublisherId FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'Fax' AND PublisherId IN ('System', '<local>')");
        Assert.Equal("Account.Fax", (string?)fax["DurableId"]);
        Assert.True((bool)fax["IsFlsEnabled"]!);
    }

    [Theory]
    [InlineData("Account", "Id", "Lookup()")]
    [InlineData("Account", "Name", "Text(255)")]
    [InlineData("Contact", "Name", "Name")]
    [InlineData("Contact", "AccountId", "Lookup(Account)")]
    [InlineData("Account", "BillingAddress", "Address")]
    [InlineData("Account", "Fax", "Fax")]
    [InlineData("Account", "CreatedDate", "Date/Time")]
    [InlineData("Contact", "IsDeleted", "Checkbox")]
    [InlineData("Account", "Website", "URL(255)")]
    [InlineData("Account", "Description", "Long Text Area(32000)")]
    [InlineData("Invoice__c", "Amount__c", "Currency(16, 2)")]
    [InlineData("Invoice__c", "Number__c", "Auto Number")]
    [InlineData("Invoice__c", "Total__c", "Formula (Currency)")]
    [InlineData("Invoice_Line__c", "Invoice__c", "Master-Detail(Invoice__c)")]
    public void Field_definitions_show_types_as_setup_does(string type, string field, string shown) =>
        Assert.Equal(shown, _world.Column($"SELECT DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = '{type}' AND QualifiedApiName = '{field}'"));

    [Fact]
    public void References_are_told_with_their_targets()
    {
        var record = _world.One("SELECT DurableId, RelationshipName, ReferenceTo, ReferenceTargetField FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Contact' AND QualifiedApiName = 'AccountId'");
        Assert.Equal(("Contact.Account", "Account"), ((string?)record["DurableId"], (string?)record["RelationshipName"]));
        Assert.Equal("""{"referenceTo":["Account"]}""", record["ReferenceTo"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("""{"referenceTo":null}""", _world.One("SELECT ReferenceTo FROM FieldDefinition WHERE DurableId = 'Account.Fax'")["ReferenceTo"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("INVALID_FIELD", _world.Fault("SELECT Label FROM FieldDefinition WHERE EntityDefinitionId = 'Contact' AND ReferenceTo = 'Account'").Code);
    }

    [Fact]
    public void A_compound_is_one_field_and_several_particles()
    {
        Assert.Equal("", _world.Column("SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'BillingCity'"));
        var city = _world.One("SELECT DataType, IsComponent, IsPermissionable, FieldDefinition.QualifiedApiName FROM EntityParticle WHERE EntityDefinitionId = 'Account' AND QualifiedApiName = 'BillingCity'");
        Assert.Equal(("string", true, false), ((string?)city["DataType"], (bool)city["IsComponent"]!, (bool)city["IsPermissionable"]!));
        Assert.Equal("BillingAddress", (string?)city["FieldDefinition"]!["QualifiedApiName"]);
        Assert.Contains("BillingStreet", _world.Column("SELECT QualifiedApiName FROM EntityParticle WHERE FieldDefinitionId = 'Account.BillingAddress'").Split(','));
    }

    [Fact]
    public void Particles_are_what_describe_shows_whatever_setup_shows()
    {
        _world.Caller.Permissions.Add("ViewSetup");
        _world.Caller.HiddenFields.Add("Account.Industry");
        Assert.Equal("", _world.Column("SELECT Name FROM EntityParticle WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'Industry'"));
        Assert.Equal("Industry", _world.Column("SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Account' AND QualifiedApiName = 'Industry'"));
    }

    [Fact]
    public void Fields_and_particles_are_children_of_their_objects()
    {
        var account = _world.One("SELECT QualifiedApiName, (SELECT QualifiedApiName FROM Fields WHERE QualifiedApiName = 'Fax'), (SELECT Name FROM Particles) FROM EntityDefinition WHERE QualifiedApiName = 'Account'");
        Assert.Equal("Fax", (string?)Assert.Single(account["Fields"]!["records"]!)["QualifiedApiName"]);
        Assert.True((int)account["Particles"]!["totalSize"]! > 40);
        var address = _world.One("SELECT QualifiedApiName, (SELECT DataType FROM Particles WHERE QualifiedApiName = 'BillingCity') FROM FieldDefinition WHERE DurableId = 'Account.BillingAddress'");
        Assert.Equal("string", (string?)Assert.Single(address["Particles"]!["records"]!)["DataType"]);
        Assert.Equal("Disjunctions not supported", _world.Fault("SELECT Label, (SELECT Label FROM Fields WHERE Label = 'a' OR Label = 'b') FROM EntityDefinition").Message);
    }

    [Fact]
    public void User_entity_access_tells_what_the_caller_may_do_with_an_object()
    {
        _world.Caller.ReadOnlyObjects.Add("Account");
        var own = _world.One($"SELECT DurableId, IsReadable, IsCreatable, IsEditable, IsUpdatable, IsDeletable, IsMergeable, IsFlsUpdatable FROM UserEntityAccess WHERE UserId = '{_world.Caller.UserId}' AND EntityDefinition.QualifiedApiName = 'Account'");
        Assert.Equal("Account." + _world.Caller.UserId, (string?)own["DurableId"]);
        Assert.Equal("True,False,False,False,False,False,False", string.Join(",", own.Properties().Skip(2).Select(p => (bool)p.Value)));
        _world.Caller.Permissions.Add("ManageProfilesPermissionsets");
        Assert.Equal("True", _world.Column($"SELECT IsFlsUpdatable FROM UserEntityAccess WHERE DurableId = 'Account.{_world.Caller.UserId}'"));
        Assert.True((bool)_world.One("SELECT RunningUserEntityAccess.IsMergeable FROM EntityDefinition WHERE QualifiedApiName = 'Contact'")["RunningUserEntityAccess"]!["IsMergeable"]!);
        Assert.Equal("", _world.Column($"SELECT DurableId FROM UserEntityAccess WHERE DurableId IN ('Account', 'Account.', '.', '', 'Nope.{_world.Caller.UserId}', 'Account.005')"));
    }

    [Fact]
    public void The_user_alone_suffices_where_the_switch_says_so()
    {
        _world.Switches.UserEntityAccessNeedsEntity = false;
        Assert.Contains("Account", _world.Column($"SELECT EntityDefinitionId FROM UserEntityAccess WHERE UserId = '{_world.Caller.UserId}'").Split(','));
        Assert.Contains("[UserId,DurableId]", _world.Fault("SELECT EntityDefinitionId FROM UserEntityAccess").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_access_of_others_is_told_to_those_who_view_setup()
    {
        var other = new FakeCaller { UserId = "005Pr0000000009AAA" };
        other.HiddenObjects.Add("Lead");
        other.ReadOnlyFields.Add("Contact.Fax");
        _world.Others.Add(other);
        var soql = $"SELECT EntityDefinitionId, IsReadable FROM UserEntityAccess WHERE UserId = '{other.UserId}' AND EntityDefinitionId IN ('Lead', 'Contact')";
        Assert.Equal(0, _world.Run(soql).TotalSize);
        _world.Caller.Permissions.Add("ViewSetup");
        Assert.Equal("Contact:True,Lead:False", string.Join(",", _world.Run(soql).Records.Select(r => $"{r["EntityDefinitionId"]}:{r["IsReadable"]}")));
        var field = _world.One($"SELECT IsAccessible, IsUpdatable, IsCreatable, FieldDefinition.Label FROM UserFieldAccess WHERE DurableId = 'Contact.Fax.{other.UserId}'");
        Assert.Equal((true, false, false), ((bool)field["IsAccessible"]!, (bool)field["IsUpdatable"]!, (bool)field["IsCreatable"]!));
        _world.Switches.AccessOfOtherUsers = false;
        Assert.Equal(0, _world.Run(soql).TotalSize);
        Assert.Equal(0, _world.Run(soql.Replace(other.UserId, "005Pr0000000099AAA", StringComparison.Ordinal)).TotalSize);
    }

    [Fact]
    public void User_field_access_is_found_by_the_durable_id_of_field_and_user()
    {
        _world.Caller.HiddenFields.Add("Account.Fax");
        var status = (string)_world.One("SELECT DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Invoice__c' AND QualifiedApiName = 'Status__c'")["DurableId"]!;
        var rows = _world.Run($"SELECT DurableId, IsAccessible, IsUpdatable FROM UserFieldAccess WHERE DurableId IN ('{status}.{_world.Caller.UserId}', 'Account.BillingAddress.{_world.Caller.UserId}', 'Account.BillingCity.{_world.Caller.UserId}', 'Account.Owner.{_world.Caller.UserId}', 'Account.Nope.{_world.Caller.UserId}', 'nonsense')").Records;
        Assert.Equal(3, rows.Count);
        Assert.All(rows, r => Assert.True((bool)r["IsAccessible"]! && (bool)r["IsUpdatable"]!));
        _world.Caller.Permissions.Add("ViewSetup");
        Assert.Equal("False", _world.Column($"SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account.Fax.{_world.Caller.UserId}'"));
        Assert.Equal("False", _world.Column($"SELECT IsUpdatable FROM UserFieldAccess WHERE DurableId = 'Account.CreatedDate.{_world.Caller.UserId}'"));
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

    [Fact]
    public void Permission_dependencies_are_no_object_of_the_data_api() =>
        Assert.Equal("INVALID_TYPE", _world.Fault("SELECT Permission FROM PermissionDependency").Code);
}
