using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace SfIntegration.Http;

/// <summary>Takes secrets and control characters out of what a server said, before it becomes an error message.</summary>
internal static class Redactor
{
    private const string Removed = "[removed]";

    private const int ShortestSecret = 4;

    // A session id is the 15 characters of the org id, an exclamation mark and the key; JWTs have three parts of base64url.
    private static readonly Regex s_tokens = new(
        @"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._-]+|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+",
        RegexOptions.CultureInvariant);

    public static string Clean(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            if (secret.Length >= ShortestSecret)
            {
                text = text.Replace(secret, Removed).Replace(Uri.EscapeDataString(secret), Removed);
            }
        }

        text = s_tokens.Replace(text, Removed);
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            clean.Append(char.IsControl(c) && c != '\n' ? ' ' : c);
        }

        return clean.ToString().Trim();
    }

    /// <summary>The exception itself, or null if anything it would print holds a secret.</summary>
    public static Exception? IfClean(Exception exception, IEnumerable<string> secrets)
    {
        var text = exception.ToString();
        foreach (var secret in secrets)
        {
            if (secret.Length >= ShortestSecret && text.IndexOf(secret, StringComparison.Ordinal) >= 0)
            {
                return null;
            }
        }

        return exception;
    }
}
