using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Objects of the org.</summary>
public sealed class ObjectCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.Describe.GlobalAsync(cancellation).ConfigureAwait(false)).Select(o => (o.Text("name") ?? "", o.Text("label") ?? "")).ToList();
}

/// <summary>Fields of the object that -SobjectType names.</summary>
public sealed class FieldCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation)
    {
        if (bound["SobjectType"] is not string sobjectType)
        {
            return Array.Empty<(string, string)>();
        }

        var describe = await api.Describe.ObjectAsync(sobjectType, cancellation).ConfigureAwait(false);
        return describe["fields"]!.Select(f => (f.Text("name") ?? "", f.Text("label") ?? "")).ToList();
    }
}

/// <summary>System permissions of the org.</summary>
public sealed class SystemPermissionCompleter : OrgBackedCompleter
{
    private const string Prefix = "Permissions";

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation)
    {
        var describe = await api.Describe.ObjectAsync("PermissionSet", cancellation).ConfigureAwait(false);
        return DescribeFacts.Columns(describe, Prefix)
            .Select(c => c.Substring(Prefix.Length))
            .Select(n => (n, PermissionCatalog.Default.Find(n)?.Why ?? ""))
            .ToList();
    }
}
