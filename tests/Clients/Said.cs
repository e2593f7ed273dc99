using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Clients.Tests;

/// <summary>What a client printed, and how it ended.</summary>
internal sealed record Said(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>The output as JSON; dates stay text.</summary>
    public JObject Json
    {
        get
        {
            try
            {
                return JsonConvert.DeserializeObject<JObject>(Output, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })
                    ?? throw new JsonReaderException("nothing");
            }
            catch (JsonException e)
            {
                throw new InvalidOperationException($"The client printed no JSON ({e.Message}), exit code {ExitCode}:{Environment.NewLine}{Output}{Environment.NewLine}{Errors}", e);
            }
        }
    }

    /// <summary>Starts a program, waits for it, and answers what it said.</summary>
    public static async Task<Said> ByAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(ended, Task.Delay(s_patience)) != ended)
        {
            process.Kill(entireProcessTree: true);
        }

        await ended;
        return new Said(process.ExitCode, await output, await errors);
    }
}
