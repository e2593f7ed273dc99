using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Access.Comparison;

/// <summary>What users hold: their effective access, and what they were given. Pure.</summary>
internal static class UserHoldings
{
    private const int ReasonsToldAtMost = 3;

    /// <summary>What a container can grant.</summary>
    private static readonly AccessPartKind[] s_grants =
    {
        AccessPartKind.Object, AccessPartKind.Field, AccessPartKind.SystemPermission, AccessPartKind.SetupEntity, AccessPartKind.Tab, AccessPartKind.RecordType,
    };

    /// <summary>All that a user of a snapshot can do at a moment, with where it comes from.</summary>
    public static AccessHoldings Of(AccessSnapshot snapshot, UserFacts user, DateTime asOf, SfOrg? org) =>
        Of(snapshot, user, EffectiveAccessCalculator.Compute(snapshot, user.UserId, asOf), org);

    /// <summary>A user's properties, sets and licences, without what those open: what two whole orgs are compared by.</summary>
    public static AccessHoldings AssignmentsOf(AccessSnapshot snapshot, UserFacts user, SfOrg? org)
    {
        var parts = Given(snapshot, user);
        return Holdings(snapshot, user, org, parts, null);
    }

    private static AccessHoldings Of(AccessSnapshot snapshot, UserFacts user, EffectiveAccess access, SfOrg? org)
    {
        var parts = Given(snapshot, user);
        if (user.ProfileId.Length > 0 && access.Containers.All(c => c.Kind != ContainerKind.Profile))
        {
            parts.IsUnknown(AccessPartKind.Assignment, "profile " + user.ProfileName, "it was not read, so what it grants is not compared");
        }

        SayUnread(parts, snapshot, access);
        parts.SystemPermissions(access.SystemPermissions.Keys);
        parts.SetupEntities(access.SetupEntities.Values.Select(e => new SetupEntityGrant(e.EntityType, e.EntityId, e.Name, null)));
        parts.Tabs(access.Containers.SelectMany(c => c.Tabs));
        parts.RecordTypes(access.RecordTypes?.Values.Select(r => new RecordTypeGrant(r.SobjectType, r.RecordType)));
        return Holdings(snapshot, user, org, parts, access);
    }

    /// <summary>
    /// What one container grants can be of every sort: where any that the user holds was not read, or which it holds at all, none of
    /// what the user has is known whole, and nothing that it seems to lack is a difference.
    /// </summary>
    private static void SayUnread(NamedParts parts, AccessSnapshot snapshot, EffectiveAccess access)
    {
        var unread = UnreadParts.Of(snapshot);
        foreach (var reason in unread)
        {
            parts.IsUnread(reason.Key, reason.Value);
        }

        var reasons = access.TypedNotes.Where(n => n.Kind == HoldingNoteKind.Unread).Select(n => n.Text).ToList();
        if (unread.ContainsKey(AccessPartKind.Assignment))
        {
            // Why is said once, where assignments are compared.
            reasons.Insert(0, "Which permission sets it holds was not read: what they grant is not counted.");
        }

        if (reasons.Count == 0)
        {
            return;
        }

        foreach (var kind in s_grants)
        {
            parts.IsUnread(kind, string.Join(" ", reasons.Take(ReasonsToldAtMost)) + (reasons.Count > ReasonsToldAtMost ? $" And {reasons.Count - ReasonsToldAtMost} more." : ""));
        }
    }

    private static AccessHoldings Holdings(AccessSnapshot snapshot, UserFacts user, SfOrg? org, NamedParts parts, EffectiveAccess? access)
    {
        foreach (var reason in UnreadParts.Of(snapshot).Where(r => access is not null || parts.Parts.ContainsKey(r.Key)))
        {
            parts.IsUnread(reason.Key, reason.Value);
        }

        var title = "user " + user.Username;
        return new AccessHoldings
        {
            Kind = HoldingKind.User,
            Name = user.Username,
            Title = title,
            PlacedTitle = ContainerHoldings.Placed(title, snapshot, org),
            Org = org,
            Objects = (access?.Objects.Values ?? Enumerable.Empty<EffectiveObject>()).Where(o => o.Access != Scope.ObjectAccess.None)
                .ToDictionary(o => o.SobjectType, o => o.Access, StringComparer.OrdinalIgnoreCase),
            EveryObject = access?.ObjectAccess("*") ?? Scope.ObjectAccess.None,
            Fields = Fields(access),
            Named = parts.Parts,
            Unread = parts.Unread,
            Unknown = parts.Unknown,
            Notes = access?.Notes ?? Array.Empty<string>(),
            Effective = access,
        };
    }

