using System.Collections.Generic;
using System.IO;
using System.Management.Automation;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Files as people name them: with wildcards or literally, relative to PowerShell's location, or piped by Get-ChildItem.</summary>
internal static class InputFiles
{
    /// <summary>Each file with the name a person would know it by. A path that leads to no file is given too: whoever reads it says so.</summary>
    public static IEnumerable<(string Named, string File)> Of(CancellableCmdlet cmdlet, IEnumerable<string> paths, bool isLiteral)
    {
        foreach (var path in paths)
        {
            if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(path))
            {
                foreach (var file in cmdlet.GetResolvedProviderPathFromPSPath(path, out _))
                {
                    yield return (file, file);
                }
            }
            else
            {
                // What Get-ChildItem pipes names its provider ("...FileSystem::/x"): no name a person would read in an error.
                var file = cmdlet.FilePath(path);
                yield return (path.Contains("::") ? file : path, file);
            }
        }
    }

    /// <summary>The error where there is no such file.</summary>
    public static ErrorRecord? Missing(string named, string file, string cure) => File.Exists(file) ? null
        : new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, named, $"There is no file '{file}'.", cure).ErrorRecord;
}
