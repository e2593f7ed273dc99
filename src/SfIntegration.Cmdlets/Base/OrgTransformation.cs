using System.Management.Automation;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Lets -Org take an alias, host, username or org id where an SfOrg is meant.</summary>
internal sealed class OrgTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string name)
        {
            return value;
        }

        return ConnectionRegistry.Shared.Find(name)?.Org
            ?? throw new ArgumentTransformationMetadataException($"No open connection is called '{name}'. Get-SfOrg lists them; Connect-SfOrg opens one.");
    }
}
