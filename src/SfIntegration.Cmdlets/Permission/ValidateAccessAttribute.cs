using System.Management.Automation;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>An access to an object that says something.</summary>
internal sealed class ValidateAccessAttribute : ValidateEnumeratedArgumentsAttribute
{
    protected override void ValidateElement(object element)
    {
        if (element is ObjectAccess.None)
        {
            throw new ValidationMetadataException("None is no access. Say read, create, edit, delete, viewAll, modifyAll or viewAllFields.");
        }
    }
}
