using System;
using System.Security.Cryptography;
using System.Text;

namespace SfIntegration.Practice.Rules;

/// <summary>Unguessable text for keys, secrets and tokens, and the form in which tokens are kept.</summary>
internal static class RandomText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    /// <summary>So many random characters: letters, digits, full stop and underscore.</summary>
    public static string Of(int length)
    {
        // 64 characters: each byte's low six bits choose one without bias.
        return new string(Array.ConvertAll(Bytes(length), b => Alphabet[b & 63]));
    }

    /// <summary>So many random bytes as hexadecimal digits.</summary>
    public static string Hex(int bytes) => BitConverter.ToString(Bytes(bytes)).Replace("-", "");

    /// <summary>The SHA-256 hash of a text, in Base64.</summary>
    public static string HashOf(string text)
    {
        using var sha = SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        using var source = RandomNumberGenerator.Create();
        source.GetBytes(bytes);
        return bytes;
    }
}
