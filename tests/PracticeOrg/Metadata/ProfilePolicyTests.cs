using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Tests.Api;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>ProfilePasswordPolicy and ProfileSessionSetting: known by their profile, one for each, gone with it.</summary>
public sealed class ProfilePolicyTests : IDisposable
{
    private const string Policy = "ProfilePasswordPolicy";
    private const string Session = "ProfileSessionSetting";
    private const string Own = "Sales & Service";

    private readonly MetadataClient _client = new();
    private readonly string _profile;

    public ProfilePolicyTests() => _profile = _client.Org.AsSystem.Insert("Profile", TestUsers.Values(
        ("Name", Own), ("UserLicenseId", _client.Org.AsSystem.Query("SELECT Id FROM UserLicense WHERE Name = 'Salesforce Integration'")[0]["Id"])));

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("Sales %26 Service")]
    [InlineData("sales & service")]
    public async Task A_policy_is_made_read_listed_changed_and_deleted_and_names_its_profile_in_lower_case(string profile)
    {
        Assert.Equal(("true", "true"), Told(await _client.UpsertAsync(Policy, "Mine", Content(profile))));
        var read = (await _client.ReadAsync(Policy, "mine"))!;
        Assert.Equal(
            "fullName=Mine forgotPasswordRedirect=false lockoutInterval=15 maxLoginAttempts=10 minimumPasswordLength=8 minimumPasswordLifetime=false obscure=false passwordComplexity=1 passwordExpiration=90 passwordHistory=3 passwordQuestion=1 profile=sales %26 service",
            string.Join(" ", read.Elements().Select(e => $"{e.Name.LocalName}={e.Value}")));
        Assert.Equal(("true", "false"), Told(await _client.UpsertAsync(Policy, "Mine", Content(profile, length: 50))));
        var listed = (await _client.CallAsync("listMetadata", $"<queries><type>{Policy}</type></queries><asOfVersion>66.0</asOfVersion>")).Single();
        Assert.Equal(("Mine", "profilePasswordPolicies/Mine.profilePasswordPolicy"), (Value(listed, "fullName"), Value(listed, "fileName")));
        Assert.Equal("true", Value(await DeleteAsync(Policy, "Mine"), "success"));
        Assert.Null(await _client.ReadAsync(Policy, "Mine"));
        var trail = _client.Org.AsSystem.Query("SELECT Display FROM SetupAuditTrail").Select(r => (string)r["Display"]!).Where(d => d.Contains(Policy, StringComparison.Ordinal));
        Assert.Equal([$"Changed {Policy} Mine", $"Created {Policy} Mine", $"Deleted {Policy} Mine"], trail.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("minimumPasswordLength", "51")]
    [InlineData("minimumPasswordLength", "4")]
    [InlineData("maxLoginAttempts", "4")]
    [InlineData("lockoutInterval", "20")]
    [InlineData("passwordExpiration", "120")]
    [InlineData("passwordHistory", "25")]
    [InlineData("passwordHistory", "0")]
    [InlineData("profile", "Nobody")]
    public async Task Values_that_the_guide_does_not_list_are_refused(string element, string value)
    {
        var metadata = XElement.Parse($"<m xmlns=\"{Ns}\">{Content("Sales %26 Service")}</m>");
        metadata.Element(Ns + element)!.Value = value;
        var result = await _client.UpsertAsync(Policy, "Mine", string.Concat(metadata.Elements().Select(e => $"<{e.Name.LocalName}>{e.Value}</{e.Name.LocalName}>")));
        Assert.Equal("false", Value(result, "success"));
        Assert.Null(await _client.ReadAsync(Policy, "Mine"));
    }

    [Fact]
    public async Task A_profile_has_one_and_a_second_is_refused_or_takes_its_place()
    {
        await _client.UpsertAsync(Policy, "First", Content("Sales %26 Service"));
        Assert.Equal("DUPLICATE_VALUE", Value(await _client.UpsertAsync(Policy, "Second", Content("Sales %26 Service", length: 20)), "errors", "statusCode"));
        _client.Org.Switches.SecondProfilePolicyIsRefused = false;
        await _client.UpsertAsync(Policy, "Second", Content("Sales %26 Service", length: 20));
        Assert.Null(await _client.ReadAsync(Policy, "First"));
        Assert.Equal("20", Value((await _client.ReadAsync(Policy, "Second"))!, "minimumPasswordLength"));
    }

    [Fact]
    public async Task By_switches_the_org_names_it_and_a_new_profile_brings_it()
    {
        _client.Org.Switches.ProfilePoliciesKeepTheirName = false;
        await _client.UpsertAsync(Policy, "Mine", Content("Sales %26 Service"));
        Assert.Matches("^Sales_Service_profilePasswordPolicy[0-9]{13}$", await NameAsync(Policy));
        await DeleteAsync(Policy, await NameAsync(Policy));
        _client.Org.Switches.NewProfilesBringPasswordPolicy = true;
        await _client.UpsertAsync("Profile", "Brought", "<userLicense>Salesforce Integration</userLicense>");
        Assert.Matches("^Brought_profilePasswordPolicy[0-9]{13}$", await NameAsync(Policy));
    }

    [Fact]
    public async Task They_go_with_their_profile_however_it_is_deleted()
    {
        await _client.UpsertAsync(Policy, "Mine", Content("Sales %26 Service"));
        await _client.UpsertAsync(Session, "Mine", "<profile>Sales %26 Service</profile><sessionTimeout>30</sessionTimeout>");
        await _client.UpsertAsync("Profile", "Sales %26 Service", "<loginIpRanges><endAddress>203.0.113.255</endAddress><startAddress>203.0.113.0</startAddress></loginIpRanges>");
        _client.Org.AsSystem.Delete("Profile", _profile);
        foreach (var table in new[] { SideTables.ProfilePasswordPolicy, SideTables.ProfileSessionSetting, SideTables.LoginIpRange })
        {
            _client.Org.Do(engine => Assert.Empty(SideRows.All(engine.Store, table, _profile)));
        }

        Assert.Null(await _client.ReadAsync(Policy, "Mine"));
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 120)]
    public async Task A_session_lasts_as_its_profile_says(int minutes, int lasts)
    {
        await _client.UpsertAsync(Session, "Mine", $"<forceLogout>true</forceLogout><profile>Sales %26 Service</profile><requiredSessionLevel>STANDARD</requiredSessionLevel><sessionTimeout>{minutes}</sessionTimeout>");
        var user = TestUsers.Integration(_client.Org, "session@acme.example");
        _client.Org.AsSystem.Update("User", user, TestUsers.Values(("ProfileId", _profile)));
        _client.Org.Do(engine => Assert.Equal(TimeSpan.FromMinutes(lasts), SessionTimeouts.Of(engine, user, null)));
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION", Value(await _client.UpsertAsync(Session, "Mine", "<profile>Sales %26 Service</profile><sessionTimeout>31</sessionTimeout>"), "errors", "statusCode"));
    }

    [Fact]
    public async Task They_deploy_with_the_profile_they_name_and_come_back_as_files()
    {
        var deployed = await _client.DeployAsync(
            "<rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage>",
            ("package.xml", _client.Package("Profile:Fresh", Policy + ":Fresh_policy", Session + ":Fresh_session")),
            ("profilePasswordPolicies/Fresh_policy.profilePasswordPolicy", Xml(Policy, Content("Fresh"))),
            ("profileSessionSettings/Fresh_session.profileSessionSetting", Xml(Session, "<profile>Fresh</profile><sessionTimeout>60</sessionTimeout>")),
            ("profiles/Fresh.profile", Xml("Profile", "<userLicense>Salesforce Integration</userLicense>")));
        Assert.Empty(Problems(deployed));
        var files = (await _client.RetrieveAsync(Policy + ":*", Session + ":*")).Files;
        Assert.Contains("<profile>fresh</profile>", files["unpackaged/profilePasswordPolicies/Fresh_policy.profilePasswordPolicy"], StringComparison.Ordinal);
        Assert.Contains("<sessionTimeout>60</sessionTimeout>", files["unpackaged/profileSessionSettings/Fresh_session.profileSessionSetting"], StringComparison.Ordinal);
    }

    private async Task<XElement> DeleteAsync(string type, string name) => (await _client.CallAsync("deleteMetadata", $"<type>{type}</type><fullNames>{name}</fullNames>")).Single();

    private async Task<string> NameAsync(string type) => Value((await _client.CallAsync("listMetadata", $"<queries><type>{type}</type></queries><asOfVersion>66.0</asOfVersion>")).Single(), "fullName");

    private static (string, string) Told(XElement result) => (Value(result, "success"), Value(result, "created"));

    private static string Content(string profile, int length = 8) =>
        $"<lockoutInterval>15</lockoutInterval><maxLoginAttempts>10</maxLoginAttempts><minimumPasswordLength>{length}</minimumPasswordLength><passwordComplexity>1</passwordComplexity>"
        + $"<passwordExpiration>90</passwordExpiration><passwordHistory>3</passwordHistory><passwordQuestion>1</passwordQuestion><profile>{profile.Replace("&", "&amp;", StringComparison.Ordinal)}</profile>";
}
