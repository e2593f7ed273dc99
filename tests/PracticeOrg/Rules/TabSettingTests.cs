using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class TabSettingTests
{
    private readonly TestOrg _org = new();

    private string Show(string set, string tab, string visibility = "DefaultOn") =>
        _org.Insert("PermissionSetTabSetting", ("ParentId", set), ("Name", tab), ("Visibility", visibility));

    [Theory]
    [InlineData("standard-account", "standard-Account")]
    [InlineData("invoice__C", "Invoice__c")]
    [InlineData("Price_Explorer", "Price_Explorer")]
    public void A_tab_of_an_object_is_kept_as_the_org_spells_it_and_a_pages_as_it_is(string given, string kept)
    {
        var set = _org.AddSet("Tabs");
        Show(set, given);
        Assert.Equal(kept, Assert.Single(_org.Store.Rows("PermissionSetTabSetting", "ParentId", set)).Text("Name"));
    }

    [Theory]
    [InlineData("standard-Nothing")]
    [InlineData("Nothing__c")]
    [InlineData("standard-Invoice__c")]
    [InlineData("Account")]
    public void A_tab_that_is_not_there_is_refused(string tab) =>
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => Show(_org.AddSet("Tabs"), tab));

    [Fact]
    public void The_code_of_the_refusal_is_a_switch()
    {
        var org = new TestOrg(s => s.UnknownTabCode = "FIELD_INTEGRITY_EXCEPTION");
        TestOrg.Refused("FIELD_INTEGRITY_EXCEPTION", () => org.Insert("PermissionSetTabSetting", ("ParentId", org.AddSet("Tabs")), ("Name", "Nothing__c"), ("Visibility", "DefaultOn")));
    }

    [Fact]
    public void A_set_has_one_row_for_each_tab()
    {
        var set = _org.AddSet("Tabs");
        Show(set, "standard-Account");
        TestOrg.Refused("DUPLICATE_VALUE", () => Show(set, "STANDARD-ACCOUNT", "DefaultOff"));
    }
}
