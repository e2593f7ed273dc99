using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Unit.Tests.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth.Azure;

/// <summary>Addresses, challenges, answers and refusals of a vault.</summary>
public sealed class VaultTests
{
    private const string Version = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("https://acme.vault.azure.net/keys/order-sync", "/keys/order-sync")]
    [InlineData("https://acme.vault.azure.net/keys/order-sync/", "/keys/order-sync")]
    [InlineData("https://acme.vault.azure.net:443/Keys/order-sync/" + Version, "/keys/order-sync/" + Version)]
    [InlineData("http://127.0.0.1:5000/keys/k", "/keys/k")]
    public void An_identifier_is_read(string text, string path) => Assert.Equal(path, VaultAddress.Parse(new Uri(text), VaultAddress.Keys).Path);

    [Theory]
    [InlineData("https://acme.vault.azure.net/secrets/order-sync", "-KeyVaultSecret")]
    [InlineData("https://acme.vault.azure.net/certificates/order-sync", "https://acme.vault.azure.net/keys/order-sync")]
    [InlineData("https://acme.vault.azure.net/keys", "/keys/my-key")]
    [InlineData("https://acme.vault.azure.net/keys/a/b/c", "/keys/my-key")]
    [InlineData("https://acme.vault.azure.net/keys/order_sync", "/keys/my-key")]
    [InlineData("https://acme.vault.azure.net/keys/..%2fsecrets/x", "/keys/my-key")]
    [InlineData("https://acme.vault.azure.net/keys/k?x=1", "/keys/my-key")]
    [InlineData("https://user:hunter2@acme.vault.azure.net/keys/k", "/keys/my-key")]
    [InlineData("http://acme.vault.azure.net/keys/k", "https://acme.vault.azure.net")]
    [InlineData("https://vault.azure.net/keys/k", "vault's own host name")]
    [InlineData("https://acme.vault.azure.net.attacker.example/keys/k", "vault's own host name")]
    [InlineData("https://acmevault.azure.net/keys/k", "vault's own host name")]
    [InlineData("keys/k", "/keys/my-key")]
    public void What_is_no_key_of_a_vault_is_refused_with_the_cure(string text, string cure)
    {
        var error = Assert.ThrowsAny<SfException>(() => VaultAddress.Parse(new Uri(text, UriKind.RelativeOrAbsolute), VaultAddress.Keys));
        Assert.Contains(cure, error.Cure, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://other.example/keys/k/" + Version, "/keys/k/" + Version)]
    [InlineData("https://acme.vault.azure.net/keys/k/../../x?y", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_answer_gives_the_version_and_never_the_host(string? id, string? path)
    {
        var at = VaultAddress.Parse(new Uri("https://acme.vault.azure.net/keys/k"), VaultAddress.Keys).AtVersionOf(id);
        Assert.Equal(path, at?.Path);
        Assert.True(at is null || at.Origin.Host == "acme.vault.azure.net");
    }

    [Theory]
    [InlineData("Bearer authorization=\"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47\", resource=\"https://vault.azure.net\"", "72f988bf-86f1-41af-91ab-2d7cd011db47")]
    [InlineData("Bearer authorization_uri=\"https://login.windows.net/acme.onmicrosoft.com\"", "acme.onmicrosoft.com")]
    [InlineData("Bearer resource=\"x\",authorization=\"https://login.microsoftonline.us/t\"", "t")]
    [InlineData("Bearer authorization=\"https://localhost:7000/t\"", "t")]
    [InlineData("Bearer authorization=\"https://login.microsoftonline.com.attacker.example/t\"", null)]
    [InlineData("Bearer authorization=\"https://attacker.example/t\"", null)]
    [InlineData("Bearer authorization=\"http://login.microsoftonline.com/t\"", null)]
    [InlineData("Bearer authorization=\"https://login.microsoftonline.com:8443/t\"", null)]
    [InlineData("Bearer authorization=\"https://login.microsoftonline.com/t/../../x y\"", null)]
    [InlineData("Bearer authorization=\"https://login.microsoftonline.com/\"", null)]
    [InlineData("Bearer notauthorization=\"https://login.microsoftonline.com/t\"", null)]
    [InlineData("Basic realm=\"x\"", null)]
    [InlineData(null, null)]
    public void A_challenge_is_believed_only_where_it_names_Entra(string? header, string? tenant) =>
        Assert.Equal(tenant, VaultChallenge.Tenant(header, new Uri("https://localhost:7000/")));

    [Theory]
    [InlineData(401, """{"error":{"code":"Unauthorized","message":"AKV10032: Invalid issuer."}}""", "t1", "sign", "tenant t1")]
    [InlineData(401, null, null, "sign", "-AzureTenantId")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"x","innererror":{"code":"ForbiddenByRbac"}}}""", null, "sign", "Key Vault Crypto User")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"Client address is not authorized and caller is not a trusted service.","innererror":{"code":"ForbiddenByFirewall"}}}""", null, "sign", "network rules")]
    [InlineData(403, """{"error":{"code":"Forbidden","message":"Operation sign is not permitted on this key."}}""", null, "sign", "may sign")]
    [InlineData(403, "\"text\"", null, "get", "sign is enough")]
    [InlineData(404, "{}", null, "get", "Check the name")]
    [InlineData(409, """{"error":"text"}""", null, "get", "Check the address")]
    public void A_refusal_has_its_cure(int status, string? body, string? tenant, string operation, string cure)
    {
        var address = VaultAddress.Parse(new Uri("https://acme.vault.azure.net/keys/k"), VaultAddress.Keys);
        var error = VaultErrors.Map(status, body is null ? null : JToken.Parse(body), tenant, address, operation, "managed identity", "the-token");
        Assert.Contains(cure, error.Cure, StringComparison.Ordinal);
        Assert.Equal(status, error.HttpStatus);
    }

    [Fact]
    public void A_refusal_that_echoes_the_token_does_not_show_it()
    {
        var address = VaultAddress.Parse(new Uri("https://acme.vault.azure.net/secrets/s"), VaultAddress.Secrets);
        var error = VaultErrors.Map(403, JToken.Parse("""{"error":{"message":"no: the-token\u001b[31m"}}"""), null, address, "get", "x", "the-token");
        Assert.DoesNotContain("the-token", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
        Assert.Contains("Key Vault Secrets User", error.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"value":"c2hvcnQ"}""")]
    [InlineData("""{"value":"not base64url !"}""")]
    [InlineData("""{"value":null}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task An_answer_without_a_signature_of_an_RSA_key_is_refused(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Json(body));
        using var signer = new KeyVaultSigner(Vault(server, "https://acme.vault.azure.net/keys/k/" + Version));
        await Assert.ThrowsAsync<SfAuthenticationException>(() => signer.SignAsync([1], default));
    }

    [Fact]
    public async Task The_vault_gets_the_token_and_nothing_that_is_meant_for_Salesforce()
    {
        using var server = new FakeServer().Answer(FakeServer.Json($$"""{"value":"{{new string('A', 342)}}"}"""));
        using var signer = new KeyVaultSigner(Vault(server, "https://acme.vault.azure.net/keys/k/" + Version));
        Assert.Equal(256, (await signer.SignAsync([1, 2, 3], default)).Length);
        var asked = server.Requests.Single();
        Assert.Equal("https://acme.vault.azure.net/keys/k/" + Version + "/sign?api-version=7.4", asked.Uri.AbsoluteUri);
        Assert.Equal("Bearer the-token", asked.Headers["Authorization"]);
        Assert.False(asked.Headers.ContainsKey("Sforce-Call-Options"));

        // SHA-256 of 01 02 03, as `printf '\1\2\3' | sha256sum` gives it, in base64url.
        Assert.Equal("""{"alg":"RS256","value":"A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E"}""", asked.Body);
    }

    [Theory]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"value":"  \n"}""")]
    [InlineData("{}")]
    public async Task An_empty_secret_is_refused(string body)
    {
        using var server = new FakeServer().Answer(FakeServer.Json(body));
        using var reader = new KeyVaultSecretReader(Vault(server, "https://acme.vault.azure.net/secrets/s"));
        await Assert.ThrowsAsync<SfAuthenticationException>(() => reader.ReadAsync(default));
    }

    [Fact]
    public async Task A_vault_that_is_down_is_told_as_the_vault_and_not_as_an_org()
    {
        using var server = new FakeServer { Otherwise = _ => FakeServer.Text("<html>", "text/html", HttpStatusCode.InternalServerError) };
        using var reader = new KeyVaultSecretReader(Vault(server, "https://acme.vault.azure.net/secrets/s"));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => reader.ReadAsync(default));
        Assert.Contains("Azure Key Vault acme.vault.azure.net", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AADSTS700213", "subject")]
    [InlineData("AADSTS70021", "compare issuer")]
    [InlineData("AADSTS7000218", "public clients")]
    [InlineData("AADSTS7000218x", "public clients")]
    [InlineData("AADSTS70002189", null)]
    [InlineData("something_else", null)]
    [InlineData(null, null)]
    public void The_cure_of_a_code_is_that_of_exactly_this_code(string? code, string? cure)
    {
        var found = EntraErrors.CureOf(code);
        Assert.True(cure is null ? found is null : found!.Contains(cure, StringComparison.Ordinal), found);
    }

    private static VaultClient Vault(FakeServer server, string address) => new(
        VaultAddress.Parse(new Uri(address), address.Contains("/keys/", StringComparison.Ordinal) ? VaultAddress.Keys : VaultAddress.Secrets),
        new GivenToken(),
        new HttpSender(server, new RetryPolicy { MaxAttempts = 2, Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) }));

    private sealed class GivenToken : IVaultToken
    {
        public string Who => "a test";

        public Task<string> GetAsync(Func<CancellationToken, Task<string?>> tenant, CancellationToken cancellationToken) => Task.FromResult("the-token");

        public void Dispose()
        {
        }
    }
}
