using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Files;
using SfIntegration.Http;
using SfIntegration.Scope;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.Access.Files;

public sealed class SnapshotFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_back_whole(bool asText)
    {
        var read = SnapshotSample.Read(SnapshotSample.Bytes(SnapshotSample.Everything(), asText));
        Assert.Equal(SnapshotSample.Text(SnapshotSample.Everything()), SnapshotSample.Text(read));

        Assert.Equal(("00D000000000001EAA", "acme.my.salesforce.example", "ada@acme.example", "66.0"), (read.OrgId, read.Host, read.TakenBy, read.ApiVersion));
        Assert.Equal(new DateTime(2026, 11, 25, 8, 0, 0, DateTimeKind.Utc), read.TakenAt);
        Assert.Equal(new[] { "names of ApexClass: no.", "session activations: no." }, read.NotRead);
        var orders = read.Container("0PS000000000002AAA")!;
        Assert.Equal(("ns__Orders", "Orders", "Why: ünïcode \u2028 and a tab\t.", false, true), (orders.Name, orders.Label, orders.Description, orders.IsCustom, orders.HasActivationRequired));
        Assert.Equal((ObjectAccess)127, orders.Objects.Single(o => o.SobjectType == "Account").Access);
        Assert.Equal(FieldAccess.Edit, orders.Fields.Single(f => f.SobjectType == "Task").Access);
        Assert.Equal(FieldAccess.Read | FieldAccess.Edit, orders.Fields.Single(f => f.Field == "Name").Access);
        Assert.Null(orders.SetupEntities.Single(e => e.EntityType == "TabSet").Name);
        Assert.Equal(TabVisibility.Visible, orders.Tabs.Single(t => t.Name == "standard-Account").Visibility);
        Assert.Equal(new[] { "Customer", "Partner" }, orders.RecordTypes!.Select(r => r.RecordType));
        Assert.Null(read.Container("0PS000000000001AAA")!.RecordTypes);
        Assert.Empty(read.Container("0QM000000000001AAA")!.RecordTypes!);
        var desk = read.Groups.Single(g => g.Name == "Desk");
        Assert.Equal(("Outdated", "0PS000000000003AAA", true), (desk.Status, desk.AggregateId!, desk.HasActivationRequired));
        Assert.Equal(new[] { "0PS000000000002AAA", "0PS000000000009AAA" }, desk.ComponentIds.OrderBy(id => id, StringComparer.Ordinal));
        Assert.Equal("0PS000000000008AAA", read.Groups.Single(g => g.Name == "Unread").AggregateId);
        Assert.Equal("0PG000000000001AAA", read.Assignments.Single(a => a.PermissionSetId == "0PS000000000003AAA").GroupId);
        var ended = read.Assignments.Single(a => a.ExpirationDate is not null);
        Assert.Equal((new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc), false, true), (ended.ExpirationDate!.Value, ended.IsActive, ended.IsRevoked));
        Assert.True(read.User("ADA@acme.example")!.IsFrozen);
        Assert.Null(read.User("integ-1@acme.example")!.IsFrozen);
        Assert.Null(read.PermissionSetLicenses.Single(l => l.DeveloperName == "Unknown").MaximumPermissions);
        Assert.Contains("Task.Subject", read.Schema!.PermissionableFields);
        Assert.DoesNotContain("Task", read.Schema.PermissionableObjects);
        Assert.Equal(5, read.RowCount);
    }

    [Fact]
    public void The_same_state_gives_the_same_bytes_in_whatever_order_its_rows_came()
    {
        var bytes = SnapshotSample.Bytes(SnapshotSample.Everything(), asText: false);
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Equal(bytes, SnapshotSample.Bytes(SnapshotSample.Everything(new Random(seed)), asText: false));
        }
    }

    [Fact]
    public void The_machines_culture_changes_no_byte()
    {
        var usual = CultureInfo.CurrentCulture;
        var text = SnapshotSample.Text(SnapshotSample.Everything());
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.DateTimeFormat.TimeSeparator = CultureInfo.CurrentCulture.DateTimeFormat.DateSeparator = "!";
            CultureInfo.CurrentCulture.NumberFormat.NegativeSign = "minus";
            Assert.Equal(text, SnapshotSample.Text(SnapshotSample.Everything()));
            Assert.Equal(text, SnapshotSample.Text(SnapshotSample.Read(text)));
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    [Fact]
    public void No_row_id_of_a_grant_is_in_the_file()
    {
        var text = SnapshotSample.Text(SnapshotSample.Everything());
        Assert.DoesNotContain("01k000000000001AAA", text, StringComparison.Ordinal);
        Assert.DoesNotContain("110000000000001AAA", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_containers_of_one_kind_and_name_are_told_apart_by_id()
    {
        var twins = new AccessSnapshot
        {
            Containers = new[] { "0QM000000000002AAA", "0QM000000000001AAA" }.Select(id => new Container { Id = id, Kind = ContainerKind.Muting, Name = "Twin", Label = "Twin" }).ToList(),
            Groups = new[] { new GroupFacts("0PG000000000001AAA", "G", "Updated", null, Array.Empty<string>(), new[] { "0QM000000000002AAA" }, false) },
        };
        Assert.Equal("0QM000000000002AAA", Assert.Single(SnapshotSample.Read(SnapshotSample.Text(twins)).Groups.Single().MutingIds));
    }

    [Theory]
    [InlineData("the file is empty", "")]
    [InlineData("Line 1: it is no JSON", "PK\u0003\u0004 something else")]
    [InlineData("Line 1: every line begins with", "{\"a\":1}")]
    [InlineData("Line 1: every line begins with", "[]")]
    [InlineData("is no beginning of a snapshot", "{\"record\":\"user\"}")]
    [InlineData("of another format", "{\"record\":\"snapshot\",\"format\":\"x\",\"version\":1,\"wholeOrg\":true}")]
    [InlineData("has version 2; this program reads version 1", "{\"record\":\"snapshot\",\"format\":\"sfintegration-access-snapshot\",\"version\":2,\"wholeOrg\":true}")]
    public void A_file_that_is_none_says_so(string said, string text)
    {
        var error = Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(text));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Cure!);
        Assert.Equal(1, error.Line);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":\"one\"", "as \"version\"")]
    [InlineData("\"active\":true", "\"active\":\"yes\"", "as \"active\"")]
    [InlineData("\"active\":true", "\"passive\":true", "lacks \"active\"")]
    [InlineData("\"record\":\"tab\"", "\"record\":\"tub\"", "knows no record 'tub'")]
    [InlineData("\"visibility\":\"visible\"", "\"visibility\":\"hidden\"", "'hidden'")]
    [InlineData("\"kind\":\"Profile\",\"name\"", "\"kind\":\"Profil\",\"name\"", "'Profil'")]
    [InlineData("\"viewAllFields\"", "\"viewNothing\"", "'viewNothing' as access")]
    [InlineData("\"read\":[\"Phone\"]", "\"read\":[\"Name\"]", "field 'Name' twice")]
    [InlineData("\"read\":[\"Phone\"]", "\"read\":\"Phone\"", "\"read\" is no list")]
    [InlineData("\"read\":[\"Phone\"]", "\"read\":[7]", "holds something that is no name")]
    [InlineData("\"read\":[\"Phone\"]", "\"write\":[\"Phone\"]", "\"write\"")]
    [InlineData("\"name\":\"Zed__c\",\"access\"", "\"name\":\"account\",\"access\"", "the object 'account' already")]
    [InlineData("\"name\":\"ViewSetup\"}", "\"name\":\"ApiEnabled\"}", "the permission 'ApiEnabled' already")]
    [InlineData("\"id\":\"005000000000002AAA\"", "\"id\":\"005000000000001AAA\"", "already, on a line above")]
    [InlineData("\"username\":\"integ-1@acme.example\"", "\"username\":\"ADA@acme.example\"", "already, on a line above")]
    [InlineData("\"id\":\"0QM000000000001AAA\"", "\"id\":\"0PS000000000001AAA\"", "already, on a line above")]
    [InlineData("\"user\":\"integ-1@acme.example\"", "\"user\":\"nobody@acme.example\"", "no user 'nobody@acme.example'")]
    [InlineData("\"kind\":\"PermissionSet\",\"set\":\"ns__Orders\",\"expires\"", "\"kind\":\"Group\",\"set\":\"ns__Orders\",\"expires\"", "the Group 'ns__Orders'")]
    [InlineData("\"set\":\"ns__Orders\",\"expires\"", "\"sat\":\"ns__Orders\",\"expires\"", "what is held")]
    [InlineData("\"expires\":\"2027-01-02T03:04:05Z\"", "\"expires\":\"tomorrow\"", "'tomorrow' as \"expires\"")]
    [InlineData("\"expires\":\"2027-01-02T03:04:05Z\"", "\"expires\":\"2027-01-02T03:04:05Z\",\"expires\":null", "twice")]
    [InlineData("{\"record\":\"permission\"", "{\"record\":\"group\",\"name\":\"g\",\"id\":\"0PG000000000007AAA\",\"status\":\"Updated\"}\n{\"record\":\"permission\"", "belongs to no container")]
    [InlineData("\"recordTypesRead\":true}\n{\"record\":\"object\"", "\"recordTypesRead\":false}\n{\"record\":\"object\"", "record types were not read")]
    [InlineData("{\"record\":\"notRead\",\"what\":\"session activations: no.\"}\n", "", "says that it has")]
    [InlineData("{\"record\":\"taken\"", "{\"record\":\"taken\",\"extra\":1", "\"extra\"")]
    public void A_changed_file_names_the_line_and_what_would_be_right(string old, string changed, string said)
    {
        var text = SnapshotSample.Text(SnapshotSample.Everything());
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The sample has no {old}.");
        var error = Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(text.Remove(at, old.Length).Insert(at, changed)));
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Line {error.Line}: ", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Cure!);
    }

    [Fact]
    public void A_line_that_is_there_twice_is_an_error()
    {
        var lines = SnapshotSample.Text(SnapshotSample.Everything()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        for (var i = 0; i < lines.Count - 1; i++)
        {
            var twice = lines.Take(i + 1).Append(lines[i]).Concat(lines.Skip(i + 1).SkipLast(1)).Append($"{{\"record\":\"end\",\"records\":{lines.Count}}}");
            Assert.Contains("Line " + (i + 2), Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(string.Join("\n", twice))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_packed_file_that_lacks_only_bytes_of_its_end_is_refused(int lacking)
    {
        var whole = SnapshotSample.Bytes(SnapshotSample.Everything(), asText: false);
        Assert.Equal(SnapshotSample.State(SnapshotSample.Everything()), SnapshotSample.State(SnapshotSample.Read(whole)));
        var error = Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(whole[..^lacking]));
        Assert.Contains("the packed file is cut off", error.Message);
        Assert.Contains("take the snapshot again", error.Cure);
    }

    [Fact]
    public void A_packed_file_with_something_after_its_end_is_refused()
    {
        var whole = SnapshotSample.Bytes(SnapshotSample.Everything(), asText: false);
        Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read([.. whole, 0, 0, 0, 0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_cut_off_anywhere_is_refused(bool asText)
    {
        var bytes = SnapshotSample.Bytes(SnapshotSample.Everything(), asText);

        // Only the line end after the last line of a text may be missing; of a packed file nothing.
        var refused = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Assert.Equal(SnapshotSample.Text(SnapshotSample.Everything()), SnapshotSample.Text(SnapshotSample.Read(bytes.Take(length).ToArray())));
            }
            catch (SfSnapshotException)
            {
                refused++;
            }
        }

        Assert.Equal(asText ? bytes.Length - 1 : bytes.Length, refused);
    }

    [Fact]
    public void Whatever_bytes_change_the_answer_is_a_snapshot_or_one_clear_error()
    {
        var random = new Random(7);
        foreach (var asText in new[] { true, false })
        {
            var bytes = SnapshotSample.Bytes(SnapshotSample.Everything(), asText);
            for (var i = 0; i < 3000; i++)
            {
                var changed = (byte[])bytes.Clone();
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                try
                {
                    SnapshotSample.Read(changed);
                }
                catch (SfSnapshotException error)
                {
                    Assert.NotNull(error.Cure);
                }
            }
        }
    }

    [Fact]
    public void What_unpacks_to_too_much_is_stopped()
    {
        var text = SnapshotSample.Bytes(SnapshotSample.Everything(), asText: true);
        var blanks = SnapshotSample.Packed(text.Concat(Encoding.ASCII.GetBytes(new string('\n', 5_000_000))).ToArray());
        Assert.True(blanks.Length < 100_000);
        Assert.Contains("unpacks to more than", Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(blanks, longestText: 1_000_000)).Message, StringComparison.Ordinal);
        var line = SnapshotSample.Packed(Encoding.ASCII.GetBytes("{\"record\":\"" + new string('x', 5_000_000)));
        Assert.Contains("Line 1 is longer than", Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read(line)).Message, StringComparison.Ordinal);
        Assert.Throws<SfSnapshotException>(() => SnapshotSample.Read("{\"record\":\"snapshot\",\"a\":" + new string('[', 100_000)));
    }

    /// <summary>The schema is what others write readers from; it must say what the writer writes.</summary>
    [Fact]
    public void Every_line_that_is_written_is_what_the_schema_says()
    {
        var schema = JObject.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", "access-snapshot.schema.json")));
        var seen = new HashSet<string>();
        foreach (var line in SnapshotSample.Text(SnapshotSample.Everything()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (JObject)SfJson.Parse(l)))
        {
            var record = (string)line["record"]!;
            seen.Add(record);
            var definition = (JObject)schema["definitions"]![record]!;
            var properties = (JObject)definition["properties"]!;
            Assert.False((bool)definition["additionalProperties"]!);
            Assert.All(definition["required"]!, name => Assert.True(line.ContainsKey((string)name!), $"{record} lacks {name}"));
            foreach (var property in line.Properties())
            {
                Check($"{record}.{property.Name}", property.Value, properties[property.Name] as JObject);
            }
        }

        Assert.Equal(((JObject)schema["definitions"]!).Properties().Select(p => p.Name).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    private static void Check(string where, JToken value, JObject? rule)
    {
        Assert.True(rule is not null, $"The schema does not know {where}.");
        if (rule["const"] is { } constant)
        {
            Assert.True(JToken.DeepEquals(constant, value), $"{where} is {value}");
        }
        else if (rule["enum"] is JArray words)
        {
            Assert.Contains((string)value!, words.Select(w => (string)w!));
        }
        else
        {
            Assert.Equal((string)rule["type"]!, value.Type switch { JTokenType.String => "string", JTokenType.Boolean => "boolean", JTokenType.Integer => "integer", JTokenType.Array => "array", var other => other.ToString() });
            foreach (var item in value as JArray ?? new JArray())
            {
                Check(where + "[]", item, (JObject)rule["items"]!);
            }

            if (rule["pattern"] is { } pattern)
            {
                Assert.Matches((string)pattern!, (string)value!);
            }
        }
    }
}
