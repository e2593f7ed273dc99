using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Tests.Plan;

public sealed class RowSenderTests : IDisposable
{
    private readonly string _journalPath = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".jsonl");
    private readonly JournalWriter _journal;

    public RowSenderTests()
    {
        _journal = new JournalWriter(_journalPath, () => DateTime.UnixEpoch);
        _journal.Start("apply", "s", "u", "o", "h", "f");
    }

    public void Dispose()
    {
        _journal.Dispose();
        File.Delete(_journalPath);
    }

    [Fact]
    public async Task A_lost_answer_is_settled_by_asking_and_only_missing_rows_are_sent_again()
    {
        var rows = Rows(3);
        var writer = new FakeWriter
        {
            Send = (sent, call) => call == 1 ? throw Lost() : Ok(sent),
            Find = row => row.Number == 2 ? "found-2" : null,
        };
        await SendAsync(writer, rows);
        Assert.All(rows, r => Assert.True(r.Success));
        Assert.Equal("found-2", rows[1].RecordId);
        Assert.Equal(new[] { 1, 3 }, writer.Sent[1].Select(r => r.Number));
    }

    [Fact]
    public async Task A_failure_that_cannot_have_written_is_thrown_and_nothing_is_called_done()
    {
        var rows = Rows(1);
        var writer = new FakeWriter { Send = (_, _) => throw new SfNetworkException("no connection") };
        await Assert.ThrowsAsync<SfNetworkException>(() => SendAsync(writer, rows));
        Assert.Null(rows[0].Success);
        Assert.Single(writer.Sent);
    }

    [Fact]
    public async Task An_answer_lost_every_time_is_thrown_after_a_bounded_number_of_attempts()
    {
        var writer = new FakeWriter { Send = (_, _) => throw Lost() };
        await Assert.ThrowsAsync<SfNetworkException>(() => SendAsync(writer, Rows(1)));
        Assert.Equal(4, writer.Sent.Count);
    }

    [Fact]
    public async Task A_duplicate_that_is_found_by_its_key_is_done()
    {
        var rows = Rows(1);
        await SendAsync(new FakeWriter { Send = (sent, _) => Refuse(sent, "DUPLICATE_VALUE", "duplicate"), Find = _ => "old" }, rows);
        Assert.True(rows[0].Success);
        Assert.Equal("old", rows[0].RecordId);
        Assert.Null(rows[0].Error);
    }

    [Fact]
    public async Task A_duplicate_of_something_else_is_refused_with_the_answer()
    {
        var rows = Rows(1);
        await SendAsync(new FakeWriter { Send = (sent, _) => Refuse(sent, "DUPLICATE_VALUE", "duplicate value found: Label") }, rows);
        Assert.False(rows[0].Success);
        Assert.Contains("duplicate value found: Label", rows[0].Error);
    }

    [Fact]
    public async Task One_bad_row_leaves_the_others_written()
    {
        var rows = Rows(200);
        await SendAsync(new FakeWriter
        {
            Send = (sent, _) => sent.Select(r => r.Number == 77 ? new RowAnswer(false, null, "FIELD_INTEGRITY_EXCEPTION", "bad") : new RowAnswer(true, "id" + r.Number, null, null)).ToList(),
        }, rows);
        Assert.Equal(199, rows.Count(r => r.Success == true));
        Assert.Equal("FIELD_INTEGRITY_EXCEPTION: bad", rows.Single(r => r.Success == false).Error);
    }

    [Fact]
    public async Task A_row_that_depends_on_a_later_one_is_tried_again_after_it()
    {
        var rows = Rows(2);
        var calls = 0;
        await SendAsync(new FakeWriter
        {
            Send = (sent, _) =>
            {
                calls++;
                return sent.Select(r => calls == 1 && r.Number == 1
                    ? new RowAnswer(false, null, "FIELD_INTEGRITY_EXCEPTION", "Permission Read Line depends on permission(s): Read Invoice")
                    : new RowAnswer(true, "id", null, null)).ToList();
            },
        }, rows);
        Assert.All(rows, r => Assert.True(r.Success));
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Deleting_what_is_gone_is_done()
    {
        var row = Row(1, WriteOperation.Delete);
        await SendAsync(new FakeWriter { Send = (sent, _) => Refuse(sent, "ENTITY_IS_DELETED", "entity is deleted") }, new[] { row });
        Assert.True(row.Success);
    }

    [Fact]
    public async Task More_rows_than_a_call_holds_go_in_several_and_each_call_stands_in_the_journal_before_it_is_sent()
    {
        var rows = Rows(2500);
        var intents = new List<int>();
        await SendAsync(new FakeWriter
        {
            Send = (sent, _) =>
            {
                intents.Add(ReadShared(_journalPath).Split('\n').Count(l => l.Contains("\"intent\"")));
                return Ok(sent);
            },
        }, rows);
        Assert.Equal(new[] { 1, 2, 3 }, intents);
        Assert.All(rows, r => Assert.True(r.Success));
    }

    [Fact]
    public async Task Cancelling_between_calls_sends_no_further_call()
    {
        using var stop = new CancellationTokenSource();
        var writer = new FakeWriter
        {
            Send = (sent, _) =>
            {
                stop.Cancel();
                return Ok(sent);
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new RowSender(writer, _journal, (_, _) => Task.CompletedTask).SendAsync(Rows(1500), null, stop.Token));
        Assert.Single(writer.Sent);
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private Task SendAsync(FakeWriter writer, IReadOnlyList<JournalRow> rows) =>
        new RowSender(writer, _journal, (_, _) => Task.CompletedTask).SendAsync(rows, null, TestContext.Current.CancellationToken);

    private static SfNetworkException Lost() => new("the answer was lost") { MayHaveBeenCarriedOut = true };

    private static List<RowAnswer> Ok(IReadOnlyList<JournalRow> rows) => rows.Select(r => new RowAnswer(true, "id" + r.Number, null, null)).ToList();

    private static List<RowAnswer> Refuse(IReadOnlyList<JournalRow> rows, string code, string message) =>
        rows.Select(_ => new RowAnswer(false, null, code, message)).ToList();

    private static List<JournalRow> Rows(int count) => Enumerable.Range(1, count).Select(n => Row(n, WriteOperation.Create)).ToList();

    private static JournalRow Row(int number, WriteOperation operation) => new()
    {
        Number = number,
        Operation = operation,
        SobjectType = "FieldPermissions",
        RecordId = operation == WriteOperation.Create ? null : "01k" + number,
        Key = new Dictionary<string, string> { ["ParentId"] = "0PS", ["Field"] = "Account.F" + number },
        Values = new JObject(),
        Before = new JObject(),
    };

    private sealed class FakeWriter : IRowWriter
    {
        public required Func<IReadOnlyList<JournalRow>, int, IReadOnlyList<RowAnswer>> Send { get; init; }

        public Func<JournalRow, string?> Find { get; init; } = _ => null;

        public List<IReadOnlyList<JournalRow>> Sent { get; } = new();

        public Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
        {
            Sent.Add(rows.ToList());
            return Task.FromResult(Send(rows, Sent.Count));
        }

        public Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<string?>>(rows.Select(Find).ToList());
    }
}
