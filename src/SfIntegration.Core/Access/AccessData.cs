using System;
using System.IO;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access;

/// <summary>Reads the data files that lie beside this code, in the assembly.</summary>
internal static class AccessData
{
    public static JObject Read(string fileName)
    {
        var name = "SfIntegration.Access.Data." + fileName;
        using var stream = typeof(AccessData).GetTypeInfo().Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly does not hold the data file {name}.");
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
