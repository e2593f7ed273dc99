using System;
using System.IO;
using System.Threading.Tasks;

namespace SfIntegration.AzureStandIn;

/// <summary>Serves the stand-in for other processes: says in one line of JSON where and what, and ends with its standard input.</summary>
public static class Program
{
    /// <summary>Runs until standard input ends.</summary>
    /// <param name="args">A file to write the certificate authority to, for SSL_CERT_FILE.</param>
    public static async Task Main(string[] args)
    {
        await using var azure = await AzureSite.StartAsync();
        if (args.Length > 0)
        {
            await File.WriteAllTextAsync(args[0], azure.Certificate.ExportCertificatePem());
        }

        Console.WriteLine(azure.Describe().ToJsonString());
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }
}
