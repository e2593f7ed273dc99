using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>The columns of permissions, which differ between orgs (facts 3.1), as describe names them.</summary>
internal sealed record SnapshotColumns(IReadOnlyList<string> OfSet, IReadOnlyList<string> OfMuting, IReadOnlyList<string> OfLicense)
{
    /// <summary>ObjectPermissions.PermissionsViewAllFields came with API 63 (facts 3.3).</summary>
    public static bool HasViewAllFields(SfOrg org) =>
        decimal.TryParse(org.ApiVersion, NumberStyles.Number, CultureInfo.InvariantCulture, out var version) && version >= 63;

    /// <summary>Reads them, and into the draft what can be granted in the org: the same describes tell.</summary>
    public static async Task<SnapshotColumns> ReadAsync(OrgApi org, SnapshotDraft draft, CancellationToken cancellationToken)
    {
        var describes = await org.Describe.ObjectsAsync(new[] { "PermissionSet", "MutingPermissionSet", "PermissionSetLicense", "ObjectPermissions", "FieldPermissions" }, cancellationToken).ConfigureAwait(false);
        var refused = new List<string>();
        if (describes["PermissionSet"] is null)
        {
            refused.Add("System permissions: the caller does not see PermissionSet. It needs View Setup and Configuration.");
        }

        if (describes["ObjectPermissions"] is null || describes["FieldPermissions"] is null)
        {
            refused.Add("What can be granted: the caller does not see ObjectPermissions and FieldPermissions. It needs View Setup and Configuration.");
        }

        draft.NotRead.AddRange(refused);
        var ofSet = Of("PermissionSet", "Permissions");
        draft.Schema = new SchemaFacts
        {
            PermissionableObjects = Set(DescribeFacts.Picklist(describes["ObjectPermissions"], "SobjectType")),
            PermissionableFields = Set(DescribeFacts.Picklist(describes["FieldPermissions"], "Field")),
            SystemPermissions = Set(ofSet.Select(n => n.Substring("Permissions".Length))),
            NotRead = refused,
        };
        return new SnapshotColumns(ofSet, Of("MutingPermissionSet", "Permissions"), Of("PermissionSetLicense", "MaximumPermissions"));

        IReadOnlyList<string> Of(string sobjectType, string prefix) => DescribeFacts.Columns(describes[sobjectType], prefix).ToList();
    }

    private static ISet<string> Set(IEnumerable<string> names) => new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
}
