using System;
using System.IO;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Scope;

/// <summary>Reads the data files of this folder, in the assembly.</summary>
internal static class ScopeData
{
    public static JObject Read(string fileName)
    {
        using var reader = new JsonTextReader(new StringReader(Text("SfIntegration.Scope.Data." + fileName))) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static string Text(string name)
    {
        using var stream = typeof(ScopeData).GetTypeInfo().Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly does not hold the data file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
