using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class HostileScopeTests
{
    [Theory]
    [InlineData("a: &x 1\nb: 2", "the anchor `&x` is not allowed")]
    [InlineData("name: *x", "the alias `*x` is not allowed")]
    [InlineData("name: !!binary aGk=", "the tag")]
    [InlineData("name: !ruby/object x", "the tag")]
    [InlineData("name: a\n---\nname: b", "(2,1): A second document begins here")]
    [InlineData("<<: { name: x }", "unknown key `<<`")]
    [InlineData("name: a\u0000b", "control character U+0000")]
    [InlineData("name: a\u0007b", "control character U+0007")]
    [InlineData("? [a]\n: b", "A key must be a word")]
    [InlineData("- a", "Keys are expected here, not a list")]
    [InlineData("hello", "Keys are expected here, not a text")]
    [InlineData("", "The file is empty")]
    [InlineData("# only a comment\n", "The file is empty")]
    [InlineData("---\n...\n", "Keys are expected here, not nothing")]
    [InlineData("name: 'open", "This is not YAML")]
    [InlineData("name: [a", "This is not YAML")]
    [InlineData("{\"name\": \"a\"", "This is not YAML")]
    [InlineData("name: @x", "unquoted `@`")]
    [InlineData("name: \"\\UFFFFFFFF\"", "This is not YAML")]
    [InlineData("%YAML 99999999999999999999.1\n---\nname: a", "unquoted `%`")]
    public void What_hides_or_breaks_is_refused_with_its_place(string text, string message)
    {
        var result = ScopeReader.ReadText(text);
        Assert.Null(result.Scope);
        Assert.Contains(result.Errors, e => e.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_over_one_mebibyte_is_refused_and_one_below_is_not_for_its_size()
    {
        Assert.Contains("1 MiB", Assert.Single(ScopeReader.ReadBytes(new byte[(1024 * 1024) + 1]).Errors).Message, StringComparison.Ordinal);
        var text = ScopeTexts.Small() + "\n#" + new string('x', (1024 * 1024) - 1000);
        Assert.NotNull(ScopeReader.ReadBytes(Encoding.UTF8.GetBytes(text)).Scope);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash()
    {
        foreach (var text in new[] { new string('[', 100_000), "a: " + new string('{', 50_000), string.Concat(Enumerable.Repeat("- ", 50_000)) + "a" })
        {
            Assert.NotEmpty(ScopeReader.ReadText(text).Errors);
        }
    }

    [Fact]
    public void A_hundred_thousand_mistakes_end_in_seconds_and_in_a_bounded_list()
    {
        var clock = Stopwatch.StartNew();
        foreach (var line in new[] { "k: a: b\n", "k: %x\n", "\tk: 1\n", "&a k: 1\n", "kk: 1\n", "x" + new string('y', 5000) + ": 1\n" })
        {
            var text = string.Concat(Enumerable.Repeat(line, 300_000 / line.Length));
            Assert.InRange(ScopeReader.ReadText(text).Errors.Count, 1, 600);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"took {clock.Elapsed}");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Assert.Contains("neither UTF-8 nor UTF-16", Assert.Single(ScopeReader.ReadBytes(new byte[] { (byte)'a', 0xC3, 0x28 }).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("neither UTF-8 nor UTF-16", Assert.Single(ScopeReader.ReadBytes(new byte[] { 0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00 }).Errors).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Single(ScopeReader.ReadFile("/no/such/file.yaml").Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_to_a_good_file_ends_in_a_scope_or_in_errors_never_in_another_exception()
    {
        var random = new Random(20261121);
        const string Bad = "{}[],:#&*!|>'\"%@`\t\n -?~\\0aé\u0085\uFEFF";
        for (var i = 0; i < 3000; i++)
        {
            var text = new StringBuilder(ScopeTexts.Full);
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0: text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at)); break;
                    case 1: text.Insert(at, Bad[random.Next(Bad.Length)]); break;
                    default: text[at] = Bad[random.Next(Bad.Length)]; break;
                }
            }

            var result = ScopeReader.ReadText(text.ToString());
            Assert.True(result.Scope is null ? result.Errors.Count > 0 : result.Errors.Count == 0);
        }
    }
}
