using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Copies permission sets from an org, a snapshot or a file to an org, or under another name within one. -WhatIf shows what would be
/// written and what the target cannot take; the rest is written with a journal and read back.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "SfPermissionSet", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionSetApplyResult), typeof(PermissionSetPlan))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class CopySfPermissionSetCommand : PermissionSetWriteCmdlet
{
    private const string NameSet = "Name";
    private const string DefinitionSet = "Definition";

    private readonly DefinitionInput _input = new();
    private PermissionSetDefinition? _current;

    /// <summary>Permission sets of the source, by API name; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>What Import-SfPermissionSet or ConvertTo-SfPermissionSet gave.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DefinitionSet)]
    [ValidateNotNull]
    public PermissionSetDefinition? Definition { get; set; }

    /// <summary>Copies out of this snapshot instead of an org: what Import-SfAccessSnapshot gave, or a file's path.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SnapshotTransformation]
    [ValidateNotNull]
    public AccessSnapshot? Snapshot { get; set; }

    /// <summary>The org to copy to; the source's own where left out, and then -NewName is needed.</summary>
    [Parameter]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    [ValidateNotNull]
    public SfOrg? DestinationOrg { get; set; }

    /// <summary>The API name of the copy, for one set.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>Licences that are called otherwise in the target: @{ 'Salesforce' = 'Salesforce Platform' }. An empty value copies without a licence.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable LicenseMap { get; set; } = new();

    /// <summary>Makes a set that exists equal to the source, showing what that takes away. Without it an existing set is an error.</summary>
    [Parameter]
    public SwitchParameter Update { get; set; }

    /// <summary>Emits what would be done and what cannot be, and does nothing.</summary>
    [Parameter]
    public SwitchParameter PlanOnly { get; set; }

    internal override object? ErrorTarget => _current ?? Definition ?? (object)PermissionSet;

    internal override void ProcessItem()
    {
        if (Definition is { } given)
        {
            _input.Add(given);
            return;
        }

        _input.Add(Snapshot is null ? Org : null, ContainerKind.PermissionSet, PermissionSet);
    }

    internal override void Finish()
    {
        var sources = _input.Read(this, org => Snapshot is null ? (new OrgAccessSource(ApiFor(org)), ApiFor(org)) : ((IAccessSource)new SnapshotAccessSource(Snapshot), null));
        if (NewName is not null && sources.Count > 1)
        {
            throw new CmdletError("SfOneNameForSeveral", ErrorCategory.InvalidArgument, NewName, $"{sources.Count} copies cannot all be named '{NewName}'.", "Copy them one by one, or leave -NewName out.");
        }

        foreach (var source in sources)
        {
            _current = source;
            try
            {
                Copy(source);
            }
            catch (Exception error) when (error is SfPlanException or CmdletError { IsFatal: false })
            {
                // Of this set; the next one may fare better.
                WriteError(ErrorRecords.From(error, source));
            }
        }
    }

    private void Copy(PermissionSetDefinition source)
    {
        // A snapshot's org has no connection of its own: the copy goes where the caller says, or to the default org.
        var target = DestinationOrg is not null ? DestinationApi() : ApiFor(Snapshot is null ? source.Org : null);
        var wanted = Fitted(source);
        DefinitionInput.TellLeftOut(this, source);
        if (Update && source.LeftOut.FirstOrDefault(l => l.Reason == ContainerDefinition.NameNotRead) is { } unread)
        {
            throw new CmdletError("SfSourceNotWhole", ErrorCategory.PermissionDenied, source, $"'{source.PermissionSet}' cannot be made equal: the {unread.Kind} {unread.Target} that it opens could not be named, so that the copy would lose it.",
                "Read the source as a user who sees it (View Setup and Configuration, Modify Metadata), or copy without -Update.");
        }

        var writer = new PermissionSetWriter(target);
        var plan = Plan(writer, wanted, target.Org);
        if (PlanOnly)
        {
            WriteObject(plan);
            return;
        }

        if (!Agreed(plan))
        {
            TellRefusals(plan.PermissionSet, plan.Refused);
            return;
        }

        var result = Apply(writer, plan);
        WriteObject(result);
        TellRefusals(result.PermissionSet, result.Refused);
    }

    private Api.OrgApi DestinationApi() => SfIntegration.Api.OrgApi.For(Http.ConnectionRegistry.Shared.Find(DestinationOrg!)
        ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, DestinationOrg, $"The connection to '{DestinationOrg}' is closed.", "Connect again with Connect-SfOrg.") { IsFatal = true });

    /// <summary>The definition under its name and licence in the target.</summary>
    private PermissionSetDefinition Fitted(PermissionSetDefinition source)
    {
        var named = NewName is null ? source : source.As(NewName);
        var key = LicenseMap.Keys.OfType<object>().FirstOrDefault(k => string.Equals(k.ToString(), source.License, StringComparison.OrdinalIgnoreCase));
        return key is null ? named : new PermissionSetDefinition(named) { License = LicenseMap[key]?.ToString() is { Length: > 0 } mapped ? mapped : null };
    }

    private PermissionSetPlan Plan(PermissionSetWriter writer, PermissionSetDefinition wanted, SfOrg target)
    {
        try
        {
            return Wait(token => writer.PlanAsync(wanted, Update ? WhenItExists.MakeEqual : WhenItExists.Refuse, token));
        }
        catch (SfPlanException error) when (error.Code == "LicenseNotFound")
        {
            throw new SfPlanException("LicenseNotFound", $"{target} has no licence '{wanted.License}', to which '{wanted.PermissionSet}' is bound.",
                $"Say what it is called there: -LicenseMap @{{ '{wanted.License}' = '...' }}; '' copies without a licence. Get-SfLicense -Org {target} lists them.");
        }
        catch (SfPlanException error) when (error.Code == "PermissionSetExists")
        {
            throw new SfPlanException("PermissionSetExists", $"{target} has a permission set '{wanted.PermissionSet}' already.", "-Update makes it equal to the source and -WhatIf shows first what that changes; -NewName copies under another name.");
        }
    }
}
