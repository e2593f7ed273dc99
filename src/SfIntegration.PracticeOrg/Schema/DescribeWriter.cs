using System;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Schema;

/// <summary>Writes the describe answers as one caller sees the org.</summary>
internal static class DescribeWriter
{
    /// <summary>The answer of /sobjects.</summary>
    public static JObject Global(OrgSchema schema, ICallerAccess caller, string apiVersion) => throw new NotSupportedException();

    /// <summary>The answer of /sobjects/X/describe.</summary>
    public static JObject Object(SObjectSchema sobject, OrgSchema schema, ICallerAccess caller, string apiVersion) => throw new NotSupportedException();
}
