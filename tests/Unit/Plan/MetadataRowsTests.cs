using System.Linq;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Plan;

/// <summary>Values of a metadata row become the elements of a component.</summary>
public sealed class MetadataRowsTests
{
    [Fact]
    public void Elements_of_the_same_names_are_replaced_and_the_others_stay_in_the_order_of_the_names()
    {
        var existing = Component("<fullName>Orders</fullName><b>old</b><b>older</b><z>stays</z><gone>x</gone>");
        var merged = MetadataRows.Merge("Orders", existing, JObject.Parse("""{ "b": ["one", "two"], "a": true, "gone": null, "range": [{ "start": "1.2.3.4", "end": "1.2.3.9" }], "empty": {} }"""));
        Assert.Equal(
            "<fullName>Orders</fullName><a>true</a><b>one</b><b>two</b><empty /><range><end>1.2.3.9</end><start>1.2.3.4</start></range><z>stays</z>",
            string.Concat(merged.Elements().Select(Plain)));
    }

    [Fact]
    public void Text_is_escaped_and_never_read_as_markup()
    {
        var merged = MetadataRows.Merge("A", null, new JObject { ["label"] = "<script>&\"'" });
        Assert.Equal("<script>&\"'", merged.Element(MetadataSoap.Ns + "label")!.Value);
        Assert.Contains("&lt;script&gt;&amp;", merged.ToString(), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Metadata:Profile", true, "Profile")]
    [InlineData("Profile", false, null)]
    [InlineData("metadata:Profile", false, null)]
    public void A_row_of_metadata_is_told_by_its_type(string type, bool isMetadata, string? component)
    {
        Assert.Equal(isMetadata, MetadataRows.Is(type));
        if (component is not null)
        {
            Assert.Equal(component, MetadataRows.ComponentOf(type));
            Assert.Equal(type, MetadataRows.TypeOf(component));
        }
    }

    private static XElement Component(string inner) => XElement.Parse($"<records xmlns=\"{MetadataSoap.Ns}\">{inner}</records>");

    private static string Plain(XElement element) => element.ToString(SaveOptions.DisableFormatting).Replace($" xmlns=\"{MetadataSoap.Ns}\"", "", System.StringComparison.Ordinal);
}
