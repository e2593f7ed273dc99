using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Permission set licences.</summary>
public sealed class PermissionSetLicenseCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await new PermissionSetLicenseReader(api).ReadAllAsync(cancellation).ConfigureAwait(false)).Select(l => (l.PermissionSetLicense, $"{l.Label}: {l.Free} of {l.Total} free")).ToList();
}
