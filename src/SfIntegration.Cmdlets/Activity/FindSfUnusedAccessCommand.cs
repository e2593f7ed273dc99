using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.SignIns;
using SfIntegration.Activity.Usage;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Holds what a scope grants against what saved event logs show its identity using, and proposes what could go. It needs no org; where the org of the logs is
/// connected, it looks up when the grants were made. What the logs cannot show is never called unused.
/// </summary>
[Cmdlet(VerbsCommon.Find, "SfUnusedAccess", SupportsShouldProcess = true)]
[OutputType(typeof(SfUnusedAccess), typeof(string))]
[RequiresSalesforcePermission("to see when grants were made", "ViewSetup", Optional = true)]
public sealed class FindSfUnusedAccessCommand : OrgCmdlet
{
    private readonly List<AccessScope> _scopes = new();

    /// <summary>The scopes to look at.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AccessScope? Scope { get; set; }

    /// <summary>The folder of saved event logs (Save-SfEventLog).</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Where the window begins; the beginning of the logs where left out. A time without a zone is one of this machine.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Where it ends; the end of the logs where left out.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Gives the grants that were used, too.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Writes the scope without what is unused to this file. The original stays as it is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutScope { get; set; }

    /// <summary>Gives the change of the scope as the text of a diff, in place of the rows.</summary>
    [Parameter]
    public SwitchParameter AsDiff { get; set; }

    /// <summary>Takes out of the scope what is unused with low confidence, too.</summary>
    [Parameter]
    public SwitchParameter IncludeLowConfidence { get; set; }

    /// <summary>Writes over an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => Scope;

    internal override void ProcessItem() => _scopes.Add(Scope!);

    internal override void Finish()
    {
        if (_scopes.Count == 0)
        {
            return;
        }

        if (OutScope is not null && _scopes.Count > 1)
        {
            throw new CmdletError("SfSeveralScopes", ErrorCategory.InvalidArgument, OutScope, $"-OutScope names one file, and there are {_scopes.Count} scopes.", "Give one scope at a time.") { IsFatal = true };
        }

        var api = ApiOrNone("when the grants were made is not looked up.");
        var read = SavedLogFolder.Open(FilePath(Path)).Select(folder => (Folder: folder, Usage: Read(folder, SameOrg(api, folder)))).ToList();
        foreach (var scope in _scopes)
        {
            // A folder may hold the logs of several orgs: those count that know the identity.
            var known = read.Where(r => r.Usage.CallsOf(scope.Identity.Username).Count > 0).DefaultIfEmpty(read[0]).ToList();
            foreach (var (folder, usage) in OutScope is null && !AsDiff ? known : known.Take(1))
            {
                Look(scope, folder, usage.Of(scope.Identity.Username), SameOrg(api, folder));
            }
        }
    }

    private void Look(AccessScope scope, SavedLogFolder folder, UsedAccess usage, OrgApi? api)
    {
        var rows = UnusedAccess.Of(scope, usage, AgesOf(scope, folder, api), api?.Org ?? folder.Org);
        if (!AsDiff)
        {
            WriteObject(rows.Where(r => All || r.Verdict != SfAccessUse.Used), enumerateCollection: true);
        }

        if (!AsDiff && OutScope is null)
        {
            return;
        }

        var smaller = ScopeShrink.Of(scope, rows, IncludeLowConfidence ? FindingConfidence.Low : FindingConfidence.Medium);
        var source = scope.SourcePath is { } path ? FilePath(path) : null;
        var (before, after) = (ScopeShrink.Text(scope, source), ScopeShrink.Text(smaller, source));
        if (before == after)
        {
            WriteWarning($"{scope.Name}: nothing is unused with {(IncludeLowConfidence ? "any confidence" : "a confidence of Medium or more; -IncludeLowConfidence takes the rest")}. Nothing was written.");
            return;
        }

        // A scope that cannot be read back is never given out.
        ScopeReader.ReadText(after).Get();
        if (AsDiff)
        {
            WriteObject(UnifiedDiff.Of(before, after, scope.SourcePath ?? scope.Name, OutScope ?? scope.SourcePath ?? scope.Name).TrimEnd('\n'));
        }

        if (OutScope is not null)
        {
            Write(FilePath(OutScope), after);
        }
    }

    private void Write(string path, string text)
    {
        if (File.Exists(path) && !Force)
        {
            throw new CmdletError("SfFileExists", ErrorCategory.ResourceExists, OutScope, $"The file '{path}' exists.", "Use -Force to write over it, or another -OutScope.");
        }

        if (ShouldProcess(path, "Write smaller scope"))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, new UTF8Encoding(false));
            ScopeSchema.WriteBeside(path);
        }
    }

    private UsageReader Read(SavedLogFolder folder, OrgApi? api)
    {
        var names = _scopes.Select(s => s.Identity.Username).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var ids = api is null
            ? Enumerable.Empty<string>().ToLookup(n => n)
            : Wait(token => new UserDirectory(api).FindAsync(names, token)).SelectMany(g => g.Select(u => (Name: g.Key, u.UserId))).ToLookup(u => u.Name, u => u.UserId, StringComparer.OrdinalIgnoreCase);
        return WaitThenTell(Path, (damaged, token) => Task.FromResult(UsageReader.Read(folder, Moments.Utc(Since), Moments.Utc(Until), names, ids, Report, damaged, token)));
    }

    private GrantAges AgesOf(AccessScope scope, SavedLogFolder folder, OrgApi? api)
    {
        var ages = new GrantAges();
        if (scope.SourcePath is { } source && System.IO.Path.GetDirectoryName(FilePath(source)) is { } beside)
        {
            ages.AddJournals(System.IO.Path.Combine(beside, ".sfi"), scope.Name, folder.Org.OrgId);
        }

        if (api is not null)
        {
            var why = "";
            try
            {
                if (Wait(token => ages.AddOrgAsync(api, scope, token)))
                {
                    return ages;
                }
            }
            catch (SfApiException e)
            {
                why = " " + e.Message;
            }

            WriteWarning($"When the grants of {scope.Name} were made is not known: {api.Org} shows no object permissions of its sets. That needs View Setup and Configuration, and the scope applied there.{why}");
        }

        return ages;
    }

    private static OrgApi? SameOrg(OrgApi? api, SavedLogFolder folder) => api is not null && folder.IsOf(api.Org) ? api : null;
}
