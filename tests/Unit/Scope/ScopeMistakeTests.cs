using System;
using System.IO;
using System.Linq;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class ScopeMistakeTests
{
    private static readonly string[] s_rules = { "SFI201", "SFI301", "SFI302" };

    [Fact]
    public void A_file_with_many_different_mistakes_reports_each_with_its_line_and_its_cure()
    {
        var path = Path.Combine(Repository.Root, "tests", "Unit", "Scope", "ten-mistakes.scope.yaml");
        var result = ScopeReader.ReadFile(path, knownRules: s_rules, shownAs: "orders.scope.yaml");
        Assert.Null(result.Scope);
        var texts = result.Errors.Select(e => e.ToString()).ToList();
        string[] expected =
        {
            "(4,1): A tab indents", "(5,1): A tab indents", "(6,1): A tab indents", "(7,1): A tab indents",
            "(7,13): `203.0.113.0/33` is no address range",
            "(10,20): A value holds an unquoted `: `",
            "(11,13): A value cannot begin with an unquoted `%`",
            "(12,14): `2027-02-30` is no date",
            "(14,18): unknown key `acces`; did you mean `access`?",
            "(14,42): `BillingCity` is part of an address, and Salesforce grants an address as a whole; write `BillingAddress`",
            "(15,48): fields of Opportunity are to be edited, but Opportunity itself is not",
            "(16,35): `records` of Product2 needs a `reason`",
            "(17,7): the object `Product2` stands here a second time (first in line 16)",
            "(18,25): `reason` is missing",
            "(19,36): `jwtt` is no value of `flow`; did you mean `jwt`?",
            "(21,13): there is no rule `SFI999`",
            "(22,5): the exception matches nothing: this scope names no `ViewSetpu`; did you mean `ViewSetup`?",
        };
        Assert.Equal(expected.Length, texts.Count);
        Assert.All(texts.Zip(expected), pair => Assert.StartsWith("orders.scope.yaml" + pair.Second, pair.First, StringComparison.Ordinal));
    }

    [Fact]
    public void The_exception_holds_every_mistake_and_its_message_lists_them()
    {
        var result = ScopeReader.ReadText("scopeVersion: 2\nname: a b\n", file: "x.yaml");
        var error = Assert.Throws<SfScopeException>(() => result.Get());
        Assert.IsType<SfException>(error, exactMatch: false);
        Assert.Equal(result.Errors, error.ScopeErrors);
        Assert.All(result.Errors, e => Assert.Contains(e.ToString(), error.Message, StringComparison.Ordinal));
        Assert.Equal(4, result.Errors.Count);
    }

    [Theory]
    [InlineData("    purpose: twice", "(7,5): the key `purpose` stands here a second time (first in line 6); keep one of them")]
    [InlineData("    objects: { Account: { access: [read] }, ACCOUNT: { access: [read] } }", "the object `ACCOUNT` stands here a second time")]
    [InlineData("    objects: { Account: { access: [read], fields: [Name, NAME] } }", "`NAME` is named a second time")]
    [InlineData("    objects: { Account: { access: [raed] } }", "`raed` is no value of `access`; did you mean `read`?")]
    [InlineData("    objects: { Account: { access: [Read] } }", "did you mean `read`?")]
    [InlineData("    objects: { Account: { access: [viewAll] } }", "write `records: viewAll` with a `reason`")]
    [InlineData("    objects: { Account: { access: [] } }", "`access` is an empty list")]
    [InlineData("    objects: { Account: { fields: all } }", "`access` is missing")]
    [InlineData("    objects: { Account: [read] }", "Keys are expected here, not a list")]
    [InlineData("    objects: { Account: }", "Keys are expected here, not nothing")]
    [InlineData("    objects: [Account]", "`objects` takes one key per object")]
    [InlineData("    objects: { 'Acc ount': { access: [read] } }", "`Acc ount` cannot be an object's name")]
    [InlineData("    objects: { Account: { access: [read], fields: Name } }", "write fields: [Name]")]
    [InlineData("    objects: { Account: { access: [read], fields: [Account.Name] } }", "write it without the object: `Name`")]
    [InlineData("    objects: { Account: { access: [read], fields: [Owner.Name] } }", "it belongs to another object")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: [Case.Support] } }", "write it without the object: `Support`")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: [Account.Big] } }", "it belongs to another object")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: [Master] } }", "every object has the master record type")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: [Big Customer] } }", "that is its label")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: [Support, support] } }", "`support` is named a second time in `recordTypes`")]
    [InlineData("    objects: { Case: { access: [read], recordTypes: { read: all } } }", "`recordTypes` takes a list of names, not keys")]
    [InlineData("    objects: { Case: { access: [read], recordtypes: [Support] } }", "unknown key `recordtypes`; did you mean `recordTypes`?")]
    [InlineData("    tabs: { visible: [A__c], available: [a__c] }", "`a__c` is named under `visible` and under `available`")]
    [InlineData("    tabs: { visibel: [A__c] }", "unknown key `visibel`; did you mean `visible`?")]
    [InlineData("    tabs: [Standard Account]", "a tab is named like its object")]
    [InlineData("    tabs: [Account-Tab]", "only `standard-` is written with a dash")]
    [InlineData("    tabs: [standard-]", "a tab is named like its object")]
    [InlineData("    tabs: [A__c, a__C]", "`a__C` is named a second time in `tabs`")]
    [InlineData("    tabs: [[A__c]]", "`tabs`")]
    [InlineData("    tab: [A__c]", "unknown key `tab`; did you mean `tabs`?")]
    [InlineData("    objects: { Account: { access: [read], fields: { read: [A], except: [B] } } }", "`except` takes away from `all`")]
    [InlineData("    objects: { Account: { access: [edit], fields: { edit: [A], read: [a] } } }", "`a` is named under `read` and under `edit`")]
    [InlineData("    objects: { Account: { access: [edit], fields: { edit: all, read: [A], except: [A] } } }", "both granted and taken away")]
    [InlineData("    objects: { Account: { access: [read], viewAllFields: true } }", "`viewAllFields` of Account needs a `reason`")]
    [InlineData("    objects: { Account: { access: [read], viewAllFields: yes } }", "`yes` is no value of `viewAllFields`")]
    [InlineData("    objects: { Account: { access: [read], records: viewall, reason: r } }", "did you mean `viewAll`?")]
    [InlineData("    objects: { Lead: { access: [read], fields: [City] } }", "write `Address`")]
    [InlineData("    objects: { Site__c: { access: [read], fields: [Home__City__s] } }", "write `Home__c`")]
    [InlineData("    objects: { Account: { access: [read], fields: [PersonMailingCity] } }", "write `PersonMailingAddress`")]
    [InlineData("    systemPermissions: [ViewSetup]", "the system permission `ViewSetup` needs a `reason`")]
    [InlineData("    systemPermissions: [{ name: PermissionsViewSetup, reason: r }]", "write `ViewSetup`")]
    [InlineData("    systemPermissions: [{ name: ViewSetup, reason: r }, { name: viewsetup, reason: r }]", "named a second time")]
    [InlineData("    systemPermissions: [{ name: ModifyAllData, reason: r }]", "`job` does not expire; add `expires:`")]
    [InlineData("    systemPermissions: [{ name: ModifyMetadata, reason: r }]", "may only be held for a time")]
    [InlineData("    systemPermissions: { name: ViewSetup, reason: r }", "`systemPermissions` takes a list")]
    [InlineData("    permissionSet: My Set", "cannot be a permission set's name")]
    [InlineData("    permissionSet: Bad__Name_", "cannot be a permission set's name")]
    [InlineData("    usePermissionSets: [Integ_Small_Job]", "both generates the permission set Integ_Small_Job and uses it")]
    [InlineData("    expires: tomorrow", "`tomorrow` is no date; write year-month-day")]
    [InlineData("    expires: [2027-01-01]", "`expires` takes one value, not a list")]
    [InlineData("    volume: { callsPerDay: -1 }", "`-1` is no number of calls")]
    [InlineData("    credential: { rotateEvery: 90 days }", "write days, weeks or months")]
    [InlineData("    owner: { name: me, contact: phone }", "`phone` is no e-mail address")]
    [InlineData("    approval: { by: x, date: 2027-01-02, reviewBy: 2027-01-01 }", "the review lies before the approval")]
    [InlineData("    app: { name: x }", "`flow` is missing")]
    [InlineData("    setupAccess: { apexClass: [A] }", "did you mean `apexClasses`?")]
    public void One_mistake_gives_one_error_that_says_what_would_be_right(string integration, string message)
    {
        var errors = ScopeReader.ReadText(ScopeTexts.Small(integration)).Errors;
        Assert.Contains(message, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("role: r, hours: { days: mon-fry, from: 06:00, to: 20:00, timeZone: UTC }", "`mon-fry` names no days")]
    [InlineData("hours: { days: mon, from: 25:00, to: 20:00, timeZone: UTC }", "`25:00` is no time of day")]
    [InlineData("hours: { days: mon, from: 20:00, to: 06:00, timeZone: UTC }", "the hours end before they begin")]
    [InlineData("hours: { days: mon, from: 06:00, to: 24:00, timeZone: CEST }", "`CEST` is no time zone")]
    [InlineData("network: [10.0.0.1/8]", "write 10.0.0.0/8")]
    [InlineData("network: [10.0.0.256]", "is no address range")]
    [InlineData("network: [010.0.0.1]", "is no address range")]
    [InlineData("network: ['1']", "is no address range")]
    [InlineData("network: [10.0.0.9-10.0.0.1]", "the first address is above the last")]
    [InlineData("network: ['10.0.0.1-2001:db8::1']", "one family")]
    [InlineData("network: ['2001:db8::1/32']", "write 2001:db8::/32")]
    [InlineData("profile: Integ Orders", "Keys are expected here, not a text; the keys are name, cloneOf")]
    [InlineData("network: [10.0.0.1]", "cloneOf: default")]
    [InlineData("hours: { days: mon, from: 06:00, to: 20:00, timeZone: UTC }", "`hours` bind the whole profile")]
    [InlineData("profil: { name: x }", "did you mean `profile`?")]
    public void Mistakes_in_the_identity_are_told(string key, string message)
    {
        var text = ScopeTexts.Small().Replace("lastName: svc,", $"lastName: svc, {key},", StringComparison.Ordinal);
        var errors = ScopeReader.ReadText(text).Errors;
        Assert.Contains(errors, e => e.ToString().Contains(message, StringComparison.Ordinal));
        Assert.True(errors.Count <= 2);
    }

    [Fact]
    public void Two_integrations_that_derive_one_set_name_are_an_error()
    {
        var error = Assert.Single(ScopeReader.ReadText(ScopeTexts.Small(after: "  JOB_: { purpose: x }")).Errors.Where(e => e.Message.Contains("would share", StringComparison.Ordinal)).ToList());
        Assert.Contains("Integ_Small_J", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("`order-sync` and", ScopeReader.ReadText("""
            scopeVersion: 1
            name: o
            identity: { username: a@b.example, lastName: a, email: a@b.example }
            integrations: { order.sync: {}, order-sync: {} }
            """).Errors.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_over_80_characters_is_an_error_wherever_it_stands()
    {
        var name = new string('a', 81);
        foreach (var integration in new[]
        {
            $"    permissionSet: {name}", $"    objects: {{ {name}: {{ access: [read] }} }}", $"    objects: {{ Account: {{ access: [read], fields: [{name}] }} }}",
            $"    systemPermissions: [{{ name: {name}, reason: r }}]", $"    app: {{ name: {name}, flow: jwt }}", $"    usePermissionSets: [{name}]",
        })
        {
            Assert.Contains("81 characters", Assert.Single(ScopeReader.ReadText(ScopeTexts.Small(integration)).Errors).ToString(), StringComparison.Ordinal);
        }

        Assert.Contains("derived", ScopeReader.ReadText(ScopeTexts.Small().Replace("  job:", $"  {new string('j', 79)}:", StringComparison.Ordinal)).Errors.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SFI301", "ViewSetup", "permission", false)]
    [InlineData("SFI301", "viewsetup", "permission", false)]
    [InlineData("SFI301", "ViewAllData", "permission", true)]
    [InlineData("SFI301", "ViewAllData", "used", false)]
    [InlineData("SFI302", "ModifyAllData + ViewSetup", "permission", false)]
    [InlineData("SFI201", "Contact", "permission", false)]
    [InlineData("SFI101", "svc@acme.example", "permission", false)]
    [InlineData("SFI101", "other@acme.example", "permission", true)]
    [InlineData("SFI601", "job", "permission", false)]
    public void An_exception_must_be_able_to_match_something(string rule, string target, string scope, bool isError)
    {
        var text = ScopeTexts.Small(
            scope == "used" ? "    usePermissionSets: [Shared]" : "    systemPermissions: [{ name: ViewSetup, reason: r }]",
            $"exceptions:\n  - {{ rule: {rule}, target: {target}, reason: r, owner: o, approvedBy: a, expires: 2027-01-01 }}");
        Assert.Equal(isError ? 1 : 0, ScopeReader.ReadText(text).Errors.Count);
    }
}
