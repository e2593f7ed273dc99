using System;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>The data files that lie in this assembly, by "folder.name" ("Rules.Data.setup-access.json").</summary>
internal static class EmbeddedData
{
    public static JObject Json(string name)
    {
        using var reader = new JsonTextReader(new StringReader(Text(name))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader, new JsonLoadSettings { CommentHandling = CommentHandling.Ignore });
    }

    /// <summary>The whole text of a data file.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedData).Assembly.GetManifestResourceStream("SfIntegration.Practice." + name)
            ?? throw new InvalidOperationException($"The data file {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
