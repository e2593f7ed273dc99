using System;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Auth;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>The parts that need no org: assertions, references, forms, JSON, routes, faults.</summary>
public sealed class PureTests
{
    private static readonly JObject s_claims = new() { ["iss"] = "key", ["sub"] = "a@b.c", ["aud"] = "https://login.salesforce.com", ["exp"] = 1_900_000_000 };

    [Fact]
    public void An_assertion_is_verified_with_the_right_key_only()
    {
        using var mine = new SigningKey();
        using var other = new SigningKey();
        var jwt = JwtAssertion.Parse(mine.Assertion(s_claims));
        using var right = CertificateKey.PublicKey(mine.Der);
        using var wrong = CertificateKey.PublicKey(other.Der);
        Assert.True(jwt.IsSignedBy(right));
        Assert.False(jwt.IsSignedBy(wrong));
        Assert.Equal("a@b.c", jwt.Subject);
        Assert.Equal(new DateTime(2030, 3, 17, 17, 46, 40, DateTimeKind.Utc), jwt.Expires);
    }

    [Fact]
    public void Changing_one_claim_after_signing_breaks_the_signature()
    {
        using var key = new SigningKey();
        var parts = key.Assertion(s_claims).Split('.');
        var forged = (JObject)s_claims.DeepClone();
        forged["sub"] = "admin@acme.example";
        using var publicKey = CertificateKey.PublicKey(key.Der);
        Assert.False(JwtAssertion.Parse($"{parts[0]}.{SigningKey.Url(Encoding.UTF8.GetBytes(forged.ToString()))}.{parts[2]}").IsSignedBy(publicKey));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("rs256")]
    [InlineData("RS512")]
    public void Any_algorithm_but_RS256_is_refused(string algorithm)
    {
        using var key = new SigningKey();
        Assert.Equal("invalid assertion", Assert.Throws<OAuthFault>(() => JwtAssertion.Parse(key.Assertion(s_claims, algorithm))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("..")]
    [InlineData("e30=.e30.AAAA")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("{}.{}.{}")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.AAAA")]
    public void What_is_no_assertion_is_an_invalid_assertion(string text) =>
        Assert.Equal("invalid_grant", Assert.Throws<OAuthFault>(() => JwtAssertion.Parse(text)).Error);

    [Theory]
    [InlineData("\"1900000000\"", true)]
    [InlineData("1900000000.5", true)]
    [InlineData("-1", false)]
    [InlineData("99999999999999", true)]
    [InlineData("\"soon\"", false)]
    [InlineData("null", false)]
    [InlineData("true", false)]
    public void The_expiry_may_be_a_number_or_digits_and_nothing_else(string exp, bool read)
    {
        using var key = new SigningKey();
        var claims = (JObject)s_claims.DeepClone();
        claims["exp"] = JToken.Parse(exp);
        Assert.Equal(read, JwtAssertion.Parse(key.Assertion(claims)).Expires is not null);
    }

    [Fact]
    public void A_certificate_is_taken_as_PEM_and_as_DER_and_nothing_else_is()
    {
        using var key = new SigningKey();
        Assert.Equal(key.Der, CertificateKey.ToDer(key.Der));
        Assert.Equal(key.Der, CertificateKey.ToDer(Encoding.ASCII.GetBytes("text before\r\n" + key.Pem.Replace("\n", "\r\n"))));
        Assert.Throws<ArgumentException>(() => CertificateKey.ToDer([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => CertificateKey.ToDer(Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\nAAAA")));
        Assert.Throws<ArgumentException>(() => CertificateKey.ToDer(Encoding.ASCII.GetBytes("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----")));
        using var ec = ECDsa.Create();
        using var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=ec", ec, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Assert.Contains("RSA", Assert.Throws<ArgumentException>(() => CertificateKey.ToDer(certificate.RawData)).Message);
    }

    [Fact]
    public void References_take_values_out_of_objects_lists_and_nested_paths()
    {
        var references = new CompositeReferences();
        references.Keep("new", JObject.Parse("""{"id":"001A","ok":true,"n":7}"""));
        references.Keep("list", JArray.Parse("""[{"id":"a/b c"}]"""));
        references.Keep("query", JObject.Parse("""{"records":[{"Owner":{"Id":"005X"}}]}"""));
        Assert.Equal("/x/001A/005X?y=a%2Fb%20c", references.InUrl("/x/@{new.id}/@{query.records[0].Owner.Id}?y=@{list[0].id}"));
        var body = references.InBody(JObject.Parse("""{"a":"@{new.id}","b":"<@{new.n}>","c":["@{new.ok}",{"d":"@{new.n}"}],"e":null,"f":1.50}"""));
        Assert.Equal("""{"a":"001A","b":"<7>","c":[true,{"d":7}],"e":null,"f":1.5}""", body.ToString(Newtonsoft.Json.Formatting.None).Replace("1.50", "1.5"));
    }

    [Theory]
    [InlineData("@{new.Id}")]
    [InlineData("@{New.id}")]
    [InlineData("@{new}")]
    [InlineData("@{new.list[2]}")]
    [InlineData("@{new.list[x]}")]
    [InlineData("@{new.none}")]
    [InlineData("@{failed.id}")]
    [InlineData("@{new.id.more}")]
    [InlineData("@{new.list[99999999999999999999]}")]
    public void A_reference_to_nothing_halts(string text)
    {
        var references = new CompositeReferences();
        references.Keep("new", JObject.Parse("""{"id":"001A","list":[1,2],"none":null}"""));
        references.Keep("failed", null);
        var fault = Assert.Throws<SfFault>(() => references.InUrl(text));
        Assert.Equal("PROCESSING_HALTED", fault.Code);
        Assert.StartsWith("Invalid reference specified. No value for ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_decode_plus_and_percent_and_keep_the_first_of_two()
    {
        var form = FormText.Read("a=1+2&b=%2B%26&c&a=9&=x&d=e=f");
        Assert.Equal("1 2", form["a"]);
        Assert.Equal("+&", form["b"]);
        Assert.Equal("", form["c"]);
        Assert.Equal("e=f", form["d"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("nonsense")]
    public void Broken_JSON_says_where(string text)
    {
        var fault = Assert.Throws<SfFault>(() => JsonText.Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal("JSON_PARSER_ERROR", fault.Code);
        Assert.Matches(@"at \[line:\d+, column:\d+\]$", fault.Message);
    }

    [Fact]
    public void JSON_keeps_dates_as_text_and_numbers_exact()
    {
        var read = JsonText.Read("{\"d\":\"2026-11-21T08:00:00Z\",\"n\":0.1}"u8.ToArray());
        Assert.Equal("2026-11-21T08:00:00Z", ((JValue)read["d"]!).Value);
        Assert.Equal(0.1m, ((JValue)read["n"]!).Value);
    }

    [Fact]
    public void A_literal_segment_wins_over_a_placeholder()
    {
        var router = new Router().Add("sobjects/{type}/{id}", "GET", _ => PracticeResponse.Empty(200)).Add("sobjects/{type}/describe", "GET", _ => PracticeResponse.Empty(204));
        Assert.Equal("sobjects/{type}/describe", router.Find("/sobjects/Account/describe/", out var values)!.Pattern);
        Assert.Equal("Account", values["type"]);
        Assert.Equal("a/b", Value(router, "sobjects/Account/a%2Fb"));
        Assert.Null(router.Find("sobjects", out _));
    }

    [Fact]
    public void A_fault_waits_for_its_turn_and_counts_only_what_it_matches()
    {
        var faults = new PracticeFaults();
        faults.Add(new PracticeFault(PracticeFaultKind.Unavailable) { WritesOnly = true, Skip = 1, Times = 2 });
        var read = new PracticeRequest("GET", new Uri("https://x/services/data/v66.0/limits"));
        var write = new PracticeRequest("POST", new Uri("https://x/services/data/v66.0/sobjects/Account"));
        Assert.Null(faults.Next(read, false));
        Assert.Null(faults.Next(write, true));
        Assert.Null(faults.Next(read, false));
        Assert.NotNull(faults.Next(write, true));
        Assert.NotNull(faults.Next(write, true));
        Assert.Null(faults.Next(write, true));
        Assert.Equal(0, faults.Pending);
        Assert.Equal(2, faults.Fired);
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Add(new PracticeFault(PracticeFaultKind.Reset) { Times = 0 }));
    }

    private static string Value(Router router, string path)
    {
        router.Find(path, out var values);
        return values["id"];
    }
}
