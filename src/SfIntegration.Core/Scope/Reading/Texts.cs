namespace SfIntegration.Scope.Reading;

/// <summary>Scalars as text.</summary>
internal static class Texts
{
    public const int MaxText = 1000;

    /// <summary>The scalar's text, or null with an error where it is a list, keys, empty or too long.</summary>
    public static string? Of(ScopeNode node, string what, int most, ErrorList errors)
    {
        if (node.Kind != NodeKind.Scalar)
        {
            errors.Add(node, $"`{what}` takes one value, not {(node.Kind == NodeKind.List ? "a list" : "keys")}", "write it without brackets");
            return null;
        }

        var text = node.Text.Trim();
        if (text.Length == 0)
        {
            errors.Add(node, $"`{what}` is empty", "give it a value, or remove it");
            return null;
        }

        if (text.Length > most)
        {
            errors.Add(node, $"`{what}` has {text.Length} characters, and at most {most} are allowed: `{Shorten(text)}`", "shorten it");
            return null;
        }

        return text;
    }

    /// <summary>What is quoted in a message stays readable.</summary>
    public static string Shorten(string text)
    {
        text = text.Replace('\n', ' ');
        return text.Length > 60 ? text.Substring(0, 57) + "..." : text;
    }
}
