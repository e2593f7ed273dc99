using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Base;

/// <summary>User licences.</summary>
public sealed class UserLicenseCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await LicenseReader.ReadAsync(api, cancellation).ConfigureAwait(false))
        .Where(l => l.Kind == SfLicenseKind.UserLicense).Select(l => (l.License, $"{l.Used} of {l.Total} seats taken")).ToList();
}

/// <summary>User licences and permission set licences.</summary>
public sealed class LicenseCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await LicenseReader.ReadAsync(api, cancellation).ConfigureAwait(false)).Select(l => (l.License, $"{l.Label}: {l.Used} of {l.Total} seats taken")).ToList();
}

/// <summary>Profiles.</summary>
public sealed class ProfileCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await ProfileReader.ReadAsync(api, cancellation).ConfigureAwait(false)).Select(p => (p.ProfileName, $"{p.License}, {p.ActiveUsers} active users")).ToList();
}
