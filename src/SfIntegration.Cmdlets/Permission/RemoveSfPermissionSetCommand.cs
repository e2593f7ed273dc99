using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Removes a permission set that nobody holds; with -Force takes it from its holders and groups first.</summary>
[Cmdlet(VerbsCommon.Remove, "SfPermissionSet", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
public sealed class RemoveSfPermissionSetCommand : OrgCmdlet
{
    /// <summary>The API name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string PermissionSet { get; set; } = "";

    /// <summary>Takes the set from all who hold it, and out of its groups, before removing it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => PermissionSet;

    internal override void ProcessItem()
    {
        var admin = new PermissionSetAdmin(Api);
        var removal = Wait(token => admin.CheckRemovalAsync(PermissionSet, Force, token));
        var action = removal.InUse.Length == 0 ? "Remove" : $"Remove; it is {removal.InUse} and is taken away there first";
        if (ShouldProcess($"permission set '{removal.Set.PermissionSet}' on {Api.Org}", action))
        {
            Done(token => admin.RemoveAsync(removal, token));
        }
    }
}
