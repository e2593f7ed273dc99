using System;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class ScopeNameTests
{
    [Theory]
    [InlineData("orders", "order-sync", "Integ_Orders_Order_Sync")]
    [InlineData("a.b", "1421", "Integ_A_B_1421")]
    [InlineData("x__y", "z--z", "Integ_X_Y_Z_Z")]
    public void A_derived_name_is_one_that_Salesforce_takes(string scope, string integration, string expected)
    {
        var name = PermissionSetNames.Derive(scope, integration);
        Assert.Equal(expected, name);
        Assert.Null(PermissionSetNames.Mistake(name));
    }

    [Theory]
    [InlineData("Order_Sync", true)]
    [InlineData("ns__Order_Sync", true)]
    [InlineData("ns__Order__Sync", false)]
    [InlineData("1Order", false)]
    [InlineData("_Order", false)]
    [InlineData("Order_", false)]
    [InlineData("Ordér", false)]
    [InlineData("Order Sync", false)]
    [InlineData("", false)]
    public void Names_of_permission_sets_follow_the_platform(string name, bool isValid) =>
        Assert.Equal(isValid, PermissionSetNames.Mistake(name) is null);

    [Theory]
    [InlineData("acces", "access")]
    [InlineData("flieds", "fields")]
    [InlineData("Reason", "reason")]
    [InlineData("zzzzzz", null)]
    public void The_nearest_word_is_proposed_only_where_it_is_near(string word, string? expected) =>
        Assert.Equal(expected, DidYouMean.Nearest(word, new[] { "access", "fields", "records", "reason" }));

    [Fact]
    public void The_marker_survives_any_purpose_and_reads_back()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var scope = new AccessScope { Name = new string('s', random.Next(1, 81)), Owner = new ScopeContact(new string('o', random.Next(200)), "a@b.example") };
            var integration = new ScopeIntegration
            {
                Name = new string('i', random.Next(1, 81)),
                Purpose = string.Concat(System.Linq.Enumerable.Repeat("😀x", random.Next(200))),
                Approval = new ScopeApproval("x", new string('t', random.Next(300)), null, null, null),
            };
            var text = ScopeMarker.Description(scope, integration);
            Assert.True(text.Length <= 255);
            Assert.True(ScopeMarker.Marks(text, scope.Name, integration.Name));
            Assert.True(ScopeMarker.TryParse(text, out var s, out var n));
            Assert.Equal((scope.Name, integration.Name), (s, n));
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)));
        }
    }

    [Theory]
    [InlineData("x [sfi:a/b] y")]
    [InlineData("[sfi:a]")]
    [InlineData("[sfi:/b]")]
    [InlineData("[sfi:a/b/c]")]
    [InlineData("a]")]
    [InlineData(null)]
    public void What_is_no_marker_is_not_read_as_one(string? description) => Assert.False(ScopeMarker.TryParse(description, out _, out _));

    [Theory]
    [InlineData("Account", "BillingCity", "BillingAddress")]
    [InlineData("account", "billingstatecode", "BillingAddress")]
    [InlineData("Lead", "City", "Address")]
    [InlineData("Contact", "OtherLatitude", "OtherAddress")]
    [InlineData("Contact", "City", null)]
    [InlineData("Account", "BillingAddress", null)]
    [InlineData("Account", "BillingCity__c", null)]
    [InlineData("Site__c", "Home__City__s", "Home__c")]
    [InlineData("Site__c", "ns__Home__CountryCode__s", "ns__Home__c")]
    public void Address_parts_know_their_compound(string sobjectType, string field, string? compound) =>
        Assert.Equal(compound, AddressParts.CompoundOf(sobjectType, field));
}
