using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>How much a grant can hurt.</summary>
internal static class RiskGrade
{
    /// <summary>By the tier of the permission catalogue (facts §4).</summary>
    public static ChangeRisk OfPermission(string name) => PermissionCatalog.Default.Find(name)?.Tier switch
    {
        PermissionTier.Critical or PermissionTier.High => ChangeRisk.High,
        PermissionTier.Medium => ChangeRisk.Medium,
        _ => ChangeRisk.Low,
    };

    public static ChangeRisk OfObject(ObjectAccess access) =>
        (access & (ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields)) != 0 ? ChangeRisk.High
        : (access & (ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete)) != 0 ? ChangeRisk.Medium
        : ChangeRisk.Low;

    public static ChangeRisk OfField(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? ChangeRisk.Medium : ChangeRisk.Low;
}
