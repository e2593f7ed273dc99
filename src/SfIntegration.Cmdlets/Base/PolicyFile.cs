using System.IO;
using System.Management.Automation;
using SfIntegration.Rules.Policy;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Base;

/// <summary>The policy file that a user names with -Policy.</summary>
internal static class PolicyFile
{
    /// <summary>The policy, or null where none was named.</summary>
    public static AccessPolicy? Read(CancellableCmdlet cmdlet, string? path)
    {
        if (path is null)
        {
            return null;
        }

        var file = cmdlet.FilePath(path);
        if (!File.Exists(file))
        {
            throw new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, path, $"There is no file '{file}'.", "Give the path of a policy file; samples/policy.yaml is one.") { IsFatal = true };
        }

        try
        {
            return PolicyReader.ReadFile(file, path);
        }
        catch (SfScopeException error)
        {
            throw new CmdletError("SfPolicy", ErrorCategory.InvalidData, path, error.Message, error.Cure ?? "Correct the file; docs/policy.md says what it may hold.", error) { IsFatal = true };
        }
    }
}
