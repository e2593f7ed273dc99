using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf signs in with a key of its own: the JWT bearer flow with the real RS256 check.</summary>
public sealed class JwtTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Org_login_jwt_signs_in_and_the_session_works()
    {
        var (key, app) = await AppAsync("Pipeline");
        site.Org.Approve(app.ConsumerKey, "lena.lead@acme.example");
        var login = await LoginAsync(key, app, "lena.lead@acme.example");
        Assert.True(login.ExitCode == 0, login.Output + login.Errors);
        Assert.Equal("lena.lead@acme.example", (string?)login.Json["result"]!["username"]);
        var rows = await site.ResultAsync("data", "query", "--query", "SELECT Id FROM Account LIMIT 1", "--target-org", "lena.lead@acme.example");
        Assert.Equal(1, (int)rows["totalSize"]!);
        var history = site.Org.AsSystem.Query("SELECT Status, LoginType, Application FROM LoginHistory WHERE User.Username = 'lena.lead@acme.example' ORDER BY LoginTime DESC LIMIT 1")[0];
        Assert.Equal(("Success", "Remote Access 2.0", "Pipeline"), ((string?)history["Status"], (string?)history["LoginType"], (string?)history["Application"]));
    }

    [Fact]
    public async Task A_user_who_has_not_approved_the_app_is_refused()
    {
        var (key, app) = await AppAsync("Unapproved");
        var login = await LoginAsync(key, app, "sam.sales@acme.example");
        Assert.NotEqual(0, login.ExitCode);
        Assert.Contains("user hasn't approved this consumer", login.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_than_the_uploaded_certificate_s_is_refused()
    {
        var (_, app) = await AppAsync("Guarded");
        site.Org.Approve(app.ConsumerKey, "ines.sales@acme.example");
        var (other, _) = await AppAsync("Other");
        var login = await LoginAsync(other, app, "ines.sales@acme.example");
        Assert.NotEqual(0, login.ExitCode);
        Assert.Contains("invalid assertion", login.Output, StringComparison.Ordinal);
    }

    private async Task<(string KeyFile, PracticeAppInfo App)> AppAsync(string name)
    {
        await site.OpenAsync();
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var keyFile = Path.Combine(site.NewFolder("keys"), name + ".key");
        await File.WriteAllTextAsync(keyFile, rsa.ExportPkcs8PrivateKeyPem());
        var app = site.Org.CreateApp(new PracticeAppSettings(name) { Certificate = certificate.Export(X509ContentType.Cert), AdminApprovedOnly = false, Scopes = ["api", "refresh_token"] });
        return (keyFile, app);
    }

    private Task<Said> LoginAsync(string keyFile, PracticeAppInfo app, string username) =>
        site.SfAsync("org", "login", "jwt", "--client-id", app.ConsumerKey, "--jwt-key-file", keyFile, "--username", username, "--instance-url", site.Url);
}
