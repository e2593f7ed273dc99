using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>The options of a deployment (MD:deploy); what is left out is false.</summary>
internal sealed class DeployOptions
{
    private static readonly string[] s_flags =
    {
        "allowMissingFiles", "autoUpdatePackage", "checkOnly", "ignoreWarnings", "performRetrieve", "purgeOnDelete", "rollbackOnError", "singlePackage",
    };

    private readonly JObject _json;

    private DeployOptions(JObject json) => _json = json;

    public bool AllowMissingFiles => Flag("allowMissingFiles");

    public bool CheckOnly => Flag("checkOnly");

    public bool IgnoreWarnings => Flag("ignoreWarnings");

    public bool RollbackOnError => Flag("rollbackOnError");

    public bool SinglePackage => Flag("singlePackage");

    public bool PerformRetrieve => Flag("performRetrieve");

    /// <summary>The Apex tests that are to run.</summary>
    public IReadOnlyList<string> RunTests => _json["runTests"] is JArray tests ? tests.Select(t => t.ToString()).ToList() : Array.Empty<string>();

    /// <summary>The options as REST answers them.</summary>
    public JObject Json => (JObject)_json.DeepClone();

    /// <summary>Options from a SOAP argument; null is all defaults.</summary>
    public static DeployOptions Read(XElement? element)
    {
        var json = new JObject();
        if (element is not null)
        {
            foreach (var name in s_flags.Where(n => element.Element(MetadataXml.Ns + n) is not null))
            {
                json[name] = MetadataXml.FlagOf(element, name) ?? false;
            }

            json["runTests"] = new JArray(MetadataXml.All(element, "runTests").Select(t => t.Value.Trim()));
            json["testLevel"] = MetadataXml.TextOf(element, "testLevel");
        }

        return Read(json);
    }

    /// <summary>Options from JSON.</summary>
    public static DeployOptions Read(JObject given)
    {
        var json = new JObject();
        foreach (var name in s_flags)
        {
            json[name] = given[name] switch
            {
                null or JValue { Value: null } => false,
                JValue { Value: bool flag } => flag,
                var other => string.Equals(other.ToString(), "true", StringComparison.OrdinalIgnoreCase),
            };
        }

        json["runTests"] = given["runTests"] is JArray tests && tests.Count > 0 ? tests.DeepClone() : JValue.CreateNull();
        json["testLevel"] = given["testLevel"] is JValue { Value: string level } ? level : "NoTestRun";
        return new DeployOptions(json);
    }

    private bool Flag(string name) => (bool)_json[name]!;
}
