using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>Who has a thing, and through what, in a snapshot that holds at least the rows of <see cref="AccessNeeds"/>. Pure.</summary>
internal static class AccessFinder
{
    /// <param name="org">The org the rows name.</param>
    /// <param name="narrowed">The users and containers.</param>
    /// <param name="target">The thing.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="withInactive">Deactivated users too.</param>
    /// <param name="withLatent">Also who has a field grant that does nothing, since the object is closed to them.</param>
    public static IEnumerable<SfAccessHolder> Find(SfOrg org, AccessSnapshot narrowed, AccessTarget target, DateTime asOf, bool withInactive, bool withLatent)
    {
        var index = AccessIndex.Of(narrowed);
        foreach (var user in narrowed.Users.Where(u => withInactive || u.IsActive).OrderBy(u => u.Username, StringComparer.OrdinalIgnoreCase))
        {
            // Most users hold nothing of it; that is seen without adding up.
            if (!CountedHoldings.Of(index, user, asOf, null).Exists(h => AccessNeeds.HoldsAnything(h.Counted)))
            {
                continue;
            }

            var access = EffectiveAccessCalculator.Compute(narrowed, user.UserId, asOf);
            var paths = target.PathsIn(access);
            var latent = paths.Count == 0 ? null : target.WhyLatent(access);
            if (paths.Count == 0 || (latent is not null && !withLatent))
            {
                continue;
            }

            var notes = new[] { latent }.Concat(access.TypedNotes.Where(n => n.Kind == HoldingNoteKind.Computed).Select(n => n.Text)).OfType<string>().ToList();
            yield return new SfAccessHolder(org, user, target, paths)
            {
                IsEffective = latent is null,
                Note = notes.Count == 0 ? null : string.Join(" ", notes),
                AsOf = asOf,
            };
        }
    }

    /// <summary>Whether any container of a narrowed snapshot names the thing itself.</summary>
    public static bool Names(AccessSnapshot narrowed, AccessTarget target) => narrowed.Containers.Any(c => target.Kind switch
    {
        AccessKind.Object => c.Objects.Any(o => string.Equals(o.SobjectType, target.Name, StringComparison.OrdinalIgnoreCase)),
        AccessKind.Field => c.Fields.Count > 0,
        AccessKind.SystemPermission => c.SystemPermissions.Count > 0,
        _ => c.SetupEntities.Count + c.Tabs.Count > 0,
    });
}
