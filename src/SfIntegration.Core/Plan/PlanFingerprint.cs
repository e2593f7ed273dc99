using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// A hash of the org state a plan rests on: the user, its assignments, the generated sets with every row, its apps, and what its profile restricts.
/// An apply takes it again and stops when somebody else changed something in between.
/// </summary>
internal static class PlanFingerprint
{
    public static string Of(AccessScope scope, DesiredAccess desired, OrgState state)
    {
        var (snapshot, recordTypes) = (state.Snapshot, state.RecordTypes);
        var text = new StringBuilder();
        var user = snapshot.User(scope.Identity.Username);
        text.Append(user is null ? "no user" : $"{user.UserId}|{user.IsActive}|{user.ProfileId}|{user.RoleId}|{user.LastName}|{user.Email}").Append('\n');
        foreach (var a in snapshot.Assignments.Where(a => a.AssigneeId == user?.UserId).OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            text.Append($"a|{a.Id}|{a.PermissionSetId}|{a.GroupId}|{a.ExpirationDate:O}\n");
        }

        foreach (var set in desired.Sets)
        {
            var container = snapshot.Containers.FirstOrDefault(c =>
                c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase));
            if (container is not null)
            {
                Append(text, container);
                foreach (var r in recordTypes.Of(set.Name) ?? Array.Empty<RecordTypeGrant>())
                {
                    text.Append($"r|{r.SobjectType}.{r.RecordType}\n");
                }
            }
        }

        text.Append($"l|{state.Restriction.Fingerprint}\np|{state.Apps.Fingerprint}\n");
        using var sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Replace("-", "");
    }

    private static void Append(StringBuilder text, Container c)
    {
        text.Append($"c|{c.Id}|{c.Label}|{c.Description}|{string.Join(",", c.SystemPermissions.OrderBy(p => p, StringComparer.Ordinal))}\n");
        foreach (var o in c.Objects.OrderBy(o => o.RowId, StringComparer.Ordinal))
        {
            text.Append($"o|{o.RowId}|{o.SobjectType}|{(int)o.Access}\n");
        }

        foreach (var f in c.Fields.OrderBy(f => f.RowId, StringComparer.Ordinal))
        {
            text.Append($"f|{f.RowId}|{f.SobjectType}.{f.Field}|{(int)f.Access}\n");
        }

        foreach (var e in c.SetupEntities.OrderBy(e => e.RowId, StringComparer.Ordinal))
        {
            text.Append($"e|{e.RowId}|{e.EntityId}\n");
        }

        foreach (var t in c.Tabs.OrderBy(t => t.RowId, StringComparer.Ordinal))
        {
            text.Append($"t|{t.RowId}|{t.Name}|{(int)t.Visibility}\n");
        }
    }
}
