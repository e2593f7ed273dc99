using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Auth;
using Xunit;

namespace SfIntegration.Unit.Tests.Auth.Azure;

public sealed class AzureEnvironmentTests
{
    private static readonly AzureCloud s_public = AzureCloud.Of(new Uri("https://acme.vault.azure.net"))!;

    private static readonly string[] s_devOps =
    [
        "SYSTEM_OIDCREQUESTURI=https://dev.azure.com/x", "SYSTEM_ACCESSTOKEN=t", "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID=sc",
        "AZURESUBSCRIPTION_TENANT_ID=dt", "AZURESUBSCRIPTION_CLIENT_ID=dc",
    ];

    private static readonly string[] s_gitHub = ["ACTIONS_ID_TOKEN_REQUEST_URL=https://g", "ACTIONS_ID_TOKEN_REQUEST_TOKEN=t", "AZURE_TENANT_ID=t", "AZURE_CLIENT_ID=c"];

    [Fact]
    public void A_cluster_comes_before_a_pipeline_and_a_pipeline_before_a_managed_identity()
    {
        string[] all = ["AZURE_FEDERATED_TOKEN_FILE=/t", .. s_devOps, .. s_gitHub, "IDENTITY_ENDPOINT=http://x"];
        Assert.Equal(FederatedSource.File, Resolve(all).Source);
        Assert.Equal(FederatedSource.AzureDevOps, Resolve(all[1..]).Source);
        Assert.Equal(FederatedSource.GitHub, Resolve([.. s_gitHub, "IDENTITY_ENDPOINT=http://x"]).Source);
        Assert.Equal(SfAzureCredential.ManagedIdentity, Resolve(["IDENTITY_ENDPOINT=http://x"]).Credential);
    }

    [Fact]
    public void In_Azure_DevOps_the_ids_of_the_service_connection_go_together()
    {
        var identity = Resolve([.. s_devOps, "AZURE_TENANT_ID=other", "AZURE_CLIENT_ID=other"]);
        Assert.Equal(("dt", "dc", "sc"), (identity.TenantId, identity.ClientId, identity.ServiceConnectionId));
    }

    [Fact]
    public void What_was_said_wins_over_the_environment()
    {
        var identity = AzureEnvironment.Resolve(new AzureSignInOptions { TenantId = "mine", ClientId = "me", ServiceConnectionId = "own", Environment = From(s_devOps) }, s_public);
        Assert.Equal(("mine", "me", "own"), (identity.TenantId, identity.ClientId, identity.ServiceConnectionId));
    }

    [Theory]
    [InlineData("SYSTEM_ACCESSTOKEN=")]
    [InlineData("SYSTEM_ACCESSTOKEN=   ")]
    [InlineData("SYSTEM_ACCESSTOKEN=$(System.AccessToken)")]
    public void A_variable_that_is_empty_or_was_not_expanded_counts_as_not_set(string variable)
    {
        var error = Refused([.. s_devOps.Where(v => !v.StartsWith("SYSTEM_ACCESSTOKEN", StringComparison.Ordinal)), variable], SfAzureCredential.WorkloadIdentity);
        Assert.Contains("Azure DevOps: SYSTEM_OIDCREQUESTURI set, but SYSTEM_ACCESSTOKEN not.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_on_a_machine_with_a_managed_identity_uses_that_while_the_pipeline_gives_no_token() =>
        Assert.Equal(SfAzureCredential.ManagedIdentity, Resolve(["SYSTEM_OIDCREQUESTURI=https://dev.azure.com/x", "IDENTITY_ENDPOINT=http://x"]).Credential);

    [Fact]
    public void An_environment_without_anything_names_all_that_was_looked_for()
    {
        var error = Refused([], SfAzureCredential.Default);
        Assert.All(
            new[] { "AZURE_FEDERATED_TOKEN_FILE", "SYSTEM_OIDCREQUESTURI", "SYSTEM_ACCESSTOKEN", "ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "IDENTITY_ENDPOINT" },
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Contains("-AzureCredential ManagedIdentity", error.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_id_that_is_missing_is_named_with_its_parameter()
    {
        var error = Refused(["ACTIONS_ID_TOKEN_REQUEST_URL=https://g", "ACTIONS_ID_TOKEN_REQUEST_TOKEN=t"], SfAzureCredential.WorkloadIdentity);
        Assert.Contains("AZURE_TENANT_ID (or -AzureTenantId), AZURE_CLIENT_ID (or -AzureClientId) not", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SfAzureCredential.Certificate, "-AzureCertificate")]
    [InlineData(SfAzureCredential.DeviceCode, "public client flows")]
    public void What_a_person_must_give_is_asked_for(SfAzureCredential credential, string cure) =>
        Assert.Contains(cure, Refused([], credential).Cure, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://acme.vault.azure.net", "https://vault.azure.net", "https://login.microsoftonline.com/")]
    [InlineData("https://ACME.VAULT.AZURE.NET", "https://vault.azure.net", "https://login.microsoftonline.com/")]
    [InlineData("https://acme.vault.azure.cn", "https://vault.azure.cn", "https://login.chinacloudapi.cn/")]
    [InlineData("https://acme.vault.usgovcloudapi.net", "https://vault.usgovcloudapi.net", "https://login.microsoftonline.us/")]
    [InlineData("https://acme.managedhsm.azure.net", "https://managedhsm.azure.net", "https://login.microsoftonline.com/")]
    public void The_cloud_follows_from_the_host_of_the_vault(string vault, string resource, string authority)
    {
        var cloud = AzureCloud.Of(new Uri(vault))!;
        Assert.Equal((resource, authority), (cloud.Resource, AzureEnvironment.Resolve(new AzureSignInOptions { Environment = From(s_gitHub) }, cloud).Authority.AbsoluteUri));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.us")]
    [InlineData("https://login.microsoftonline.us/")]
    [InlineData("login.microsoftonline.us")]
    public void The_authority_can_be_another_one(string host) =>
        Assert.Equal("https://login.microsoftonline.us/", Resolve([.. s_gitHub, "AZURE_AUTHORITY_HOST=" + host]).Authority.AbsoluteUri);

    [Theory]
    [InlineData("http://login.microsoftonline.com")]
    [InlineData("http://localhost:5000")]
    [InlineData("https://login.microsoftonline.com/tenant")]
    [InlineData("https://user:secret@login.microsoftonline.com")]
    [InlineData("https://login.microsoftonline.com/?x=secret")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    public void An_authority_that_is_none_is_refused_and_shows_no_password(string host)
    {
        var error = Refused([.. s_gitHub, "AZURE_AUTHORITY_HOST=" + host], SfAzureCredential.Default);
        Assert.Contains("AZURE_AUTHORITY_HOST", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    private static AzureIdentity Resolve(string[] variables) => AzureEnvironment.Resolve(new AzureSignInOptions { Environment = From(variables) }, s_public);

    private static SfAuthenticationException Refused(string[] variables, SfAzureCredential credential) => Assert.Throws<SfAuthenticationException>(
        () => AzureEnvironment.Resolve(new AzureSignInOptions { Credential = credential, Environment = From(variables) }, s_public));

    private static Func<string, string?> From(string[] variables)
    {
        var all = variables.Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
        return name => all.GetValueOrDefault(name);
    }
}
