using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Access.Files;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;

namespace SfIntegration.Unit.Tests.Access.Files;

/// <summary>A practice org, a folder to export into, and every query that was sent, by what it reads.</summary>
internal sealed class ExportWorld : IDisposable
{
    private static readonly Lazy<byte[]> s_company = new(() =>
    {
        using var state = new MemoryStream();
        PracticeOrg.CreateCompany().SaveState(state);
        return state.ToArray();
    });

    private readonly List<SfConnection> _connections = [];

    /// <summary>The company, the same in every world: a new one's dates begin now.</summary>
    public ExportWorld(PracticeOrg? practice = null)
    {
        Practice = practice ?? PracticeOrg.CreateCompany();
        if (practice is null)
        {
            using var state = new MemoryStream(s_company.Value);
            Practice.LoadState(state);
        }

        Folder = Directory.CreateTempSubdirectory("sfi-snapshot-").FullName;
    }

    public PracticeOrg Practice { get; }

    public string Folder { get; }

    /// <summary>The first pages that were asked for: the query of each.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    /// <summary>Called before each query is sent.</summary>
    public Action<string>? OnQuery { get; set; }

    public string Path(string name) => System.IO.Path.Combine(Folder, name);

    public async Task<OrgApi> ConnectAsync(string? username = null)
    {
        var token = Practice.SignIn(username ?? Practice.AdministratorUsername);
        var connection = await SfConnection.ConnectAsync(
            new SfConnectOptions
            {
                SignIn = _ => new AccessTokenSource(Practice.BaseAddress.ToString(), new Secret(token)),
                Handler = new Recorder(this, Practice.CreateHandler()),
                Retry = new RetryPolicy { Floor = TimeSpan.FromMilliseconds(1), Ceiling = TimeSpan.FromMilliseconds(2) },
            },
            CancellationToken.None);
        _connections.Add(connection);
        return OrgApi.For(connection);
    }

    /// <summary>An export as text; parts are small, so that the company has many.</summary>
    public static Task<AccessSnapshotFile> ExportAsync(OrgApi org, string path, bool resume = false, bool force = false, CancellationToken stop = default, params string[] usernames) =>
        new SnapshotExport(org) { RowsPerPart = 200 }.RunAsync(new ExportRequest(path, usernames, AsText: true, resume, force), stop);

    public static string State(AccessSnapshotFile file) => SnapshotSample.State(File.ReadAllText(file.Path));

    public void Dispose()
    {
        _connections.ForEach(c => c.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class Recorder : DelegatingHandler
    {
        private readonly ExportWorld _world;

        public Recorder(ExportWorld world, HttpMessageHandler inner)
            : base(inner)
        {
            _world = world;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/query", StringComparison.Ordinal))
            {
                var soql = Uri.UnescapeDataString(request.RequestUri.Query.Split("q=")[1].Split('&').First().Replace("+", "%20", StringComparison.Ordinal));
                _world.Queries.Enqueue(soql);
                _world.OnQuery?.Invoke(soql);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
