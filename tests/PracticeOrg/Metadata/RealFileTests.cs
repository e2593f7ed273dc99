using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>Files that real orgs wrote: deployed to an org that has what they name, and retrieved again.</summary>
public sealed class RealFileTests : IDisposable
{
    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("ebikes.permissionset-meta.xml")]
    [InlineData("npsp-Gift_Entry_Recommended.permissionset")]
    public async Task A_real_permission_set_deploys_and_what_it_grants_comes_back(string file)
    {
        var text = await File.ReadAllTextAsync(Repository.Fixture("permissionsets/" + file), TestContext.Current.CancellationToken);
        text = text.Replace("%%%NAMESPACE%%%", "npsp__", StringComparison.Ordinal).Replace("%%%NAMESPACED_ORG%%%", "npsp__", StringComparison.Ordinal);
        _client.Org.GrowFromMetadata(text, "npsp");
        var real = XElement.Parse(text);

        // Tabs and custom settings are no part of the practice org's growth.
        real.Elements(Ns + "tabSettings").Where(t => !Value(t, "tab").EndsWith("__c", StringComparison.Ordinal)).Remove();
        real.Elements(Ns + "customSettingAccesses").Remove();
        var deployed = await _client.DeployAsync(
            "<rollbackOnError>true</rollbackOnError><singlePackage>true</singlePackage>",
            ("package.xml", _client.Package("PermissionSet: Real")),
            ("permissionsets/Real.permissionset", real.ToString()));
        Assert.Empty(Problems(deployed));

        string[] Granted(XElement set) => [.. set.Elements(Ns + "fieldPermissions").Where(f => Value(f, "readable") == "true").Select(f => $"{Value(f, "field")} {Value(f, "editable")}").Order(StringComparer.Ordinal)];
        var back = (await _client.ReadAsync("PermissionSet", "Real"))!;
        Assert.Equal(Granted(real), Granted(back));
        Assert.Equal(real.Elements(Ns + "objectPermissions").Count(), back.Elements(Ns + "objectPermissions").Count());
    }
}
