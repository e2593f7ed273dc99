using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;
using SfIntegration.Unit.Tests.Access;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Api;

public sealed class MetadataApiTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Fact]
    public async Task Reading_ten_at_a_time_finds_each_component_by_its_name_and_tells_which_are_missing()
    {
        var practice = PracticeOrg.CreateCompany();
        var api = await PracticeSession.OpenAsync(practice);
        var names = Enumerable.Range(0, 12).Select(i => "Nobody_" + i).Append("Order_Sync_Legacy").ToList();
        foreach (var name in names.Skip(12))
        {
            await api.Metadata.CreateAsync("PermissionSet", [Set(name, "Legacy")], s_none);
        }

        var (found, calls) = await PracticeSession.CountAsync(practice, () => api.Metadata.ReadAsync("PermissionSet", names, s_none));

        Assert.Equal(2, calls);
        Assert.Equal(13, found.Count);
        Assert.Equal("Legacy", MetadataSoap.Text(found["order_sync_legacy"]!, "label"));
        Assert.All(names.Take(12), n => Assert.Null(found[n]));
    }

    [Fact]
    public async Task Each_component_of_a_write_has_its_own_outcome()
    {
        var practice = PracticeOrg.CreateCompany();
        var api = await PracticeSession.OpenAsync(practice);

        var made = await api.Metadata.CreateAsync("PermissionSet", [Set("Good", "Good"), Set("Bad Name", "Bad")], s_none);
        var changed = await api.Metadata.UpdateAsync("PermissionSet", [Set("Good", "Better"), Set("Not_There", "X")], s_none);

        Assert.Equal([true, false], made.Select(o => o.Success));
        Assert.Equal("Bad Name", made[1].FullName);
        Assert.NotEmpty(made[1].Errors);
        Assert.Equal([true, false], changed.Select(o => o.Success));
        Assert.Equal("INVALID_CROSS_REFERENCE_KEY", changed[1].Errors[0].Code);
        Assert.Equal("Better", MetadataSoap.Text((await api.Metadata.ReadAsync("PermissionSet", ["Good"], s_none))["Good"]!, "label"));
    }

    [Fact]
    public async Task A_caller_without_the_permission_learns_which_one_is_missing()
    {
        var practice = PracticeOrg.CreateCompany();
        var api = await PracticeSession.OpenAsync(practice, "shared.api@acme.example");

        var error = await Assert.ThrowsAsync<MetadataClosedException>(() => api.Metadata.ListAsync(["Profile"], s_none));

        Assert.Contains("Modify Metadata", error.Message, StringComparison.Ordinal);
        Assert.Contains("ModifyMetadata", error.Cure, StringComparison.Ordinal);
        Assert.False(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task A_token_that_is_a_JWT_is_named_as_the_cause_and_is_not_renewed_in_vain()
    {
        const string Jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";
        using var server = new FakeServer().Answer(Fault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader"));
        using var connection = await server.ConnectAsync(_ => new AccessTokenSource(FakeServer.Instance, new Secret(Jwt)));

        var error = await Assert.ThrowsAsync<MetadataClosedException>(() => new MetadataApi(connection).ListAsync(["Profile"], s_none));

        Assert.Contains("JWT", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_session_goes_into_the_header_of_the_envelope_and_nowhere_else()
    {
        using var server = new FakeServer().Answer(FakeServer.Text(Answer("listMetadata", ""), "text/xml", HttpStatusCode.OK));
        using var connection = await server.ConnectAsync();

        Assert.Empty(await new MetadataApi(connection).ListAsync(["Profile"], s_none));

        var asked = Assert.Single(server.Requests);
        Assert.Equal("/services/Soap/m/66.0", asked.Path);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
        Assert.Equal(FakeServer.Token, XDocument.Parse(asked.Body).Descendants(MetadataSoap.Ns + "sessionId").Single().Value);
    }

    [Fact]
    public async Task A_fault_that_repeats_the_session_does_not_show_it()
    {
        using var server = new FakeServer().Answer(Fault("UNKNOWN_EXCEPTION", "failed with " + FakeServer.Token));
        using var connection = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<SfApiException>(() => new MetadataApi(connection).CreateAsync("PermissionSet", [Set("A", "A")], s_none));

        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("UNKNOWN_EXCEPTION", error.Code);
        Assert.True(error.MayHaveBeenCarriedOut);
    }

    [Fact]
    public async Task A_refused_write_was_not_carried_out()
    {
        using var server = new FakeServer().Answer(Fault("INVALID_TYPE", "Unknown type: Nothing"));
        using var connection = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<SfApiException>(() => new MetadataApi(connection).CreateAsync("Nothing", [Set("A", "A")], s_none));

        Assert.Equal(("INVALID_TYPE", false), (error.Code, error.MayHaveBeenCarriedOut));
        Assert.StartsWith("INVALID_TYPE: Unknown type", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>")]
    [InlineData("")]
    public async Task An_answer_that_is_something_else_is_an_error_that_says_so(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Text(body, "text/html", HttpStatusCode.OK));
        using var connection = await server.ConnectAsync();

        var error = await Assert.ThrowsAsync<SfApiException>(() => new MetadataApi(connection).ListAsync(["Profile"], s_none));

        Assert.Contains("no answer of the Metadata API", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_ended_is_renewed_and_the_new_one_is_sent()
    {
        var tokens = new[] { FakeServer.Token, "00D000000000001!RENEWED.key" }.GetEnumerator();
        using var server = new FakeServer().Answer(
            Fault("INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader"),
            FakeServer.Text(Answer("listMetadata", "<result><fullName>Admin</fullName><id>00e000000000001AAA</id><type>Profile</type></result>"), "text/xml", HttpStatusCode.OK));
        using var connection = await server.ConnectAsync(_ => new Renewing(() => tokens.MoveNext() ? (string)tokens.Current! : throw new InvalidOperationException()));

        var listed = Assert.Single(await new MetadataApi(connection).ListAsync(["Profile"], s_none));

        Assert.Equal(new MetadataListing("Profile", "Admin", "00e000000000001AAA", null), listed);
        Assert.Contains("RENEWED", server.Requests[1].Body, StringComparison.Ordinal);
    }

    private static XElement Set(string name, string label) =>
        new(MetadataSoap.Ns + "PermissionSet", new XElement(MetadataSoap.Ns + "fullName", name), new XElement(MetadataSoap.Ns + "label", label));

    private static System.Net.Http.HttpResponseMessage Fault(string code, string message) => FakeServer.Text(
        $"<?xml version=\"1.0\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:sf=\"http://soap.sforce.com/2006/04/metadata\"><soapenv:Body><soapenv:Fault><faultcode>sf:{code}</faultcode><faultstring>{code}: {message}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>",
        "text/xml",
        HttpStatusCode.InternalServerError);

    private static string Answer(string operation, string results) =>
        $"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body><{operation}Response xmlns=\"{MetadataSoap.Ns}\">{results}</{operation}Response></soapenv:Body></soapenv:Envelope>";

    private sealed class Renewing(Func<string> next) : ITokenSource
    {
        public string Method => "test";

        public bool CanRenew => true;

        public Task<SfToken> GetTokenAsync(CancellationToken cancellationToken) => Task.FromResult(new SfToken(next(), new Uri(FakeServer.Instance)));
    }
}
