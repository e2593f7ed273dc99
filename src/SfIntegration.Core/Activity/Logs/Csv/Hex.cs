using System.Text;

namespace SfIntegration.Activity.Logs.Csv;

/// <summary>Bytes in hexadecimal.</summary>
internal static class Hex
{
    /// <summary>In lower case.</summary>
    public static string Of(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (var b in bytes)
        {
            text.Append("0123456789abcdef"[b >> 4]).Append("0123456789abcdef"[b & 15]);
        }

        return text.ToString();
    }
}
