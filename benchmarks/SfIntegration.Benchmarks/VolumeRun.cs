using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json;
using SfIntegration.Rehearsal.Serve;

namespace SfIntegration.Benchmarks;

/// <summary>Grows the org to the size of the budgets and asks it over a socket, with gzip and without.</summary>
internal static class VolumeRun
{
    private const int FieldRows = 3_000_000;
    private const string Data = "/services/data/v66.0";

    public static async Task RunAsync(TextWriter output)
    {
        var (watch, processor) = (Stopwatch.StartNew(), Processor());
        var org = GrownOrg.Create(FieldRows);
        await output.WriteLineAsync($"ready            {watch.Elapsed.TotalSeconds:0.0} s, {(Processor() - processor).TotalSeconds:0.0} s of processor (budget 10)").ConfigureAwait(false);
        await MemoryAsync(output, "grown").ConfigureAwait(false);

        await using var server = await PracticeServer.StartAsync(org, 0, CancellationToken.None).ConfigureAwait(false);
        var token = org.SignIn(org.AdministratorUsername);
        foreach (var packed in new[] { false, true })
        {
            using var http = Client(server.Address, token, packed);
            var rows = await PagesAsync(http, "SELECT ParentId, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions", 200_000).ConfigureAwait(false);
            watch.Restart();
            processor = Processor();
            rows = await PagesAsync(http, "SELECT ParentId, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions", FieldRows).ConfigureAwait(false);
            await output.WriteLineAsync($"FieldPermissions {rows / watch.Elapsed.TotalSeconds:N0} rows/s over loopback, {rows:N0} rows{(packed ? ", gzip" : "")}, {(Processor() - processor).TotalSeconds:0.0} s of processor with the client's (budget 200,000)").ConfigureAwait(false);
        }

        using (var http = Client(server.Address, token, packed: false))
        {
            await PointsAsync(output, http).ConfigureAwait(false);
            watch.Restart();
            var size = (await http.GetByteArrayAsync(new Uri(Data + "/sobjects", UriKind.Relative)).ConfigureAwait(false)).Length;
            await output.WriteLineAsync($"describe global  {watch.Elapsed.TotalMilliseconds:0} ms, {size / 1024:N0} KB").ConfigureAwait(false);
        }

        await MemoryAsync(output, "asked").ConfigureAwait(false);
    }

    // On a busy machine this says more than the time that passed.
    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static HttpClient Client(Uri address, string token, bool packed)
    {
        var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = packed ? DecompressionMethods.GZip : DecompressionMethods.None }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    // The client reads no more than it needs to go on, so that the server is what is measured.
    private static async Task<int> PagesAsync(HttpClient http, string soql, int enough)
    {
        var next = Data + "/query?q=" + Uri.EscapeDataString(soql);
        var rows = 0;
        using var page = new MemoryStream();
        while (next is not null && rows < enough)
        {
            page.SetLength(0);
            using (var answer = await http.GetAsync(new Uri(next, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false))
            {
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(page).ConfigureAwait(false);
            }

            var (total, following) = Head(page);
            rows = following is null ? total : rows + 2000;
            next = following!;
        }

        return rows;
    }

    private static (int Total, string? Next) Head(MemoryStream page)
    {
        page.Position = 0;
        using var reader = new JsonTextReader(new StreamReader(page, leaveOpen: true)) { CloseInput = false };
        var total = 0;
        string? next = null;
        while (reader.Read() && !(reader.TokenType == JsonToken.PropertyName && (string)reader.Value! == "records"))
        {
            if (reader.TokenType == JsonToken.PropertyName)
            {
                switch ((string)reader.Value!)
                {
                    case "totalSize":
                        total = reader.ReadAsInt32() ?? 0;
                        break;
                    case "nextRecordsUrl":
                        next = reader.ReadAsString();
                        break;
                }
            }
        }

        return (total, next);
    }

    private static async Task PointsAsync(TextWriter output, HttpClient http)
    {
        const int Times = 1000;
        var query = new Uri(Data + "/query?q=" + Uri.EscapeDataString($"SELECT Id FROM User WHERE Username = '{GrownOrg.Username}'"), UriKind.Relative);
        for (var i = 0; i < 100; i++)
        {
            await http.GetByteArrayAsync(query).ConfigureAwait(false);
        }

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Times; i++)
        {
            await http.GetByteArrayAsync(query).ConfigureAwait(false);
        }

        await output.WriteLineAsync($"point query      {watch.Elapsed.TotalMilliseconds / Times:0.00} ms over loopback (budget 2)").ConfigureAwait(false);
    }

    private static Task MemoryAsync(TextWriter output, string when)
    {
        using var process = Process.GetCurrentProcess();
        var peak = process.PeakWorkingSet64;
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        return output.WriteLineAsync($"memory           {managed / 1048576.0:N0} MB managed, {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections, {GC.GetTotalPauseDuration().TotalSeconds:0.0} s pause,  {peak / 1048576.0:N0} MB working set at its peak, {when} (budget 1,500)");
    }
}
