using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// What a pipeline names (sets, profiles, groups) or brings (definitions), collected so that an org is asked once for all of them
/// and not once for each. The order of the input stays as far as it can: org by org, kind by kind.
/// </summary>
internal sealed class DefinitionInput
{
    private readonly List<(SfOrg? Org, ContainerKind Kind, List<string> Names)> _named = new();
    private readonly List<PermissionSetDefinition> _given = new();

    public void Add(SfOrg? org, ContainerKind kind, IEnumerable<string> names)
    {
        var known = _named.FirstOrDefault(n => n.Kind == kind && (n.Org is null ? org is null : org is not null && n.Org.IsSameOrgAs(org)));
        if (known.Names is null)
        {
            _named.Add(known = (org, kind, new List<string>()));
        }

        known.Names.AddRange(names);
    }

    public void Add(PermissionSetDefinition definition) => _given.Add(definition);

    /// <summary>Reads what was named; errors of one org or name do not stop the others.</summary>
    /// <param name="cmdlet">Who asks.</param>
    /// <param name="open">Where to read for an org of the input, and the org's API where there is one.</param>
    public IReadOnlyList<PermissionSetDefinition> Read(CancellableCmdlet cmdlet, Func<SfOrg?, (IAccessSource Source, OrgApi? Api)> open)
    {
        var all = new List<PermissionSetDefinition>(_given);
        foreach (var (org, kind, names) in _named)
        {
            var (source, api) = open(org);
            var reader = new DefinitionSource(source, api);
            var found = cmdlet.Wait(token => kind switch
            {
                ContainerKind.Profile => reader.ProfilesAsync(names, token),
                ContainerKind.Group => reader.GroupsAsync(names, token),
                _ => reader.SetsAsync(names, token),
            });
            all.AddRange(found.Definitions);
            var (word, list) = kind switch { ContainerKind.Profile => ("profile", "Get-SfProfile"), ContainerKind.Group => ("permission set group", "Get-SfPermissionSet"), _ => ("permission set", "Get-SfPermissionSet") };
            foreach (var name in found.Missing)
            {
                cmdlet.WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"{(api is null ? "The snapshot" : source.Org.ToString())} has no {word} '{name}'.", $"{list} lists them; wildcards work.").ErrorRecord);
            }

            foreach (var name in found.Groups)
            {
                cmdlet.WriteError(new CmdletError("SfPermissionSetGroup", ErrorCategory.InvalidType, name,
                    $"'{name}' is a permission set group: it holds what its sets hold.",
                    "Take its sets: Get-SfPermissionSet | Where-Object Groups -Contains " + name + ". Get-SfPermissionSet " + name + " | ConvertTo-SfPermissionSet makes one set of it.").ErrorRecord);
            }
        }

        return all;
    }

    /// <summary>Says what could not be looked at loudly, and what a permission set cannot hold for those who ask.</summary>
    public static void TellLeftOut(CancellableCmdlet cmdlet, PermissionSetDefinition definition)
    {
        foreach (var left in definition.LeftOut)
        {
            if (left.Kind is "record types" or "licence")
            {
                cmdlet.WriteWarning($"{definition.Source}: {left}");
            }
            else
            {
                cmdlet.WriteVerbose($"{definition.Source}: left out: {left}");
            }
        }
    }
}
