using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>Why nothing can be concluded from what a user was not found to hold: the parts of its access that could not be read. Pure.</summary>
internal static class HoldingGaps
{
    private const string NeedsActivation = "needs activation in the session";

    private static readonly AccessKind[] s_objects = { AccessKind.Object, AccessKind.Field };
    private static readonly AccessKind[] s_setup = { AccessKind.ApexClass, AccessKind.Page, AccessKind.CustomPermission, AccessKind.App, AccessKind.SetupEntity };

    /// <summary>What a text of <see cref="AccessSnapshot.NotRead"/> begins with, and the kinds it leaves open; null for every kind.</summary>
    private static readonly (string Begins, AccessKind[]? Kinds)[] s_texts =
    {
        ("Permission set assignments", null),
        ("Permission sets", null),
        ("Permission set groups", null),
        ("Sets of permission set groups", null),
        ("The profile's permission set", null),

        // View All Data and its like open objects and fields.
        ("System permissions", s_objects.Append(AccessKind.SystemPermission).ToArray()),
        ("Object permissions", s_objects),
        ("Field permissions", new[] { AccessKind.Field }),
        ("Tabs", new[] { AccessKind.Tab }),
        ("Setup entity access", s_setup),
    };

    /// <summary>The reasons, in words; none where all that could give a thing of this kind was read. Record types are judged by <see cref="EffectiveAccess.RecordTypes"/>.</summary>
    public static IReadOnlyList<string> Why(EffectiveAccess access, IEnumerable<string> notRead, AccessKind kind)
    {
        var skippedSession = access.TypedNotes.Any(n => n.Kind == HoldingNoteKind.Skipped && n.Text.Contains(NeedsActivation));
        return notRead.Where(text => Concerns(text, kind) || (skippedSession && text.StartsWith("Session", StringComparison.OrdinalIgnoreCase)))
            .Concat(access.TypedNotes.Where(n => n.Kind == HoldingNoteKind.Unread).Select(n => n.Text))
            .Distinct(StringComparer.Ordinal).ToList();
    }

    private static bool Concerns(string text, AccessKind kind) =>
        s_texts.Any(t => text.StartsWith(t.Begins, StringComparison.OrdinalIgnoreCase) && (t.Kinds is null || t.Kinds.Contains(kind)));
}
