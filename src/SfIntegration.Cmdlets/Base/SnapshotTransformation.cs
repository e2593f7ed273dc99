using System.IO;
using System.Management.Automation;
using System.Threading;
using SfIntegration.Access;
using SfIntegration.Access.Files;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Lets -Snapshot take a file's path where an AccessSnapshot is meant, through the provider, as PowerShell's location has it.</summary>
internal sealed class SnapshotTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            string path => Read(engineIntrinsics, path),
            FileInfo file => Read(engineIntrinsics, file.FullName),
            AccessSnapshotFile written => Read(engineIntrinsics, written.Path),
            _ => value,
        };
    }

    private static AccessSnapshot Read(EngineIntrinsics engine, string path)
    {
        var full = engine.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        if (provider.Name != "FileSystem")
        {
            throw new ArgumentTransformationMetadataException($"'{path}' is not a path of the file system. Give the path of a file that Export-SfAccessSnapshot wrote.");
        }

        if (!File.Exists(full))
        {
            throw new ArgumentTransformationMetadataException($"There is no file '{full}'. Give the path of a file that Export-SfAccessSnapshot wrote, or what Import-SfAccessSnapshot gave.");
        }

        try
        {
            return SnapshotReader.ReadFile(full, CancellationToken.None);
        }
        catch (SfSnapshotException e)
        {
            throw new ArgumentTransformationMetadataException($"{e.Message} {e.Cure}", e);
        }
    }
}
