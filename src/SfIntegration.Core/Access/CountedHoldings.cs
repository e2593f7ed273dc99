using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>What a note about a user's holdings is about.</summary>
internal enum HoldingNoteKind
{
    /// <summary>The user itself: deactivated, frozen.</summary>
    User,

    /// <summary>Something held that does not count now, and why.</summary>
    Skipped,

    /// <summary>Something held that was not read: what is said of the user is incomplete.</summary>
    Unread,

    /// <summary>A group whose own aggregate was not simply taken.</summary>
    Computed,

    /// <summary>Something counted although its licence makes that doubtful, or because a session activated it.</summary>
    Doubtful,
}

/// <summary>What a reader must know about something a user holds.</summary>
internal sealed record HoldingNote(HoldingNoteKind Kind, string Text);

/// <summary>A container that counts for a user; for a group the view that splits it by its sets.</summary>
internal readonly struct Holding
{
    public Holding(Container counted, GroupView? group)
    {
        Counted = counted;
        Group = group;
    }

    public Container Counted { get; }

    public GroupView? Group { get; }
}

/// <summary>
/// The one place that decides which containers count for a user at a moment: the profile's own set, the sets held directly, and
/// groups; not what is expired, revoked, inactive, or session-based without a session that activated it (facts 3.4). Pure.
/// </summary>
internal static class CountedHoldings
{
    /// <summary>Each container that counts, once, in the order of the assignments; what must be said goes to <paramref name="notes"/>.</summary>
    public static List<Holding> Of(AccessIndex index, UserFacts user, DateTime asOf, ICollection<HoldingNote>? notes)
    {
        var held = new List<Holding>(8);
        var sawProfile = false;
        if (index.Profile(user.ProfileId) is { } profile)
        {
            held.Add(new Holding(profile, null));
            sawProfile = true;
        }

        foreach (var assignment in index.AssignmentsOf(user.UserId))
        {
            sawProfile |= index.Container(assignment.PermissionSetId)?.Kind == ContainerKind.Profile;
            if (Decide(index, user, assignment, asOf, notes) is { } holding && !held.Exists(h => h.Counted.Id == holding.Counted.Id))
            {
                held.Add(holding);
            }
        }

        if (notes is not null)
        {
            NoteUser(user, sawProfile, notes);
        }

        return held;
    }

    private static void NoteUser(UserFacts user, bool sawProfile, ICollection<HoldingNote> notes)
    {
        if (!user.IsActive)
        {
            notes.Add(new HoldingNote(HoldingNoteKind.User, $"{user.Username} is deactivated: this is what it would hold."));
        }
        else if (user.IsFrozen == true)
        {
            notes.Add(new HoldingNote(HoldingNoteKind.User, $"{user.Username} is frozen: this is what it holds once it can sign in again."));
        }

        if (!sawProfile && user.ProfileId.Length > 0)
        {
            notes.Add(new HoldingNote(HoldingNoteKind.Unread, $"Profile {(user.ProfileName.Length > 0 ? user.ProfileName : user.ProfileId)} was not read: what it grants is not counted."));
        }
    }

    private static Holding? Decide(AccessIndex index, UserFacts user, AccessAssignment assignment, DateTime asOf, ICollection<HoldingNote>? notes)
    {
        var group = assignment.GroupId is null ? null : index.Group(assignment.GroupId);
        var container = index.Container(assignment.PermissionSetId);
        if (WhyNot(index, user, assignment, group, container, asOf) is { } why)
        {
            notes?.Add(new HoldingNote(HoldingNoteKind.Skipped, $"{NameOf(assignment, group, container)} {why}: it is not counted."));
            return null;
        }

        if (notes is not null)
        {
            NoteDoubts(index, user, assignment, group, container, notes);
        }

        if (group is not null)
        {
            var view = index.View(group, assignment.PermissionSetId);
            if (view.Note is not null)
            {
                notes?.Add(new HoldingNote(view.Counted is null ? HoldingNoteKind.Unread : HoldingNoteKind.Computed, view.Note));
            }

            return view.Counted is null ? null : new Holding(view.Counted, view);
        }

        if (container is null)
        {
            notes?.Add(new HoldingNote(HoldingNoteKind.Unread, $"{NameOf(assignment, group, container)} was not read: what it grants is not counted."));
            return null;
        }

        return new Holding(container, null);
    }

    private static string? WhyNot(AccessIndex index, UserFacts user, AccessAssignment assignment, GroupFacts? group, Container? container, DateTime asOf)
    {
        if (assignment.IsRevoked)
        {
            return "is revoked";
        }

        if (assignment.ExpirationDate is { } end && end <= asOf)
        {
            return "expired on " + end.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        }

        if (!assignment.IsActive)
        {
            return "is assigned but not active";
        }

        // A session-based set counts only in a session that activated it (OR:permissionset, HasActivationRequired).
        return IsSessionBased(group, container) && !index.IsActivated(user.UserId, assignment, group) ? "needs activation in the session" : null;
    }

    private static bool IsSessionBased(GroupFacts? group, Container? container) => (group?.HasActivationRequired ?? container?.HasActivationRequired) == true;

    private static void NoteDoubts(AccessIndex index, UserFacts user, AccessAssignment assignment, GroupFacts? group, Container? container, ICollection<HoldingNote> notes)
    {
        if (IsSessionBased(group, container))
        {
            notes.Add(new HoldingNote(HoldingNoteKind.Doubtful, $"{NameOf(assignment, group, container)} counts because a session of {user.Username} has activated it; other sessions do not have it."));
        }

        // A set bound to a permission set licence brings it when it is assigned (facts 2.2). What Salesforce does with its grants
        // once the licence is gone is not documented, so they are counted and the doubt is said.
        var bound = group is null ? (container is null ? Enumerable.Empty<Container>() : new[] { container }) : group.ComponentIds.Select(index.Container).OfType<Container>();
        foreach (var set in bound)
        {
            if (index.SetLicense(set.LicenseId) is { } license && WhyDoubtful(index, user, license) is { } why)
            {
                notes.Add(new HoldingNote(HoldingNoteKind.Doubtful, $"Permission set {set.Name} is bound to the permission set licence {license.DeveloperName}, {why}: it is counted, but Salesforce may not give what needs the licence. -Verify asks it."));
            }
        }
    }

    private static string? WhyDoubtful(AccessIndex index, UserFacts user, PermissionSetLicenseFacts license) =>
        !index.HoldsLicense(user.UserId, license.Id) ? $"which {user.Username} does not hold"
        : string.Equals(license.Status, "Active", StringComparison.OrdinalIgnoreCase) ? null
        : $"whose Status is {license.Status}";

    private static string NameOf(AccessAssignment assignment, GroupFacts? group, Container? container) =>
        group is not null ? "Permission set group " + group.Name
        : container is null ? "Permission set " + assignment.PermissionSetId
        : container.Kind switch
        {
            ContainerKind.Profile => "Profile " + container.Name,
            ContainerKind.Group => "Permission set group " + container.Name,
            _ => "Permission set " + container.Name,
        };
}
