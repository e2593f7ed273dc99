using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Makes a permission set and reads it back: an empty one by name, or one with all that a definition describes. What this org
/// cannot take of a definition is named with its reason, and the rest is made.
/// </summary>
[Cmdlet(VerbsCommon.New, "SfPermissionSet", SupportsShouldProcess = true)]
[OutputType(typeof(SfPermissionSet), ParameterSetName = new[] { NameSet })]
[OutputType(typeof(PermissionSetApplyResult), ParameterSetName = new[] { DefinitionSet })]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class NewSfPermissionSetCommand : PermissionSetWriteCmdlet
{
    private const string NameSet = "Name";
    private const string DefinitionSet = "Definition";

    /// <summary>What the set is to hold: from ConvertTo-SfPermissionSet or Import-SfPermissionSet.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DefinitionSet)]
    [ValidateNotNull]
    public PermissionSetDefinition? Definition { get; set; }

    /// <summary>The API name: letters, digits and single underscores, a letter first. With a definition, another name than its own.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = DefinitionSet)]
    [ValidateNotNullOrEmpty]
    public string PermissionSet { get; set; } = "";

    /// <summary>The label; the name with spaces where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateLength(1, 80)]
    public string? Label { get; set; }

    /// <summary>The description.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateLength(0, 255)]
    public string Description { get; set; } = "";

    /// <summary>The licence to bind it to: a permission set licence by developer name or label, or a user licence by name. None where left out. It can never be changed afterwards.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(LicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string? License { get; set; }

    internal override object? ErrorTarget => Definition ?? (object)PermissionSet;

    internal override void ProcessItem()
    {
        if (ParameterSetName == DefinitionSet)
        {
            Make(Definition!);
            return;
        }

        var admin = new PermissionSetAdmin(Api);
        var licenseId = Wait(token => admin.CheckNewAsync(PermissionSet, License, token));
        if (ShouldProcess($"permission set '{PermissionSet}' on {Api.Org}", License is null ? "Create without a licence" : $"Create with licence '{License}'"))
        {
            WriteObject(Wait(token => admin.CreateAsync(PermissionSet, Label ?? PermissionSet.Replace('_', ' '), Description.Trim(), licenseId, token)));
        }
    }

    private void Make(PermissionSetDefinition definition)
    {
        var wanted = PermissionSet.Length == 0 ? definition : definition.As(PermissionSet);
        var writer = new PermissionSetWriter(ApiFor(definition.Org));
        var plan = Wait(token => writer.PlanAsync(wanted, WhenItExists.Refuse, token));
        foreach (var left in definition.LeftOut)
        {
            WriteVerbose($"Not in the definition: {left}");
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
}
