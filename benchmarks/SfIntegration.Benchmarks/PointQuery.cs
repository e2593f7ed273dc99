using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SfIntegration.Benchmarks;

/// <summary>One user of 10,000 by username, through the in-process handler. Budget: under 2 ms.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class PointQuery
{
    private HttpClient _http = null!;
    private Uri _query = null!;

    [GlobalSetup]
    public void Setup()
    {
        var org = GrownOrg.Create(fieldRows: 100_000);
        _http = new HttpClient(org.CreateHandler()) { BaseAddress = org.BaseAddress };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", org.SignIn(org.AdministratorUsername));
        _query = new Uri("/services/data/v66.0/query?q=" + Uri.EscapeDataString($"SELECT Id FROM User WHERE Username = '{GrownOrg.Username}'"), UriKind.Relative);
    }

    [GlobalCleanup]
    public void Cleanup() => _http.Dispose();

    [Benchmark]
    public Task<string> OneUserByUsername() => _http.GetStringAsync(_query);

    /// <summary>The org is grown once; no project is generated and built for it.</summary>
    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
