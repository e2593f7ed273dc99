using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth.Azure;

/// <summary>MSAL itself between us and the stand-in for Entra and Key Vault; the practice org checks the signature.</summary>
public sealed class AzureSignInTests(AzureFixture azure) : IClassFixture<AzureFixture>
{
    [Theory]
    [InlineData("managed", "managed identity")]
    [InlineData("file", "workload identity (token file)")]
    [InlineData("devops", "workload identity (Azure DevOps)")]
    [InlineData("github", "workload identity (GitHub)")]
    public async Task A_pipeline_signs_the_assertion_in_the_vault_with_what_its_environment_offers(string kind, string how)
    {
        var said = new List<string>();
        using var connection = await ConnectAsync(azure.Options(azure.Variables(kind), say: said.Add));
        Assert.Equal(azure.Org.AdministratorUsername, connection.Org.Username);
        Assert.Equal("JwtBearer", connection.Org.SignIn);
        Assert.Contains(how, Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_signs_in_to_the_tenant_that_the_vault_names()
    {
        var variables = new Dictionary<string, string> { ["AZURE_AUTHORITY_HOST"] = azure.Azure.Https.AbsoluteUri };
        using var connection = await ConnectAsync(azure.Options(variables, SfAzureCredential.Certificate, client: azure.State.Client));
        Assert.Equal(azure.Org.AdministratorUsername, connection.Org.Username);
    }

    [Fact]
    public async Task A_person_signs_in_by_device_code_and_is_not_asked_again_while_the_session_can_be_renewed()
    {
        var asked = new List<string>();
        var options = azure.Options(Authority(), SfAzureCredential.DeviceCode, client: azure.State.PublicClient, prompt: message =>
        {
            asked.Add(message);
            foreach (var code in azure.State.DeviceCodes.Keys)
            {
                azure.State.DeviceCodes[code] = "approved";
            }

            return true;
        });
        using var connection = await ConnectAsync(options);
        azure.Org.Faults.Add(new PracticeFault(PracticeFaultKind.ExpiredSession));
        Assert.NotEmpty(await OrgApi.For(connection).Describe.GlobalAsync(default));
        Assert.Contains("enter the code FAKE", Assert.Single(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_a_person_ends_within_a_second_of_being_stopped()
    {
        using var stop = new CancellationTokenSource();
        var watch = new Stopwatch();
        var options = azure.Options(Authority(), SfAzureCredential.DeviceCode, client: azure.State.PublicClient, prompt: _ =>
        {
            watch.Start();
            stop.CancelAfter(300);
            return true;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ConnectAsync(options, cancellation: stop.Token));
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1.3));
    }

    [Fact]
    public async Task Nobody_to_show_a_device_code_to_is_an_error_and_no_endless_wait()
    {
        var error = await RefusedAsync(azure.Options(Authority(), SfAzureCredential.DeviceCode, client: azure.State.PublicClient));
        Assert.Contains("needs a person", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("declined", "declined")]
    [InlineData("expired", "ended")]
    public async Task A_device_code_that_comes_to_nothing_says_so(string became, string told)
    {
        var error = await RefusedAsync(azure.Options(Authority(), SfAzureCredential.DeviceCode, client: azure.State.PublicClient, prompt: _ =>
        {
            azure.State.DeviceCodes.Keys.ToList().ForEach(code => azure.State.DeviceCodes[code] = became);
            return true;
        }));
        Assert.Contains(told, error.Message + error.Cure, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Only_the_digest_goes_to_the_vault_and_with_a_version_nothing_is_asked_but_to_sign()
    {
        azure.State.Asked.Clear();
        using var connection = await ConnectAsync(azure.Options(azure.Variables("github")), new Uri(azure.Key.AbsoluteUri + "/" + "0123456789abcdef0123456789abcdef"));
        Assert.Equal(
            ["GET /github/token", $"POST /{azure.State.Tenant}/oauth2/v2.0/token", "POST /keys/signing/0123456789abcdef0123456789abcdef/sign"],
            azure.State.Asked);
    }

    [Fact]
    public async Task An_ended_session_is_renewed_by_signing_again_with_the_token_of_Azure_that_is_still_good()
    {
        using var connection = await ConnectAsync(azure.Options(azure.Variables("file")));
        azure.State.Asked.Clear();
        azure.Org.Faults.Add(new PracticeFault(PracticeFaultKind.ExpiredSession));
        await OrgApi.For(connection).Describe.GlobalAsync(default);
        Assert.Equal(["GET /keys/signing", "POST /keys/signing/0123456789abcdef0123456789abcdef/sign"], azure.State.Asked);
    }

    [Fact]
    public async Task A_consumer_secret_is_read_at_each_sign_in_so_that_a_rotated_one_is_used()
    {
        azure.Org.Switches.RunAsMustBeApiOnly = false;
        var app = azure.Org.CreateApp(new PracticeAppSettings("Secret Sync") { RunAsUsername = azure.Org.AdministratorUsername, AdminApprovedOnly = false });
        azure.State.ConsumerSecret = "not yet the secret";
        using var reader = AzureKeyVault.SecretReader(azure.Secret, azure.Options(azure.Variables("managed")));
        Func<HttpSender, ITokenSource> signIn = s => new ClientCredentialsTokenSource(s, azure.Org.BaseAddress.AbsoluteUri, app.ConsumerKey, reader.ReadAsync, null);
        Assert.Equal("invalid_client", (await Assert.ThrowsAsync<SfAuthenticationException>(() => OpenAsync(signIn))).Code);
        azure.State.ConsumerSecret = app.GetConsumerSecret();
        using var connection = await OpenAsync(signIn);
        Assert.Equal("ClientCredentials", connection.Org.SignIn);
    }

    [Fact]
    public async Task A_vault_that_puts_off_is_asked_again()
    {
        azure.State.Throttled = 2;
        using var connection = await ConnectAsync(azure.Options(azure.Variables("file")));
        Assert.Equal(0, azure.State.Throttled);
    }

    [Fact]
    public async Task A_subject_that_is_not_trusted_says_which_and_what_to_add()
    {
        azure.State.GitHubSubject = "repo:acme/orders:pull_request";
        try
        {
            var error = await RefusedAsync(azure.Options(azure.Variables("github")));
            Assert.Equal("AADSTS700213", error.Code);
            Assert.Contains(": AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:acme/orders:pull_request'.", error.Message, StringComparison.Ordinal);
            Assert.Contains("exactly this subject", error.Cure, StringComparison.Ordinal);
            Assert.Null(error.InnerException);
        }
        finally
        {
            azure.State.GitHubSubject = azure.State.Trusted["https://token.actions.githubusercontent.com"].Subject;
        }
    }

    [Theory]
    [InlineData("devops", "SYSTEM_ACCESSTOKEN", "Azure DevOps refused this pipeline a token (HTTP 401)", "$(System.AccessToken)")]
    [InlineData("devops", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "(HTTP 404)", "service connection")]
    [InlineData("github", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "GitHub refused this pipeline a token (HTTP 401)", "id-token: write")]
    [InlineData("github", "AZURE_CLIENT_ID", "AADSTS700016", "-AzureClientId")]
    [InlineData("github", "AZURE_TENANT_ID", "AADSTS90002", "-AzureTenantId")]
    [InlineData("managed", "AZURE_CLIENT_ID", "No User Assigned", "-AzureClientId")]
    public async Task A_wrong_value_in_the_environment_is_told_with_its_cure_and_without_its_secret(string kind, string variable, string told, string cure)
    {
        var variables = azure.Variables(kind);
        variables[variable] = "11111111-wrong-value";
        var error = await RefusedAsync(azure.Options(variables));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Cure, StringComparison.Ordinal);
        Assert.All([azure.State.SystemAccessToken, azure.State.GitHubRequestToken, azure.State.IdentityHeader, "eyJ"], s => Assert.DoesNotContain(s, error.ToString(), StringComparison.Ordinal));
        if (variable.EndsWith("TOKEN", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("wrong-value", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("keys/nothing", "was not found", "Check the name of the key")]
    [InlineData("keys/elliptic", "type EC", "RSA key")]
    [InlineData("keys/elliptic/0123456789abcdef0123456789abcdef", "incompatible", "RSA key")]
    [InlineData("keys/disabled", "disabled key", "Enable the key")]
    [InlineData("keys/expired", "expired key", "upload its certificate")]
    public async Task A_key_that_cannot_sign_is_told_apart(string key, string told, string cure)
    {
        var error = await RefusedAsync(azure.Options(azure.Variables("file")), new Uri(azure.Azure.Https, key));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains(cure, error.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secrets/nothing", "Check the name of the secret")]
    [InlineData("secrets/disabled", "Enable the secret")]
    [InlineData("secrets/certificate", "-KeyVaultKey")]
    public async Task A_secret_that_cannot_be_used_is_told_apart(string secret, string cure)
    {
        using var reader = AzureKeyVault.SecretReader(new Uri(azure.Azure.Https, secret), azure.Options(azure.Variables("file")));
        Assert.Contains(cure, (await Assert.ThrowsAsync<SfAuthenticationException>(() => reader.ReadAsync(default))).Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_redirects_is_not_followed()
    {
        using var reader = AzureKeyVault.SecretReader(new Uri(azure.Azure.Https, "secrets/elsewhere"), azure.Options(azure.Variables("file")));
        var error = await Assert.ThrowsAsync<SfAuthenticationException>(() => reader.ReadAsync(default));
        Assert.Equal("REDIRECTED", error.Code);
    }

    [Theory]
    [InlineData("keys/sign", "Key Vault Crypto User")]
    [InlineData("keys/get", "sign is enough")]
    public async Task A_right_that_is_missing_is_told_by_its_role(string right, string cure)
    {
        azure.State.Rights[azure.State.Client + " " + right] = false;
        try
        {
            Assert.Contains(cure, (await RefusedAsync(azure.Options(azure.Variables("file")))).Cure, StringComparison.Ordinal);
        }
        finally
        {
            azure.State.Rights[azure.State.Client + " " + right] = true;
        }
    }

    [Fact]
    public async Task Entra_that_does_not_answer_is_a_network_error_that_names_it()
    {
        var variables = azure.Variables("file");
        variables["AZURE_AUTHORITY_HOST"] = "https://localhost:1";
        var error = await Assert.ThrowsAsync<SfNetworkException>(() => ConnectAsync(azure.Options(variables)));
        Assert.Contains("localhost:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_file_that_is_gone_is_told()
    {
        var variables = azure.Variables("file");
        variables["AZURE_FEDERATED_TOKEN_FILE"] = Path.Combine(Path.GetTempPath(), "sfi-no-such-token");
        var error = await RefusedAsync(azure.Options(variables));
        Assert.Contains("sfi-no-such-token", error.Message, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Authority() => new() { ["AZURE_AUTHORITY_HOST"] = azure.Azure.Https.AbsoluteUri };

    private Task<SfAuthenticationException> RefusedAsync(AzureSignInOptions options, Uri? key = null) =>
        Assert.ThrowsAsync<SfAuthenticationException>(() => ConnectAsync(options, key));

    private Task<SfConnection> ConnectAsync(AzureSignInOptions options, Uri? key = null, CancellationToken cancellation = default) => OpenAsync(
        s => new JwtBearerTokenSource(
            s, azure.Org.BaseAddress.AbsoluteUri, azure.JwtApp.ConsumerKey, azure.Org.AdministratorUsername, AzureKeyVault.Signer(key ?? azure.Key, options)),
        cancellation);

    private Task<SfConnection> OpenAsync(Func<HttpSender, ITokenSource> signIn, CancellationToken cancellation = default) =>
        SfConnection.ConnectAsync(new SfConnectOptions { SignIn = signIn, Handler = azure.Org.CreateHandler() }, cancellation);
}
