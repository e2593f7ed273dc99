using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Makes permission sets of profiles, as definitions that nothing has written yet: one for each, or the union or the intersection
/// of all. Files (Import-SfPermissionSet), sets and groups can be combined likewise. What a permission set cannot hold is in LeftOut.
/// </summary>
[Cmdlet(VerbsData.ConvertTo, "SfPermissionSet")]
[OutputType(typeof(PermissionSetDefinition))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class ConvertToSfPermissionSetCommand : AccessCmdlet
{
    private const string ProfileSet = "Profile";
    private const string DefinitionSet = "Definition";
    private const string ContainerSet = "Container";

    private readonly DefinitionInput _input = new();

    /// <summary>Profiles, by name; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ProfileName { get; set; } = Array.Empty<string>();

    /// <summary>Definitions, from Import-SfPermissionSet or from this cmdlet.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DefinitionSet)]
    [ValidateNotNull]
    public PermissionSetDefinition? Definition { get; set; }

    /// <summary>Permission sets or groups of Get-SfPermissionSet; a group is made one set.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ContainerSet)]
    [ValidateNotNull]
    public SfPermissionSet? InputObject { get; set; }

    /// <summary>The API name of the set. Made from the profile's name where left out; needed where several are combined.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PermissionSet { get; set; }

    /// <summary>Makes one set of all: of whatever any of them grants, or only of what each of them grants.</summary>
    [Parameter]
    public DefinitionCombination Combine { get; set; }

    /// <summary>The licence to bind it to: what a permission set licence does not allow is left out. None where left out (that of the sources, where they are sets).</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string? License { get; set; }

    internal override object? ErrorTarget => Definition ?? InputObject ?? (object)ProfileName;

    internal override void ProcessItem()
    {
        switch (ParameterSetName)
        {
            case DefinitionSet:
                _input.Add(Definition!);
                break;
            case ContainerSet:
                _input.Add(InputObject!.Org, InputObject.Kind == PermissionSetKind.Group ? ContainerKind.Group : ContainerKind.PermissionSet, new[] { InputObject.PermissionSet });
                break;
            default:
                _input.Add(Org, ContainerKind.Profile, ProfileName);
                break;
        }
    }

    internal override void Finish()
    {
        var sources = _input.Read(this, org => (SourceFor(org), Snapshot is null ? ApiFor(org) : null));
        if (sources.Count == 0)
        {
            return;
        }

        foreach (var definition in Named(sources))
        {
            var bound = License is null ? definition : Bound(definition);
            DefinitionInput.TellLeftOut(this, bound);
            WriteObject(bound);
        }
    }

    private IEnumerable<PermissionSetDefinition> Named(IReadOnlyList<PermissionSetDefinition> sources)
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Combine)))
        {
            return new[] { DefinitionCombiner.Combine(sources, Combine, PermissionSet ?? throw new CmdletError("SfNameNeeded", ErrorCategory.InvalidArgument, sources, "One set of several sources needs a name.", "Give it with -PermissionSet.")) };
        }

        if (PermissionSet is not null)
        {
            return sources.Count == 1 ? new[] { sources[0].As(PermissionSet) } : throw new CmdletError("SfOneNameForSeveral", ErrorCategory.InvalidArgument, PermissionSet,
                $"{sources.Count} sources cannot all be named '{PermissionSet}'.", "Leave -PermissionSet out to name each after its source, or make one of them with -Combine Union or -Combine Intersection.");
        }

        return sources.Where(s => s.PermissionSet.Length > 0 || Unnamed(s));
    }

    private bool Unnamed(PermissionSetDefinition source)
    {
        WriteError(new CmdletError("SfNameNeeded", ErrorCategory.InvalidArgument, source, $"The name of the {source.Source} holds no letter or digit that the API name of a permission set can hold.", "Convert it by itself, with -PermissionSet.").ErrorRecord);
        return false;
    }

    private PermissionSetDefinition Bound(PermissionSetDefinition definition)
    {
        if (Snapshot is null && definition.Org is null)
        {
            // A file belongs to no org: whether the licence exists, and what it allows, is said when the set is made.
            return new PermissionSetDefinition(definition) { License = License };
        }

        var licenses = Snapshot ?? Wait(token => SourceFor(definition.Org).OfContainersAsync(Array.Empty<string>(), token));
        return DefinitionLimits.Bound(definition, License!, licenses);
    }
}
