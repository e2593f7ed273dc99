using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Access.Covering;

/// <summary>The identity that sets are to be assigned to, as far as licences go.</summary>
/// <param name="UserLicense">UserLicense.Name; null where it is not known.</param>
/// <param name="PermissionSetLicenses">Permission set licences it holds or is to hold, by developer name.</param>
internal sealed record CoverageIdentity(string? UserLicense, IReadOnlyCollection<string> PermissionSetLicenses);

/// <summary>Whether the licence of a set fits an identity (facts §2.2). Pure.</summary>
internal static class LicenseFits
{
    public static (LicenseFit Fit, string Note) Of(AccessSnapshot snapshot, Container container, CoverageIdentity identity)
    {
        if (container.Kind != ContainerKind.Group)
        {
            return OfSet(snapshot, container, identity);
        }

        // A group is assigned as a whole: each of its sets must fit.
        var index = AccessIndex.Of(snapshot);
        var group = snapshot.Groups.FirstOrDefault(g => g.Id == container.OwnerId);
        var sets = group?.ComponentIds.Select(index.Container).ToList() ?? new List<Container?>();
        var fits = sets.Select(s => s is null ? (Fit: LicenseFit.NotAssessed, Note: "one of its sets was not read") : OfSet(snapshot, s, identity)).ToList();
        return fits.Count == 0 ? (LicenseFit.NotAssessed, "the sets of the group were not read") : Worst(fits);
    }

    /// <summary>The worst of several: what cannot be assigned, then what is not known, then what needs a licence.</summary>
    public static (LicenseFit Fit, string Note) Worst(IReadOnlyCollection<(LicenseFit Fit, string Note)> fits)
    {
        foreach (var fit in new[] { LicenseFit.DoesNotFit, LicenseFit.NotAssessed, LicenseFit.NeedsLicense })
        {
            var found = fits.Where(f => f.Fit == fit).Select(f => f.Note).Distinct(StringComparer.Ordinal).ToList();
            if (found.Count > 0)
            {
                return (fit, string.Join("; ", found));
            }
        }

        return (LicenseFit.Fits, string.Join("; ", fits.Select(f => f.Note).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal)));
    }

    private static (LicenseFit Fit, string Note) OfSet(AccessSnapshot snapshot, Container set, CoverageIdentity identity)
    {
        if (identity.UserLicense is not { } license)
        {
            return (LicenseFit.NotAssessed, "nothing says which user licence the identity has");
        }

        var integration = string.Equals(license, SetLicense.IntegrationLicense, StringComparison.OrdinalIgnoreCase);
        if (set.LicenseId is null)
        {
            return integration && SetLicense.Integration(snapshot) is { } needed && !Holds(identity, needed) && set.Objects.Any(o => !IsCustom(o.SobjectType))
                ? (LicenseFit.NeedsLicense, $"it has standard objects and no licence of its own: the user must hold permission set licence '{needed.DeveloperName}' first")
                : (LicenseFit.Fits, "");
        }

        if (snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == set.LicenseId) is { } psl)
        {
            return OfPermissionSetLicense(snapshot, psl, identity, integration);
        }

        return snapshot.UserLicenses.FirstOrDefault(l => l.Id == set.LicenseId) is not { } own ? (LicenseFit.NotAssessed, $"its licence {set.LicenseId} was not read")
            : string.Equals(own.Name, license, StringComparison.OrdinalIgnoreCase) ? (LicenseFit.Fits, "")
            : (LicenseFit.DoesNotFit, $"it is bound to user licence '{own.Name}'; the identity has '{license}'");
    }

    private static (LicenseFit Fit, string Note) OfPermissionSetLicense(AccessSnapshot snapshot, PermissionSetLicenseFacts psl, CoverageIdentity identity, bool integration)
    {
        if (Holds(identity, psl))
        {
            return (LicenseFit.Fits, "");
        }

        var free = Math.Max(0, psl.TotalLicenses - psl.UsedLicenses);
        var seats = free == 0 ? "no seat is free" : free == 1 ? "1 seat is free" : $"{free} seats are free";
        return integration && SetLicense.Integration(snapshot)?.Id == psl.Id && free > 0
            ? (LicenseFit.Fits, $"assigning it assigns permission set licence '{psl.DeveloperName}'")
            : (LicenseFit.NeedsLicense, $"it needs permission set licence '{psl.DeveloperName}': {seats}");
    }

    private static bool Holds(CoverageIdentity identity, PermissionSetLicenseFacts psl) => identity.PermissionSetLicenses.Contains(psl.DeveloperName, StringComparer.OrdinalIgnoreCase);

    private static bool IsCustom(string sobjectType) => sobjectType.IndexOf("__", StringComparison.Ordinal) > 0;
}
