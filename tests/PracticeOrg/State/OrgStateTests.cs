using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.State;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.State;

public sealed class OrgStateTests : IDisposable
{
    private readonly PracticeClient _client = new();

    private Practice.PracticeOrg Org => _client.Org;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_loaded_org_is_the_saved_one_to_the_byte()
    {
        Org.Clock.StopAt(new DateTime(2027, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        _client.Token = Org.SignIn(Org.AdministratorUsername);
        Org.GrowFromMetadata("""<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><fieldPermissions><editable>true</editable><field>Parcel__c.Net_Amount__c</field><readable>true</readable></fieldPermissions></PermissionSet>""");
        Org.GrowUsers(20);
        Org.Switches.JwtMaximumSeconds = 300;
        Org.Switches.ObjectsRefusedByLicense.Add("Case");
        Org.Edition = PracticeEdition.Unlimited;
        Org.CallerAddress = "198.51.100.9";
        var gone = await _client.AccountAsync("Göne");
        (await _client.SendAsync("DELETE", $"{PracticeClient.Data}/sobjects/Account/{gone}")).Expect(HttpStatusCode.NoContent);
        await _client.SendAsync("POST", $"{PracticeClient.Data}/sobjects/Opportunity", new JObject { ["Name"] = "Big", ["StageName"] = "Prospecting", ["CloseDate"] = "2027-12-31", ["Amount"] = 12.50m });

        var saved = Save(Org);
        Assert.Equal(saved, Save(Org));
        var other = Load(saved);
        Assert.Equal(saved, Save(other));

        Assert.Equal(Org.Clock.UtcNow, other.Clock.UtcNow);
        Assert.Equal(PracticeEdition.Unlimited, other.Edition);
        Assert.Equal("198.51.100.9", other.CallerAddress);
        Assert.Equal(300, other.Switches.JwtMaximumSeconds);
        Assert.Equal(Org.Switches.ObjectsRefusedByLicense, other.Switches.ObjectsRefusedByLicense);
        foreach (var soql in new[] { "SELECT Id, Amount, CloseDate, CreatedDate FROM Opportunity ORDER BY Id", "SELECT SobjectType, Field FROM FieldPermissions WHERE SobjectType = 'Parcel__c'", "SELECT Id, Username FROM User ORDER BY Username" })
        {
            Assert.Equal(JsonConvert.SerializeObject(Org.AsSystem.Query(soql)), JsonConvert.SerializeObject(other.AsSystem.Query(soql)));
            Assert.NotEmpty(other.AsSystem.Query(soql));
        }
    }

    [Fact]
    public async Task Tokens_and_secrets_work_on_and_ids_go_on_counting()
    {
        var app = Org.GetApps().First(a => a.RunAsUsername is not null);
        var account = await _client.AccountAsync("Before");
        using var later = new PracticeClient(Load(Save(Org))) { Token = _client.Token };

        (await later.GetAsync($"{PracticeClient.Data}/sobjects/Account/{account}")).Expect(HttpStatusCode.OK);
        var next = await later.AccountAsync("After");
        Assert.True(string.CompareOrdinal(next, account) > 0);
        var token = await later.FormAsync("/services/oauth2/token", ("grant_type", "client_credentials"), ("client_id", app.ConsumerKey), ("client_secret", app.GetConsumerSecret()));
        Assert.NotNull((string?)token.Expect(HttpStatusCode.OK).Json["access_token"]);
    }

    [Fact]
    public async Task What_was_removed_since_is_there_again_and_what_came_is_gone()
    {
        var saved = Save(Org);
        var users = Org.AsSystem.Query("SELECT Id FROM User").Count;
        Org.GrowStandard(["WorkOrder"]);
        Org.GrowUsers(3);
        await _client.AccountAsync("New");

        Org.LoadState(new MemoryStream(saved));
        Assert.Equal(saved, Save(Org));
        Assert.Equal(users, Org.AsSystem.Query("SELECT Id FROM User").Count);
        Assert.Equal(0, _client.CountAccounts("New"));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{PracticeClient.Data}/sobjects/WorkOrder/describe")).Status);
    }

    [Fact]
    public async Task The_control_endpoint_saves_and_loads()
    {
        using var http = new HttpClient(Org.CreateHandler(control: true)) { BaseAddress = Org.BaseAddress };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        using var saved = await http.PostAsync("/practice/save", null, TestContext.Current.CancellationToken);
        Assert.Equal("application/gzip", saved.Content.Headers.ContentType!.MediaType);
        Assert.Empty(saved.Content.Headers.ContentEncoding);
        var bytes = await saved.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Save(Org), bytes);

        await _client.AccountAsync("New");
        using var loaded = await http.PostAsync("/practice/load", new ByteArrayContent(bytes), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, loaded.StatusCode);
        Assert.Equal(0, _client.CountAccounts("New"));

        using var refused = await http.PostAsync("/practice/load", new StringContent("nonsense"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    public static TheoryData<string> Broken => new(
        "",
        "nonsense",
        "[]",
        "{}",
        """{"format":"practice org state","version":2,"settings":{},"numbers":{}}""",
        """{"format":"practice org state","version":1}""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{"001":"x"}}""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"other":1}""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"object":{"Name":"A","Colour":"red"},"fields":[]}""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":["B"],"rows":2}["a",false,1]""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":["B"],"rows":1}["a",false,1,2]""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":["B"],"rows":1}["a",false,{"x":"1"}]""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":["B"],"rows":1}["a",false,{"t":"-5"}]""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":["B"],"rows":1}["a",false,[]]""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}{"table":"A","fields":[],"rows":0}{"table":"a","fields":[],"rows":0}""",
        """{"format":"practice org state","version":1,"settings":{},"numbers":{}}""");

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_state_is_refused_and_changes_nothing(string text)
    {
        var before = Save(Org);
        Assert.Throws<FormatException>(() => Org.LoadState(Packed(text)));
        Assert.Equal(before, Save(Org));
    }

    [Fact]
    public void A_state_that_ends_early_is_refused()
    {
        var saved = Save(Org);
        var text = new StreamReader(new GZipStream(new MemoryStream(saved), CompressionMode.Decompress)).ReadToEnd();
        Assert.ThrowsAny<FormatException>(() => Org.LoadState(new MemoryStream(saved, 0, saved.Length / 2)));
        Assert.ThrowsAny<FormatException>(() => Org.LoadState(Packed(text.Substring(0, text.Length / 2))));
        Assert.Equal(saved, Save(Org));
    }

    [Theory]
    [InlineData("clockOffset", "\"soon\"")]
    [InlineData("clockStopped", "\"2027\"")]
    [InlineData("baseAddress", "\"nowhere\"")]
    [InlineData("switches", "{\"noSuchSwitch\":true}")]
    [InlineData("callerAddress", "\"300.1.1.1\"")]
    public void Wrong_settings_change_nothing(string name, string value)
    {
        var saved = Save(Org);
        var text = new StreamReader(new GZipStream(new MemoryStream(saved), CompressionMode.Decompress)).ReadToEnd();
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var head = JObject.Parse(text.Substring(0, end));
        head["settings"]![name] = JToken.Parse(value);
        Assert.ThrowsAny<FormatException>(() => Org.LoadState(Packed(head.ToString(Formatting.None) + text.Substring(end))));
        Assert.Equal(saved, Save(Org));
    }

    [Fact]
    public void Every_property_of_the_schema_is_kept()
    {
        RoundTrip<FieldSchema>();
        RoundTrip<SObjectSchema>();
    }

    [Fact]
    public void Every_kind_of_value_is_kept_with_its_type()
    {
        var moment = new DateTime(2026, 11, 21, 9, 0, 0, 123, DateTimeKind.Utc);
        object?[] values = [null, "", "ä\"\n\u2028{}", true, false, 0, int.MinValue, 1.50m, 0.1, double.MaxValue, moment, moment.Date, new byte[] { 0, 255 }];
        foreach (var value in values)
        {
            var text = new StringWriter();
            using (var json = new JsonTextWriter(text))
            {
                StateValues.Write(json, value);
            }

            using var reader = new JsonTextReader(new StringReader(text.ToString())) { DateParseHandling = DateParseHandling.None };
            reader.Read();
            var read = new StateValues().Read(reader);
            Assert.Equal(value, read);
            Assert.Equal(value?.GetType(), read?.GetType());
            Assert.Equal((value as decimal?)?.ToString(), (read as decimal?)?.ToString());
            Assert.Equal((value as DateTime?)?.Kind, (read as DateTime?)?.Kind);
        }
    }

    // A value that is not the default, for each property that can be set.
    private static void RoundTrip<T>()
        where T : class
    {
        var value = (T)Activator.CreateInstance(typeof(T))!;
        var properties = typeof(T).GetProperties().Where(p => p.SetMethod is not null).ToList();
        foreach (var property in properties)
        {
            property.SetValue(value, Other(property, value));
        }

        var read = StateProperties<T>.Read(JObject.Parse(StateProperties<T>.Write(value).ToString()));
        Assert.All(properties, p => Assert.Equal(p.GetValue(value), p.GetValue(read)));
    }

    private static object Other(PropertyInfo property, object value) =>
        property.PropertyType == typeof(bool) ? !(bool)property.GetValue(value)!
        : property.PropertyType == typeof(int) ? 7
        : property.PropertyType == typeof(int?) ? 7
        : property.PropertyType == typeof(string) ? "text|;," + property.Name
        : property.PropertyType == typeof(object) ? 5
        : property.PropertyType == typeof(IReadOnlyList<string>) ? new[] { "a", "b" }
        : throw new NotSupportedException($"Say how {property.Name} of type {property.PropertyType} is kept.");

    private static byte[] Save(Practice.PracticeOrg org)
    {
        using var memory = new MemoryStream();
        org.SaveState(memory);
        return memory.ToArray();
    }

    private static Practice.PracticeOrg Load(byte[] state)
    {
        var org = Practice.PracticeOrg.CreateCompany();
        org.LoadState(new MemoryStream(state));
        return org;
    }

    private static MemoryStream Packed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return new MemoryStream(memory.ToArray());
    }
}
