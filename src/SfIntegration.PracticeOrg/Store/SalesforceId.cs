using System;

namespace SfIntegration.Practice.Store;

/// <summary>Record ids: 15 characters that tell case apart, and the 18-character form that does not need to.</summary>
internal static class SalesforceId
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Suffixes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The 18-character id of the n-th record of a key prefix.</summary>
    public static string Make(string keyPrefix, long number)
    {
        var id = new char[18];
        keyPrefix.CopyTo(0, id, 0, 3);
        "Pr0".CopyTo(0, id, 3, 3);
        for (var i = 14; i >= 6; i--)
        {
            id[i] = Digits[(int)(number % 62)];
            number /= 62;
        }

        return Check(id);
    }

    /// <summary>The 18-character form of an id; 18-character ids come back as they are. Null when it is no id.</summary>
    public static string? Normalize(string? id)
    {
        if (id is null || (id.Length != 15 && id.Length != 18))
        {
            return null;
        }

        foreach (var c in id)
        {
            if (Digits.IndexOf(c) < 0)
            {
                return null;
            }
        }

        return id.Length == 18 ? id : To18(id);
    }

    /// <summary>The 18-character form of a 15-character id.</summary>
    public static string To18(string id15)
    {
        if (id15.Length != 15)
        {
            throw new ArgumentException("An id of 15 characters is needed.", nameof(id15));
        }

        var id = new char[18];
        id15.CopyTo(0, id, 0, 15);
        return Check(id);
    }

    // Each of the last three characters says which of five are upper case.
    private static string Check(char[] id)
    {
        for (var chunk = 0; chunk < 3; chunk++)
        {
            var bits = 0;
            for (var i = 0; i < 5; i++)
            {
                if (id[(chunk * 5) + i] is >= 'A' and <= 'Z')
                {
                    bits |= 1 << i;
                }
            }

            id[15 + chunk] = Suffixes[bits];
        }

        return new string(id);
    }
}
