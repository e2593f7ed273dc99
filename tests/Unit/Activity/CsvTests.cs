using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SfIntegration.Activity.Logs.Csv;
using Sylvan.Data.Csv;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity;

/// <summary>Our reader of log files, judged by a CSV library wherever the file is one that CSV allows.</summary>
public sealed class CsvTests
{
    private static (List<string[]> Rows, List<long> Damaged, IReadOnlyList<string> Header) Read(string text, int blockSize = CsvBlocks.BlockSize)
    {
        using var blocks = new CsvBlocks(new MemoryStream(Encoding.UTF8.GetBytes(text)), blockSize: blockSize);
        var rows = new List<string[]>();
        var damaged = new List<long>();
        CsvWalk? walk = null;
        while (blocks.Next() is { } block)
        {
            walk ??= new CsvWalk(blocks.Header.Count);
            walk.Open(block);
            while (walk.Next())
            {
                if (walk.Damage is null)
                {
                    rows.Add(Enumerable.Range(0, walk.Record.Count).Select(i => walk.Record.Text(i)).ToArray());
                }
                else
                {
                    damaged.Add(walk.Offset);
                }
            }

            blocks.Return(block);
        }

        return (rows, damaged, blocks.Header);
    }

    private static List<string[]> Library(string text)
    {
        using var csv = CsvDataReader.Create(new StringReader(text.TrimStart('\uFEFF')));
        var rows = new List<string[]>();
        while (csv.Read())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).Select(csv.GetString).ToArray());
        }

        return rows;
    }

    [Theory]
    [InlineData("\"A\",\"B\"\n\"1\",\"2\"\n")]
    [InlineData("\"A\",\"B\"\r\n\"1\",\"2\"\r\n\"3\",\"\"\r\n")]
    [InlineData("\uFEFF\"A\",\"B\"\n\"1\",\"2\"")]
    [InlineData("\"A\",\"B\"\n\"x\ny\",\"two\r\nlines\"\n\"3\",\"4\"\n")]
    [InlineData("\"A\",\"B\"\n\"say \"\"hi\"\"\",\"\"\"whole\"\"\"\n\"\",\"\"\"\"\n")]
    [InlineData("\"A\",\"B\"\n\"a,b\",\",\"\n\"\",\"\"\n")]
    [InlineData("A,B\n1,2\n3,\n,4\n")]
    [InlineData("\"A\",\"B\"\n\"ä\u20ac\U0001F600\",\"ok\"\n")]
    public void What_CSV_allows_is_read_as_the_library_reads_it(string text)
    {
        foreach (var size in new[] { 16, 23, 64, CsvBlocks.BlockSize })
        {
            var (rows, damaged, _) = Read(text, size);
            Assert.Empty(damaged);
            Assert.Equal(Library(text), rows);
        }
    }

    [Fact]
    public void Random_files_are_read_as_the_library_reads_them_however_they_are_cut()
    {
        var random = new Random(7);
        string[] parts = ["a", "\"", "\n", "\r\n", ",", "\"\"", "\"\n\"X", "é", "", "API", "\n\"\"API", "long text that goes on for a while "];
        for (var run = 0; run < 200; run++)
        {
            var text = new StringBuilder("\"TYPE\",\"B\",\"C\"\n");
            for (var row = 0; row < 30; row++)
            {
                text.Append("\"API\"");
                for (var i = 0; i < 2; i++)
                {
                    var value = string.Concat(Enumerable.Range(0, random.Next(5)).Select(_ => parts[random.Next(parts.Length)]));
                    text.Append(",\"").Append(value.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                }

                text.Append(run % 2 == 0 ? "\n" : "\r\n");
            }

            var all = text.ToString();
            var (rows, damaged, _) = Read(all, 40 + run);
            Assert.Empty(damaged);

            Assert.Equal(Library(all), rows);
        }
    }

    [Fact]
    public void Quotes_within_a_value_may_come_as_three()
    {
        var (rows, damaged, _) = Read("\"A\",\"B\"\n\"x=\"\"\"foo\"\"\"&y\",\"\"\"SELECT Id\"\"\"\n\"a \"b\" c\",\"d\"\n");
        Assert.Empty(damaged);
        Assert.Equal("x=\"foo\"&y", rows[0][0]);
        Assert.Equal("\"SELECT Id\"", rows[0][1]);
        Assert.Equal(["a \"b\" c", "d"], rows[1]);
    }

    [Fact]
    public void A_damaged_line_costs_itself_and_no_other()
    {
        const string Text = "\"A\",\"B\"\n\"1\",\"2\"\n\"only one\"\n\"3\",\"4\"\n\"open,\"5\"\n\"6\",\"7\"\n\"a\",\"b\",\"c\"\n\"8\",\"9\"\n\"cut";
        foreach (var size in new[] { 16, 40, CsvBlocks.BlockSize })
        {
            var (rows, damaged, _) = Read(Text, size);
            Assert.Equal(["1", "3", "6", "8"], rows.Select(r => r[0]));
            Assert.Equal(4, damaged.Count);
            Assert.All(damaged, at => Assert.Equal('\n', Text[(int)at - 1]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"A\",\"B\"")]
    [InlineData("\"A\",\"B\"\n\n\n")]
    public void A_file_without_events_is_none(string text) => Assert.Empty(Read(text).Rows);

    [Fact]
    public void The_hash_is_of_every_byte()
    {
        var bytes = Encoding.UTF8.GetBytes("\"A\"\n" + string.Concat(Enumerable.Repeat("\"x\"\n", 500)));
        using var blocks = new CsvBlocks(new MemoryStream(bytes), withHash: true, blockSize: 100);
        while (blocks.Next() is not null)
        {
        }

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), blocks.Sha256());
    }
}
