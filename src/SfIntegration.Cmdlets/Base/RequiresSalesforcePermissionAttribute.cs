using System;
using System.Collections.Generic;

namespace SfIntegration.Cmdlets.Base;

/// <summary>
/// What a cmdlet needs in Salesforce: a system permission, or one of several, and for what. Inherited, so that a base class says it
/// for all its cmdlets. Get-SfRequiredPermission shows it, and tests hold it against the practice org's refusals.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class RequiresSalesforcePermissionAttribute : Attribute
{
    /// <param name="purpose">For what, as the end of "needed ...".</param>
    /// <param name="oneOf">API names, the least first; any one of them suffices. None where it depends on the request alone.</param>
    public RequiresSalesforcePermissionAttribute(string purpose, params string[] oneOf)
    {
        Purpose = purpose;
        OneOf = oneOf;
    }

    public string Purpose { get; }

    public IReadOnlyList<string> OneOf { get; }

    /// <summary>Without it the cmdlet does its main work and says what it could not do or read.</summary>
    public bool Optional { get; set; }
}
