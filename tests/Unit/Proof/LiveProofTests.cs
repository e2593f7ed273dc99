using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Proof;
using SfIntegration.Scope;
using SfIntegration.Unit.Tests.Access;
using Xunit;
using static SfIntegration.Unit.Tests.Plan.ResolverBuilder;

namespace SfIntegration.Unit.Tests.Proof;

/// <summary>The proof against the practice org: an identity that holds exactly its scope, and each way it can hold something else.</summary>
public sealed class LiveProofTests
{
    private const string Username = "integ-svc-orders@acme.example";

    [Fact]
    public async Task An_identity_that_holds_exactly_its_scope_is_proven()
    {
        var identity = await Identity.CreateAsync(Usual());
        var proof = await identity.ProveAsync();
        Assert.Null(proof.NotDone);
        Assert.Equal(string.Empty, Bad(proof));
        Assert.Equal(Enum.GetValues<ProofKind>(), proof.Observations.Select(o => o.Kind).Distinct().OrderBy(k => k));
        Assert.Equal(2, proof.Observations.Count(o => o.Kind == ProofKind.Refusal));
        Assert.Contains(proof.Observations, o => o.Kind == ProofKind.Refusal && o.Observed.Contains("INVALID_TYPE", StringComparison.Ordinal));
        Assert.Contains(proof.Observations, o => o.Kind == ProofKind.Refusal && o.Observed.Contains("INVALID_FIELD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_proof_of_forty_objects_takes_at_most_eight_calls_and_writes_nothing()
    {
        var scope = ScopeFor(FortyObjects.Names.Select(n => Scoped(n, ObjectAccess.Read | ObjectAccess.Edit, editAll: true)).ToArray());
        var identity = await Identity.CreateAsync(scope, practice => practice.GrowStandard(FortyObjects.Names));
        var writes = identity.Practice.Counters.Writes;
        var (proof, calls) = await PracticeSession.CountAsync(identity.Practice, identity.ProveAsync);
        Assert.InRange(calls, 1, 8);
        Assert.Equal(writes, identity.Practice.Counters.Writes);
        Assert.Equal(string.Empty, Bad(proof));
        Assert.True(proof.Observations.Count(o => o.Kind == ProofKind.FieldAccess) > 600);
    }

    [Theory]
    [InlineData("ObjectPermissions:Lead:PermissionsRead", nameof(ProofKind.ObjectVisible), "Lead")]
    [InlineData("ObjectPermissions:Case:PermissionsRead", nameof(ProofKind.Refusal), "Case")]
    [InlineData("FieldPermissions:Account:Fax:PermissionsRead", nameof(ProofKind.FieldAccess), "Account.Fax")]
    [InlineData("PermissionSet:PermissionsRunReports", nameof(ProofKind.SystemPermission), "RunReports")]
    [InlineData("PermissionSet:PermissionsViewAllData", nameof(ProofKind.SystemPermission), "ViewAllData")]
    public async Task What_was_added_behind_the_scope_is_seen(string added, string kind, string target)
    {
        var identity = await Identity.CreateAsync(Usual());
        identity.Add(added.Split(':'));
        Assert.Contains((await identity.ProveAsync()).Observations, o => o.Kind.ToString() == kind && o.Target == target && o.Holds == false);
    }

    [Theory]
    [InlineData("ObjectPermissions", "SobjectType = 'Product2'", nameof(ProofKind.ObjectVisible), "Product2")]
    [InlineData("ObjectPermissions", "SobjectType = 'Product2'", nameof(ProofKind.RowRead), "Product2")]
    [InlineData("FieldPermissions", "Field = 'Account.Phone'", nameof(ProofKind.FieldAccess), "Account.Phone")]
    public async Task What_was_taken_away_is_seen(string type, string where, string kind, string target)
    {
        var identity = await Identity.CreateAsync(Usual());
        identity.Remove(type, where);
        Assert.Contains((await identity.ProveAsync()).Observations, o => o.Kind.ToString() == kind && o.Target == target && o.Holds == false);
    }

    [Fact]
    public async Task Edit_that_became_read_is_seen_on_object_and_field()
    {
        var identity = await Identity.CreateAsync(Usual());
        identity.Change("ObjectPermissions", "SobjectType = 'Account'", "PermissionsEdit", false);
        identity.Change("FieldPermissions", "Field = 'Account.BillingAddress'", "PermissionsEdit", false);
        var bad = (await identity.ProveAsync()).Observations.Where(o => o.Holds == false).Select(o => (o.Kind, o.Target, o.Observed)).ToList();
        Assert.Contains((ProofKind.ObjectFlags, "Account", "read"), bad);
        Assert.Contains((ProofKind.FieldAccess, "Account.BillingAddress", "visible and not editable"), bad);
    }

    [Fact]
    public async Task A_sign_in_as_somebody_else_proves_nothing_and_says_who()
    {
        var identity = await Identity.CreateAsync(Usual());
        var proof = await identity.ProveAsync("shared.api@acme.example");
        Assert.Equal((false, "signed in as shared.api@acme.example"), proof.Observations.Where(o => o.Kind == ProofKind.SignIn).Select(o => (o.Holds!.Value, o.Observed)).Single());
    }

    [Fact]
    public async Task View_all_data_in_the_scope_is_proven_without_a_refused_object()
    {
        var identity = await Identity.CreateAsync(ScopeFor(new[] { "ViewAllData" }, Scoped("Account", ObjectAccess.Read, read: "Phone")));
        var proof = await identity.ProveAsync();
        Assert.Equal(string.Empty, Bad(proof));
        Assert.DoesNotContain(proof.Observations, o => o.Kind == ProofKind.Refusal && !o.Target.Contains('.', StringComparison.Ordinal));
    }

    private static AccessScope Usual() => ScopeFor(
        new[] { "ViewSetup" },
        Scoped("Account", ObjectAccess.Read | ObjectAccess.Edit, read: "Phone", edit: "BillingAddress AccountNumber"),
        Scoped("Contact", ObjectAccess.Read | ObjectAccess.Create, readAll: true),
        Scoped("Opportunity", ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit, editAll: true),
        Scoped("OpportunityLineItem", ObjectAccess.Read | ObjectAccess.Edit, edit: "Quantity"),
        Scoped("Product2", ObjectAccess.Read));

    private static AccessScope ScopeFor(params ScopeObject[] objects) => ScopeFor(Array.Empty<string>(), objects);

    private static AccessScope ScopeFor(string[] permissions, params ScopeObject[] objects)
    {
        var made = ScopeOf(null, permissions, objects);
        var integration = made.Integrations.Single();
        return new AccessScope
        {
            Name = made.Name,
            Identity = new ScopeIdentity { Username = Username },
            Integrations = new[] { new ScopeIntegration { Name = integration.Name, PermissionSet = integration.PermissionSet, Objects = objects, SystemPermissions = integration.SystemPermissions } },
        };
    }

    private static string Bad(ProofResult proof) => string.Join(Environment.NewLine, proof.Observations.Where(o => o.Holds != true));

    /// <summary>A user made by hand to hold exactly what a scope resolves to.</summary>
    private sealed class Identity
    {
        private readonly AccessScope _scope;
        private readonly SchemaFacts _schema;
        private readonly DesiredAccess _desired;
        private readonly string _setId;

        private Identity(PracticeOrg practice, AccessScope scope, SchemaFacts schema, DesiredAccess desired, string setId)
        {
            Practice = practice;
            _scope = scope;
            _schema = schema;
            _desired = desired;
            _setId = setId;
        }

        public PracticeOrg Practice { get; }

        public static async Task<Identity> CreateAsync(AccessScope scope, Action<PracticeOrg>? prepare = null)
        {
            var practice = PracticeOrg.CreateCompany();
            prepare?.Invoke(practice);
            var admin = await PracticeSession.OpenAsync(practice);
            var schema = await new SchemaReader(admin).ReadAsync(scope.Integrations.SelectMany(i => i.Objects).Select(o => o.SobjectType).ToList(), CancellationToken.None);
            var desired = DesiredAccessResolver.Resolve(scope, schema, null);
            Assert.DoesNotContain(desired.Problems, p => p.Stops);
            var set = desired.Sets.Single();
            string Id(string soql) => (string)practice.AsSystem.Query(soql).Single()["Id"]!;
            var user = practice.AsSystem.Insert("User", new Dictionary<string, object?>
            {
                ["Username"] = Username, ["LastName"] = "orders", ["Email"] = Username, ["Alias"] = "orders", ["TimeZoneSidKey"] = "Europe/Berlin", ["LocaleSidKey"] = "en_US", ["EmailEncodingKey"] = "UTF-8", ["LanguageLocaleKey"] = "en_US",
                ["ProfileId"] = Id("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'"),
            });
            var values = new Dictionary<string, object?> { ["Name"] = set.Name, ["Label"] = set.Label, ["LicenseId"] = Id("SELECT Id FROM PermissionSetLicense WHERE DeveloperName = 'SalesforceAPIIntegrationPsl'") };
            foreach (var permission in set.SystemPermissions)
            {
                values["Permissions" + permission.Name] = true;
            }

            var setId = practice.AsSystem.Insert("PermissionSet", values);
            foreach (var o in set.Objects)
            {
                practice.AsSystem.Insert("ObjectPermissions", With(PermissionColumns.Values(o.Access), ("ParentId", setId), ("SobjectType", o.SobjectType)));
            }

            foreach (var f in set.Fields)
            {
                practice.AsSystem.Insert("FieldPermissions", With(PermissionColumns.Values(f.Access), ("ParentId", setId), ("SobjectType", f.SobjectType), ("Field", $"{f.SobjectType}.{f.Field}")));
            }

            practice.AsSystem.Insert("PermissionSetAssignment", With(new Dictionary<string, object?>(), ("AssigneeId", user), ("PermissionSetId", setId)));
            return new Identity(practice, scope, schema, desired, setId);
        }

        public Task<ProofResult> ProveAsync() => ProveAsync(Username);

        public async Task<ProofResult> ProveAsync(string username) => await LiveProof.RunAsync(await PracticeSession.OpenAsync(Practice, username), _desired, _scope, _schema, CancellationToken.None);

        /// <summary>Adds "type:object[:field]:column" to the set, or "PermissionSet:column".</summary>
        public void Add(string[] parts)
        {
            if (parts[0] == "PermissionSet")
            {
                Practice.AsSystem.Update("PermissionSet", _setId, With(new Dictionary<string, object?>(), (parts[1], true)));
                return;
            }

            var values = With(new Dictionary<string, object?>(), ("ParentId", _setId), ("SobjectType", parts[1]), (parts[^1], true));
            if (parts.Length == 4)
            {
                values["Field"] = parts[1] + "." + parts[2];
            }

            Practice.AsSystem.Insert(parts[0], values);
        }

        public void Remove(string type, string where) => Practice.AsSystem.Delete(type, Row(type, where));

        public void Change(string type, string where, string column, object value) => Practice.AsSystem.Update(type, Row(type, where), With(new Dictionary<string, object?>(), (column, value)));

        private string Row(string type, string where) => (string)Practice.AsSystem.Query($"SELECT Id, SobjectType{(type == "FieldPermissions" ? ", Field" : "")} FROM {type} WHERE ParentId = {Soql.Quote(_setId)} AND {where}").Single()["Id"]!;

        private static Dictionary<string, object?> With(Dictionary<string, object?> values, params (string Name, object? Value)[] more)
        {
            foreach (var (name, value) in more)
            {
                values[name] = value;
            }

            return values;
        }
    }
}
