using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Practice;

namespace SfIntegration.Rehearsal.Serve;

/// <summary>serve: the practice org on loopback, until Ctrl+C.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken stop = default)
    {
        PracticeOrg org;
        PracticeServer server;
        ServeOptions options;
        try
        {
            options = ServeOptions.Parse(args);
            if (options.Help)
            {
                await output.WriteLineAsync(ServeOptions.Usage).ConfigureAwait(false);
                return 0;
            }

            org = PracticeOrg.CreateCompany();
            if (File.Exists(options.StatePath))
            {
                using var state = File.OpenRead(options.StatePath);
                org.LoadState(state);
            }

            if (options.SnapshotPath is { } snapshot)
            {
                using var file = File.OpenRead(snapshot);
                org.LoadSnapshot(file);
            }

            if (options.MetadataPath is { } path)
            {
                org.GrowFromMetadata(await File.ReadAllTextAsync(path, stop).ConfigureAwait(false), options.NamespacePrefix);
            }

            server = await PracticeServer.StartAsync(org, options.Port, stop).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await errors.WriteLineAsync(e.Message + Environment.NewLine + ServeOptions.Usage).ConfigureAwait(false);
            return 1;
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            // A port in use, a file that cannot be read.
            await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }

        await using (server.ConfigureAwait(false))
        {
            await output.WriteLineAsync(Greeting(server.Address, org, options.Save ? $"it is kept in {options.StatePath}" : "nothing is kept")).ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await server.WaitForShutdownAsync(stop).ConfigureAwait(false);
        }

        if (options.Save)
        {
            Keep(org, options.StatePath!);
        }

        return 0;
    }

    // Written beside and moved, so that a state that was there is not lost half way.
    private static void Keep(PracticeOrg org, string path)
    {
        var written = path + ".new";
        using (var file = File.Create(written))
        {
            org.SaveState(file);
        }

        File.Move(written, path, overwrite: true);
    }

    /// <summary>The practice org's tokens open nothing but this process, so they may be shown.</summary>
    private static string Greeting(Uri address, PracticeOrg org, string end)
    {
        var url = address.GetLeftPart(UriPartial.Authority);
        var token = org.SignIn(org.AdministratorUsername);
        return $"""
            The practice org answers on {url}
            Administrator: {org.AdministratorUsername}
            Access token:  {token}

            PowerShell:
              $token = '{token}'
              Invoke-RestMethod '{url}/services/data/v66.0/query?q=SELECT+Username,IsActive+FROM+User' -Headers @{'{'} Authorization = "Bearer $token" {'}'} | ForEach-Object records
            bash:
              curl -s -H 'Authorization: Bearer {token}' '{url}/services/data/v66.0/query?q=SELECT+Username,IsActive+FROM+User'
            Steering (not part of Salesforce):
              curl -s {url}/practice/stats
              curl -s {url}/practice/apps

            Ctrl+C ends it; {end}.
            """;
    }
}
