using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Whatever holds access: permission sets, groups, profiles and users.</summary>
public sealed class AccessHolderCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation)
    {
        var like = Soql.QuoteLike(word);
        var found = await new BatchApi(api.Connection).TryQueryManyAsync(
            new[]
            {
                $"SELECT Name, Label, NamespacePrefix FROM PermissionSet WHERE IsOwnedByProfile = false AND Type != 'Group' AND Name LIKE {like} ORDER BY Name LIMIT 50",
                $"SELECT DeveloperName, MasterLabel, NamespacePrefix FROM PermissionSetGroup WHERE DeveloperName LIKE {like} ORDER BY DeveloperName LIMIT 50",
                $"SELECT Name FROM Profile WHERE Name LIKE {like} ORDER BY Name LIMIT 50",
                $"SELECT Username, Name FROM User WHERE Username LIKE {like} ORDER BY Username LIMIT 50",
            },
            cancellation).ConfigureAwait(false);
        return found[0].Records.Select(r => (ContainerDraft.WithNamespace(r.Text("NamespacePrefix"), r.Text("Name") ?? ""), "permission set " + r.Text("Label")))
            .Concat(found[1].Records.Select(r => (ContainerDraft.WithNamespace(r.Text("NamespacePrefix"), r.Text("DeveloperName") ?? ""), "permission set group " + r.Text("MasterLabel"))))
            .Concat(found[2].Records.Select(r => (r.Text("Name") ?? "", "profile")))
            .Concat(found[3].Records.Select(r => (r.Text("Username") ?? "", "user " + r.Text("Name"))))
            .ToList();
    }
}
