using System;

namespace SfIntegration.Scope;

/// <summary>
/// The mark that says which scope owns a permission set: its Description ends with "[sfi:scope/integration]" (design §7).
/// </summary>
internal static class ScopeMarker
{
    /// <summary>PermissionSet.Description holds at most this (OR:permissionset).</summary>
    public const int MaxDescription = 255;

    private const string Start = "[sfi:";

    /// <summary>"[sfi:orders/order-sync]".</summary>
    public static string Text(string scope, string integration) => $"{Start}{scope}/{integration}]";

    /// <summary>Purpose, owner, ticket and mark in 255 characters; the purpose is cut, never the mark.</summary>
    public static string Description(AccessScope scope, ScopeIntegration integration)
    {
        var mark = Text(scope.Name, integration.Name);
        var owner = integration.Owner ?? scope.Owner;
        var about = (owner is null ? "" : $" Owner: {owner.Name}.")
            + (integration.Approval?.Ticket is { Length: > 0 } ticket ? $" Ticket: {ticket}." : "");
        var purpose = string.IsNullOrWhiteSpace(integration.Purpose) ? integration.Name : integration.Purpose!.Trim();
        var room = MaxDescription - mark.Length - 1;
        if (about.Length > room / 2)
        {
            about = Cut(about, room / 2);
        }

        var sentence = purpose.EndsWith(".", StringComparison.Ordinal) ? purpose : purpose + ".";
        if (sentence.Length > room - about.Length)
        {
            sentence = Cut(purpose, room - about.Length - 3) + "...";
        }

        return sentence + about + " " + mark;
    }

    /// <summary>The scope and the integration of the mark a description ends with; false where it ends with none.</summary>
    public static bool TryParse(string? description, out string scope, out string integration)
    {
        scope = integration = "";
        var text = description?.TrimEnd() ?? "";
        var at = text.LastIndexOf(Start, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !text.EndsWith("]", StringComparison.Ordinal))
        {
            return false;
        }

        var names = text.Substring(at + Start.Length, text.Length - at - Start.Length - 1).Split('/');
        if (names.Length != 2 || names[0].Length == 0 || names[1].Length == 0)
        {
            return false;
        }

        (scope, integration) = (names[0], names[1]);
        return true;
    }

    /// <summary>True where the description ends with exactly this integration's mark.</summary>
    public static bool Marks(string? description, string scope, string integration) =>
        description?.TrimEnd().EndsWith(Text(scope, integration), StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>True where the description ends with a mark of this scope, whichever the integration.</summary>
    public static bool IsOfScope(string? description, string scope)
    {
        var text = description?.TrimEnd();
        var at = text?.LastIndexOf(Start, StringComparison.OrdinalIgnoreCase) ?? -1;
        return at >= 0 && text!.EndsWith("]", StringComparison.Ordinal)
            && text.IndexOf($"{Start}{scope}/", at, StringComparison.OrdinalIgnoreCase) == at;
    }

    /// <summary>The first characters, never half of a surrogate pair.</summary>
    private static string Cut(string text, int length) =>
        text.Substring(0, length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);
}
