using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Text;

namespace SfIntegration.Practice.Schema;

/// <summary>Opens the embedded files of the Data folder.</summary>
internal static class DataFile
{
    /// <summary>The whole text of a data file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(DataFile).GetTypeInfo().Assembly.GetManifestResourceStream("SfIntegration.Practice.Data." + name)
            ?? throw new InvalidOperationException($"The data file {name} is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a data file without comments and blank lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var reader = new StringReader(Read(name));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
