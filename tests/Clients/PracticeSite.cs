using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Rehearsal.Serve;
using Xunit;

namespace SfIntegration.Clients.Tests;

/// <summary>A practice org on loopback, and a home of its own for the clients, so that nothing of the machine's is read or changed.</summary>
public sealed class PracticeSite : IAsyncDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("sfi-judges-").FullName;
    private PracticeServer? _server;
    private bool _signedIn;

    internal Practice.PracticeOrg Org { get; } = Practice.PracticeOrg.CreateCompany();

    /// <summary>Where the org answers, without a slash at the end.</summary>
    public string Url => (_server ?? throw new InvalidOperationException("The site is not open.")).Address.GetLeftPart(UriPartial.Authority);

    /// <summary>A folder that lives as long as this site.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_home, name)).FullName;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_home, recursive: true);
    }

    /// <summary>Serves the org; skips the test where there are no clients to serve.</summary>
    internal async Task OpenAsync()
    {
        await Judges.RequireAsync();
        _server ??= await PracticeServer.StartAsync(Org, 0, default);
        NewFolder("home");
    }

    /// <summary>Runs sf with --json, signed in as the administrator, and answers what it printed.</summary>
    internal Task<Said> SfAsync(params string[] arguments) => SfInAsync(_home, arguments);

    /// <summary>The same in a folder, as a project's commands need it.</summary>
    internal async Task<Said> SfInAsync(string folder, params string[] arguments)
    {
        await OpenAsync();
        if (!_signedIn)
        {
            var login = await LoginAsync("practice", Org.SignIn(Org.AdministratorUsername), "--set-default");
            Assert.True(login.ExitCode == 0, login.Output + login.Errors);
            _signedIn = true;
        }

        return await SfAsync(arguments, null, folder);
    }

    /// <summary>Signs sf in with an access token.</summary>
    internal Task<Said> LoginAsync(string alias, string token, params string[] more) =>
        SfAsync(["org", "login", "access-token", "--instance-url", Url, "--no-prompt", "--alias", alias, .. more], token, _home);

    /// <summary>Runs sf, expects it to succeed, and answers its result.</summary>
    internal async Task<JToken> ResultAsync(params string[] arguments)
    {
        var said = await SfAsync(arguments);
        Assert.True(said.ExitCode == 0, $"sf {string.Join(' ', arguments)} ended with {said.ExitCode}:{Environment.NewLine}{said.Output}{said.Errors}");
        return said.Json["result"]!;
    }

    /// <summary>Runs a script of the folder Jsforce and answers the JSON it printed.</summary>
    internal async Task<JObject> JsforceAsync(string script, params (string Name, string Value)[] settings)
    {
        await OpenAsync();
        var environment = Surroundings();
        environment["SF_URL"] = Url;
        environment["SF_TOKEN"] = Org.SignIn(Org.AdministratorUsername);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var said = await Judges.RunAsync([Path.Combine(Judges.Folder, "Jsforce", script)], environment);
        Assert.True(said.ExitCode == 0, $"{script} ended with {said.ExitCode}:{Environment.NewLine}{said.Output}{said.Errors}");
        return said.Json;
    }

    /// <summary>An app that checks JWT assertions, and the file with the private key that signs them.</summary>
    internal async Task<(string KeyFile, PracticeAppInfo App)> KeyedAppAsync(string name, bool adminApprovedOnly)
    {
        await OpenAsync();
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        var keyFile = Path.Combine(NewFolder("keys"), name + ".key");
        await File.WriteAllTextAsync(keyFile, rsa.ExportPkcs8PrivateKeyPem());
        return (keyFile, Org.CreateApp(new PracticeAppSettings(name)
        {
            Certificate = certificate.Export(X509ContentType.Cert),
            AdminApprovedOnly = adminApprovedOnly,
            Scopes = ["api", "refresh_token"],
        }));
    }

    private Task<Said> SfAsync(string[] arguments, string? token, string folder)
    {
        var environment = Surroundings();
        environment["SF_ACCESS_TOKEN"] = token;
        return Judges.RunAsync([Judges.Sf, .. arguments, "--json"], environment, folder);
    }

    /// <summary>What the clients find around them. docs/practice-org.md explains the switches.</summary>
    private Dictionary<string, string?> Surroundings() => new()
    {
        ["HOME"] = Path.Combine(_home, "home"),
        ["USERPROFILE"] = Path.Combine(_home, "home"),
        ["PATH"] = string.Join(Path.PathSeparator, new[] { Path.GetDirectoryName(Judges.Node), Path.Combine(Judges.Folder, "node_modules", ".bin"), Environment.GetEnvironmentVariable("PATH") }.Where(p => p is not null)),
        ["SF_USE_GENERIC_UNIX_KEYCHAIN"] = "true",
        ["SF_DISABLE_TELEMETRY"] = "true",
        ["SF_AUTOUPDATE_DISABLE"] = "true",
        ["SF_SKIP_NEW_VERSION_CHECK"] = "true",
        ["NO_COLOR"] = "1",
    };
}
