using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Harden.Login;

/// <summary>What one element of a password policy is set to.</summary>
/// <param name="Element">The element of ProfilePasswordPolicy.</param>
/// <param name="Word">What a plan calls it.</param>
/// <param name="Values">What is written, and after it the values that are stricter, as the Metadata API writes them.</param>
internal sealed record PasswordDefault(string Element, string Word, IReadOnlyList<string> Values)
{
    /// <summary>The value that is written.</summary>
    public string Value => Values[0];

    /// <summary>True where a value is as strict as ours, or stricter; one that nobody knows is not.</summary>
    public bool IsMetBy(string? value) => value is not null && Values.Contains(value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>How strict the password policy of an identity's own profile is made: data (password-policy.json), read at first use.</summary>
internal static class PasswordPolicyDefaults
{
    private static readonly Lazy<IReadOnlyList<PasswordDefault>> s_all = new(Load);

    /// <summary>Every element, what tells most first.</summary>
    public static IReadOnlyList<PasswordDefault> All => s_all.Value;

    private static IReadOnlyList<PasswordDefault> Load()
    {
        const string Name = "SfIntegration.Harden.Login.Data.password-policy.json";
        using var stream = typeof(PasswordPolicyDefaults).GetTypeInfo().Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The assembly does not hold the data file {Name}.");
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        return ((JObject)JObject.Load(reader)["elements"]!).Properties()
            .Select(p => new PasswordDefault(p.Name, (string)p.Value["word"]!, p.Value["values"]!.Select(v => v.ToString(Formatting.None)).ToList()))
            .ToList();
    }
}
