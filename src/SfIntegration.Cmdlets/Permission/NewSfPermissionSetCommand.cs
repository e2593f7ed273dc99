using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Makes an empty permission set and reads it back.</summary>
[Cmdlet(VerbsCommon.New, "SfPermissionSet", SupportsShouldProcess = true)]
[OutputType(typeof(SfPermissionSet))]
public sealed class NewSfPermissionSetCommand : OrgCmdlet
{
    /// <summary>The API name: letters, digits and single underscores, a letter first.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string PermissionSet { get; set; } = "";

    /// <summary>The label; the name with spaces where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 80)]
    public string? Label { get; set; }

    /// <summary>The description.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateLength(0, 255)]
    public string Description { get; set; } = "";

    /// <summary>The licence to bind it to: a permission set licence by developer name or label, or a user licence by name. None where left out. It can never be changed afterwards.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? License { get; set; }

    internal override object? ErrorTarget => PermissionSet;

    internal override void ProcessItem()
    {
        var admin = new PermissionSetAdmin(Api);
        var licenseId = Wait(token => admin.CheckNewAsync(PermissionSet, License, token));
        if (ShouldProcess($"permission set '{PermissionSet}' on {Api.Org}", License is null ? "Create without a licence" : $"Create with licence '{License}'"))
        {
            WriteObject(Wait(token => admin.CreateAsync(PermissionSet, Label ?? PermissionSet.Replace('_', ' '), Description.Trim(), licenseId, token)));
        }
    }
}