    private static PackedFieldGrants Fields(EffectiveAccess? access)
    {
        var fields = new PackedFieldGrants();
        foreach (var field in access?.Fields.Values ?? Enumerable.Empty<EffectiveField>())
        {
            fields.Add(field.SobjectType, field.Field, field.Access, null);
        }

        return fields;
    }

    private static NamedParts Given(AccessSnapshot snapshot, UserFacts user)
    {
        var parts = new NamedParts();
        parts.Header("Profile", user.ProfileName);
        parts.Header("UserLicense", user.LicenseName);
        parts.Header("Role", user.RoleName);
        parts.Header("IsActive", ContainerHoldings.YesNo(user.IsActive));
        if (user.IsFrozen is { } frozen)
        {
            parts.Header("IsFrozen", ContainerHoldings.YesNo(frozen));
        }
        else if (!PlatformUsers.IsPlatformUser(user) && !snapshot.NotRead.Any(n => n.StartsWith("Frozen state", StringComparison.OrdinalIgnoreCase)))
        {
            // Salesforce's own users have no such state; and where nobody's was read the notes say so once, and not every user.
            parts.IsUnknown(AccessPartKind.Header, "IsFrozen", "whether the user is frozen was not read");
        }

        AddAssignments(parts, snapshot, user);
        AddLicenses(parts, snapshot, user);
        return parts;
    }

    private static void AddAssignments(NamedParts parts, AccessSnapshot snapshot, UserFacts user)
    {
        var index = AccessIndex.Of(snapshot);
        var held = parts.Has(AccessPartKind.Assignment);
        foreach (var assignment in index.AssignmentsOf(user.UserId))
        {
            var container = index.Container(assignment.PermissionSetId);
            if (container?.Kind == ContainerKind.Profile)
            {
                continue;
            }

            var group = assignment.GroupId is null ? null : index.Group(assignment.GroupId);
            if ((group?.Name ?? container?.Name) is { } name)
            {
                held[name] = Words(assignment);
            }
            else
            {
                parts.IsUnknown(AccessPartKind.Assignment, assignment.GroupId ?? assignment.PermissionSetId, "the set was not read, and ids differ between orgs");
            }
        }
    }

    private static void AddLicenses(NamedParts parts, AccessSnapshot snapshot, UserFacts user)
    {
        var held = parts.Has(AccessPartKind.License);
        foreach (var id in snapshot.LicenseAssignmentsOf(user.UserId))
        {
            if (snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == id) is { } license)
            {
                held[license.DeveloperName] = "assigned";
            }
            else
            {
                parts.IsUnknown(AccessPartKind.License, id, "the licence was not read, and ids differ between orgs");
            }
        }
    }

    private static string Words(AccessAssignment assignment)
    {
        var words = assignment.IsRevoked ? "revoked" : assignment.IsActive ? "assigned" : "assigned, not active";
        return assignment.ExpirationDate is { } end ? $"{words} until {end.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)}" : words;
    }
}

/// <summary>Permission set licences by user, looked up once per snapshot.</summary>
internal static class LicensesOfUsers
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<AccessSnapshot, ILookup<string, string>> s_lookups = new();

    /// <summary>The ids of the permission set licences a user holds.</summary>
    public static IEnumerable<string> LicenseAssignmentsOf(this AccessSnapshot snapshot, string userId) =>
        s_lookups.GetValue(snapshot, s => s.LicenseAssignments.ToLookup(l => l.AssigneeId, l => l.PermissionSetLicenseId, StringComparer.Ordinal))[userId];
}
