using System.Text;

namespace SfIntegration.Scope.Reading;

/// <summary>From the bytes of a scope file to its text: UTF-8 or UTF-16, with or without a byte order mark, any line ends.</summary>
internal static class ScopeBytes
{
    /// <summary>A larger file is no scope.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The text with LF line ends, or null with an error.</summary>
    public static string? Decode(byte[] bytes, ErrorList errors)
    {
        if (bytes.Length > MaxBytes)
        {
            TooLarge(bytes.Length, errors);
            return null;
        }

        try
        {
            return Lines(Encoding(bytes, out var mark).GetString(bytes, mark, bytes.Length - mark), errors);
        }
        catch (DecoderFallbackException)
        {
            errors.Add(0, 0, "The file is neither UTF-8 nor UTF-16", "save it as UTF-8");
            return null;
        }
    }

    public static void TooLarge(long length, ErrorList errors) =>
        errors.Add(0, 0, $"The file has {length} bytes; a scope file has at most {MaxBytes} (1 MiB)", "split it: one file, one identity");

    /// <summary>The text with LF line ends; null, with an error, where it holds what no text file holds.</summary>
    public static string? Lines(string text, ErrorList errors)
    {
        text = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n');
        int line = 1, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                start = i + 1;
            }
            else if (c < ' ' && c != '\t')
            {
                // The YAML scanner takes NUL for the end of the file: what follows would be hidden from it, and only from it.
                errors.Add(line, i - start + 1, $"The control character U+{(int)c:X4} has no place in a scope file", "remove it");
                return null;
            }
        }

        return text;
    }

    private static Encoding Encoding(byte[] bytes, out int mark)
    {
        int At(int i) => i < bytes.Length ? bytes[i] : -1;
        mark = 0;
        if (At(0) == 0xEF && At(1) == 0xBB && At(2) == 0xBF)
        {
            mark = 3;
        }
        else if ((At(0) == 0xFF && At(1) == 0xFE) || (At(0) == 0xFE && At(1) == 0xFF))
        {
            mark = 2;
            return new UnicodeEncoding(At(0) == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
        }
        else if (At(1) == 0 || At(0) == 0)
        {
            // UTF-16 without its mark: a scope begins with an ASCII character, so one of the first two bytes is zero.
            return new UnicodeEncoding(At(0) == 0, byteOrderMark: true, throwOnInvalidBytes: true);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true);
    }
}
