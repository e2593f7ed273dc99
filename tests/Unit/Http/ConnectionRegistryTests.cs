using System;
using System.Threading.Tasks;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class ConnectionRegistryTests
{
    [Fact]
    public async Task A_connection_is_found_by_alias_host_username_org_id_and_by_the_org_of_an_object()
    {
        using var server = new FakeServer();
        using var connection = await server.ConnectAsync(alias: "prod");
        var registry = new ConnectionRegistry();
        Assert.Null(registry.Add(connection));
        foreach (var name in new[] { "PROD", "acme.my.salesforce.com", FakeServer.Instance, "Admin@acme.example", "00D000000000001EAA", "00D000000000001" })
        {
            Assert.Same(connection, registry.Find(name));
        }

        Assert.Null(registry.Find("00d000000000001"));
        Assert.Null(registry.Find(string.Empty));
        Assert.Same(connection, registry.Find(connection.Org));
        Assert.True(registry.Remove(connection));
        Assert.Null(registry.Find(connection.Org));
    }

    [Fact]
    public async Task The_same_alias_replaces_and_gives_back_the_old_connection()
    {
        using var server = new FakeServer();
        using var one = await server.ConnectAsync(alias: "a");
        using var two = await server.ConnectAsync(alias: "A");
        using var plain = await server.ConnectAsync();
        using var again = await server.ConnectAsync();
        var registry = new ConnectionRegistry();
        Assert.Null(registry.Add(one));
        Assert.Same(one, registry.Add(two));
        Assert.Null(registry.Add(plain));
        Assert.Same(plain, registry.Add(again));
        Assert.Equal(2, registry.All.Count);
    }

    [Fact]
    public async Task A_name_that_fits_several_connections_is_an_error_that_lists_them()
    {
        using var server = new FakeServer();
        using var one = await server.ConnectAsync(alias: "one");
        using var two = await server.ConnectAsync(alias: "two");
        var registry = new ConnectionRegistry();
        registry.Add(one);
        registry.Add(two);
        var error = Assert.Throws<SfException>(() => registry.Find("acme.my.salesforce.com"));
        Assert.Contains("one", error.Message, StringComparison.Ordinal);
        Assert.Contains("two", error.Message, StringComparison.Ordinal);
        Assert.Same(two, registry.Find("two"));
    }
}
