using System;
using System.Management.Automation;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>What the cmdlets that make plans share: what is taken over or away, and how things that an org takes in several ways are made.</summary>
public abstract class PlanningCmdlet : PlanCmdlet
{
    /// <summary>Takes over a user or permission sets that are not ours yet, after naming who is affected.</summary>
    [Parameter]
    public SwitchParameter Adopt { get; set; }

    /// <summary>Takes sets and groups away that the scope does not name.</summary>
    [Parameter]
    public SwitchParameter RemoveUnscoped { get; set; }

    /// <summary>How a profile of the identity's own is made: as a row, or as the metadata of the one it is made from (always so where the scope names that one).</summary>
    [Parameter]
    public ProfileCloning ProfileCloning { get; set; } = ProfileCloning.Row;

    /// <summary>How the permission set is pre-authorised for an external client app: in the list of its policies, or by a row.</summary>
    [Parameter]
    public AppAccess AppAccess { get; set; } = AppAccess.Policy;

    internal PlanOptions Options => new(Adopt, RemoveUnscoped)
    {
        ProfileCloning = ProfileCloning,
        AppAccess = AppAccess,
        Certificate = Certificate is null ? null : Convert.ToBase64String(Certificate.RawData),
    };
}
