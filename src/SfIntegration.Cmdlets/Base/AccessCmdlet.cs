using System.Management.Automation;
using SfIntegration.Access;

namespace SfIntegration.Cmdlets.Base;

/// <summary>A cmdlet that reads access: from the org, or offline from a snapshot.</summary>
public abstract class AccessCmdlet : OrgCmdlet
{
    private SnapshotAccessSource? _snapshot;

    /// <summary>Answers from this snapshot instead of an org: what Import-SfAccessSnapshot gave, or a file's path.</summary>
    [Parameter]
    [SnapshotTransformation]
    [ValidateNotNull]
    public AccessSnapshot? Snapshot { get; set; }

    /// <summary>Where to read for an input object that came from <paramref name="inputOrg"/>.</summary>
    internal IAccessSource SourceFor(SfOrg? inputOrg) => Snapshot is null
        ? new OrgAccessSource(ApiFor(inputOrg))
        : _snapshot ??= new SnapshotAccessSource(Snapshot);

    /// <summary>Every user and container, with progress.</summary>
    internal AccessSnapshot WholeOrg(IAccessSource source)
    {
        var whole = Wait(token => source.WholeOrgAsync(Report, token));
        ReportDone();
        return whole;
    }
}
