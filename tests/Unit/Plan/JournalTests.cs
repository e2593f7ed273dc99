using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Tests.Plan;

public sealed class JournalTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void What_was_written_is_read_back_with_what_became_of_it()
    {
        Write(rows =>
        {
            rows[0].Success = true;
            rows[0].RecordId = "0PS1";
            rows[1].Success = false;
            rows[1].Error = "X: no";
        });
        var journal = JournalReader.Read(_path);
        Assert.Equal(("orders", "u@x.yz", "00D", "host", "Complete"), (journal.Scope, journal.Username, journal.OrgId, journal.Host, journal.State));
        Assert.Equal(("0PS1", true), (journal.Rows[0].RecordId, journal.Rows[0].Success));
        Assert.Equal((false, "X: no"), (journal.Rows[1].Success, journal.Rows[1].Error));
        Assert.Equal("O'Brien \"q\" \u2028 \n", journal.Rows[0].Key["Name"]);
    }

    [Fact]
    public void A_killed_process_leaves_rows_that_nobody_can_vouch_for()
    {
        using (var writer = new JournalWriter(_path, () => DateTime.UnixEpoch))
        {
            writer.Start("apply", "orders", "u@x.yz", "00D", "host", "f");
            writer.Intent(Rows());
        }

        File.AppendAllText(_path, "{\"kind\":\"done\",\"rows\":[{\"row\":1,\"id\":\"0P");
        var journal = JournalReader.Read(_path);
        Assert.Null(journal.State);
        Assert.All(journal.Rows, r => Assert.Null(r.Success));
    }

    [Fact]
    public void A_line_damaged_in_the_middle_is_an_error_that_names_it()
    {
        Write(_ => { });
        var lines = File.ReadAllLines(_path);
        lines[1] = lines[1].Substring(0, 20);
        File.WriteAllLines(_path, lines);
        var error = Assert.Throws<SfPlanException>(() => JournalReader.Read(_path));
        Assert.Equal("JournalDamaged", error.Code);
        Assert.Contains("(2)", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"kind\":\"start\",\"version\":99}\n")]
    [InlineData("hello\n")]
    [InlineData("[]\n")]
    public void What_is_no_journal_of_ours_is_refused(string text)
    {
        File.WriteAllText(_path, text);
        Assert.Throws<SfPlanException>(() => JournalReader.Read(_path));
    }

    [Fact]
    public void A_journal_is_never_written_over()
    {
        File.WriteAllText(_path, "precious");
        Assert.Throws<IOException>(() => new JournalWriter(_path, () => DateTime.UtcNow));
        Assert.Equal("precious", File.ReadAllText(_path));
    }

    private static List<JournalRow> Rows() => new()
    {
        new JournalRow { Number = 1, Operation = WriteOperation.Create, SobjectType = "PermissionSet", Key = new Dictionary<string, string> { ["Name"] = "O'Brien \"q\" \u2028 \n" }, Values = new JObject(), Before = new JObject() },
        new JournalRow { Number = 2, Operation = WriteOperation.Update, SobjectType = "User", RecordId = "005", Key = new Dictionary<string, string> { ["Username"] = "u@x.yz" }, Values = new JObject { ["IsActive"] = true }, Before = new JObject { ["IsActive"] = false } },
    };

    private void Write(Action<List<JournalRow>> settle)
    {
        using var writer = new JournalWriter(_path, () => DateTime.UnixEpoch);
        writer.Start("apply", "orders", "u@x.yz", "00D", "host", "f");
        var rows = Rows();
        writer.Intent(rows);
        settle(rows);
        writer.Done(rows);
        writer.End("Complete");
    }
}
