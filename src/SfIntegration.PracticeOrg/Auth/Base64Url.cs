using System;

namespace SfIntegration.Practice.Auth;

/// <summary>Base64 as JSON Web Tokens write it: URL-safe and without padding.</summary>
internal static class Base64Url
{
    public static string Write(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The bytes, or null when it is no such text.</summary>
    public static byte[]? Read(string text)
    {
        if (text.Length == 0 || text.Length % 4 == 1 || text.IndexOfAny(new[] { '+', '/', '=', ' ', '\r', '\n', '\t' }) >= 0)
        {
            return null;
        }

        try
        {
            var padded = text.Replace('-', '+').Replace('_', '/');
            return Convert.FromBase64String(padded.PadRight(padded.Length + ((4 - (padded.Length % 4)) % 4), '='));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
