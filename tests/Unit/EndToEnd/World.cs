using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Proof;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>A practice org, an administrator's connection to it, and the main job's steps.</summary>
internal sealed class World : IDisposable
{
    public const string Username = "integ-svc-orders@acme.example";
    public const string SetName = "Integ_Order_Sync";

    private static readonly Lazy<X509Certificate2> s_certificate = new(() => HostCrypto.CreateSelfSigned("CN=administrator", 300));

    private readonly string _folder = Directory.CreateTempSubdirectory("sfi-end-to-end-").FullName;
    private readonly List<SfConnection> _connections = [];
    private int _journals;

    private World(PracticeOrg org) => Org = org;

    public PracticeOrg Org { get; }

    /// <summary>A certificate for an app of a test.</summary>
    public static byte[] Certificate => s_certificate.Value.Export(X509ContentType.Cert);

    /// <summary>The administrator's API.</summary>
    public OrgApi Api { get; private set; } = null!;

    /// <summary>The work on the org as the administrator.</summary>
    public PlanService Service => new(Api, () => Org.Clock.UtcNow);

    /// <summary>A company, and an administrator who is signed in by an assertion (which renews itself).</summary>
    public static async Task<World> CreateAsync(Action<PracticeOrg>? prepare = null)
    {
        var world = new World(PracticeOrg.CreateCompany());
        prepare?.Invoke(world.Org);
        var app = world.Org.CreateApp(new PracticeAppSettings("Administration") { Certificate = Certificate, AdminApprovedOnly = false });
        world.Org.Approve(app.ConsumerKey, world.Org.AdministratorUsername);
        world.Api = await world.ConnectAsync(s => new JwtBearerTokenSource(s, world.Org.BaseAddress.AbsoluteUri, app.ConsumerKey, world.Org.AdministratorUsername, HostCrypto.KeyOf(s_certificate.Value)));
        return world;
    }

    /// <summary>Signs the administrator in anew with nothing but an access token, which cannot renew itself.</summary>
    public async Task UseAccessTokenAsync() => Api = await ConnectAsync(_ => Token(Org.AdministratorUsername));

    public async Task<OrgApi> ConnectAsync(Func<HttpSender, ITokenSource> signIn)
    {
        var connection = await SfConnection.ConnectAsync(
            new SfConnectOptions
            {
                SignIn = signIn,
                Handler = Org.CreateHandler(),
                Retry = new RetryPolicy { Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) },
            },
            CancellationToken.None);
        _connections.Add(connection);
        return OrgApi.For(connection);
    }

    public Task<OrgApi> SignInAsync(string username) => ConnectAsync(_ => Token(username));

    /// <summary>The text of the sample scope with its doors open, for most tests sign in as it afterwards; LockDownTests closes them.</summary>
    public static string SampleText => Regex.Replace(File.ReadAllText(Path.Combine(Repository.Root, "samples", "order-sync.scope.yaml")), "(?m)^  (profile|network|hours): .*\n", "").Replace("SFI404", "SFI401", StringComparison.Ordinal);

    /// <summary>The sample scope, changed where asked; a text that is not in it is a mistake of the test.</summary>
    public static AccessScope Sample(params (string Old, string New)[] edits) => Edited(SampleText, edits);

    public static AccessScope SampleFile(string name, params (string Old, string New)[] edits) =>
        Edited(File.ReadAllText(Path.Combine(Repository.Root, "samples", name)), edits);

    public static AccessScope Edited(string text, params (string Old, string New)[] edits)
    {
        foreach (var (old, replacement) in edits)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, replacement, StringComparison.Ordinal);
        }

        return ScopeReader.ReadText(text, knownRules: RuleSet.All.Select(r => r.Id).ToArray(), file: "test.scope.yaml").Get();
    }

    public string NewJournal() => Path.Combine(_folder, $"journal-{++_journals}.jsonl");

    public Task<AccessPlan> PlanAsync(AccessScope? scope = null, bool adopt = false, bool removeUnscoped = false) =>
        Service.PlanAsync(scope ?? Sample(), new PlanOptions(adopt, removeUnscoped), default);

    public Task<ApplyResult> ApplyAsync(AccessPlan plan, string? journal = null, CancellationToken cancellation = default) =>
        Service.ApplyAsync(plan, new ApplyOptions { JournalPath = journal ?? NewJournal(), CheckFreshness = false }, cancellation);

    public async Task<ApplyResult> ApplyAsync(AccessScope? scope = null, string? journal = null, CancellationToken cancellation = default) =>
        await ApplyAsync(await PlanAsync(scope), journal, cancellation);

    /// <summary>Applies, and fails the test unless everything was written and read back.</summary>
    public async Task<ApplyResult> BuildAsync(AccessScope? scope = null)
    {
        var result = await ApplyAsync(scope);
        Assert.Empty(result.Errors);
        Assert.Equal(ApplyState.Complete, result.State);
        return result;
    }

    /// <summary>Undoes a journal; every step must succeed.</summary>
    public async Task<UndoResult> UndoAsync(string journal)
    {
        var result = await Service.UndoAsync(JournalReader.Read(journal), NewJournal(), default);
        Assert.DoesNotContain(result.Steps, s => s.State != ChangeState.Applied);
        Assert.Equal(ApplyState.Complete, result.State);
        return result;
    }

    public Task<AssessmentResult> TestAsync(AccessScope? scope = null, bool live = false)
    {
        scope ??= Sample();
        return new LeastPrivilegeTest(Api, () => Org.Clock.UtcNow).RunAsync(
            new TestRequest { Username = scope.Identity.Username, Scope = scope, Live = live, SignIn = live ? _ => SignInOrRefuseAsync(scope.Identity.Username) : null }, default);
    }

    /// <summary>"SFI201 Lead" for every finding that fails, in order.</summary>
    public async Task<IReadOnlyList<string>> FailsAsync(AccessScope? scope = null, bool live = false) =>
        (await TestAsync(scope, live)).Findings.Where(f => f.Outcome == Outcome.Fail).Select(f => $"{f.RuleId} {f.Target}").Order(StringComparer.Ordinal).ToList();

    public Task<IReadOnlyList<string>> DumpAsync() => OrgDump.ReadAsync(this);

    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Query(string soql) => Org.AsSystem.Query(soql);

    /// <summary>The id of the one row a query finds.</summary>
    public string IdOf(string type, string where) => (string)Assert.Single(Query($"SELECT Id{(type == "FieldPermissions" ? ",SobjectType,Field" : "")} FROM {type} WHERE {where}"))["Id"]!;

    public string Insert(string type, params (string Field, object? Value)[] values) => Org.AsSystem.Insert(type, values.ToDictionary(v => v.Field, v => v.Value));

    public void Change(string type, string id, params (string Field, object? Value)[] values) => Org.AsSystem.Update(type, id, values.ToDictionary(v => v.Field, v => v.Value));

    public void Delete(string type, string id) => Org.AsSystem.Delete(type, id);

    public string SetId => IdOf("PermissionSet", $"Name = '{SetName}'");

    public string UserId => IdOf("User", $"Username = '{Username}'");

    public void Dispose()
    {
        _connections.ForEach(c => c.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private AccessTokenSource Token(string username) => new(Org.BaseAddress.AbsoluteUri, new Secret(Org.SignIn(username)));

    private async Task<OrgApi> SignInOrRefuseAsync(string username)
    {
        try
        {
            return await SignInAsync(username);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new SfAuthenticationException(e.Message, null, e);
        }
    }
}
