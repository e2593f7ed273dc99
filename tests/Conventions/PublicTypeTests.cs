using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Reflection;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>Names under which a secret would hide.</summary>
internal static class SecretNames
{
    private static readonly string[] s_parts = ["Token", "Secret", "Password", "PrivateKey"];

    public static bool IsSecret(string name) => !name.EndsWith("Policy", StringComparison.Ordinal) && !name.EndsWith("Validity", StringComparison.Ordinal) && s_parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// What people see of Core and Cmdlets. PowerShell enumerates public types before the resolver is hooked, and ConvertTo-Json,
/// Clixml and jobs write out every public property.
/// </summary>
public class PublicTypeTests
{
    private static readonly string[] s_thirdParties = ["Newtonsoft.", "YamlDotNet", "Microsoft.Identity"];

    public static TheoryData<Type> All => new(new[] { Product.Core, Product.Cmdlets }.SelectMany(a => a.GetExportedTypes()).OrderBy(t => t.FullName, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void No_public_type_touches_a_third_party(Type type)
    {
        var touched = Signature(type).SelectMany(Parts).Where(t => s_thirdParties.Any(p => (t.FullName ?? t.Name).StartsWith(p, StringComparison.Ordinal)));

        Assert.Empty(touched);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_public_property_holds_a_secret_or_a_client(Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            Assert.DoesNotContain(Parts(property.PropertyType), t => typeof(HttpMessageInvoker).IsAssignableFrom(t) || typeof(HttpMessageHandler).IsAssignableFrom(t));
            Assert.False(property.PropertyType == typeof(string) && SecretNames.IsSecret(property.Name), $"{type.Name}.{property.Name} would be serialised.");
        }
    }

    /// <summary>Base, interfaces, attributes and every member that is seen from outside: public, and protected of what can be derived from.</summary>
    private static IEnumerable<Type> Signature(Type type)
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var used in type.GetInterfaces().Append(type.BaseType ?? typeof(object)).Concat(type.CustomAttributes.Select(a => a.AttributeType)))
        {
            yield return used;
        }

        foreach (var method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared)).Where(Seen))
        {
            foreach (var used in method.GetParameters().Select(p => p.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)))
            {
                yield return used;
            }
        }

        foreach (var field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
        {
            yield return field.FieldType;
        }

        foreach (var attribute in type.GetMembers(Declared).Where(m => m is PropertyInfo).SelectMany(m => m.CustomAttributes))
        {
            yield return attribute.AttributeType;
        }
    }

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> Parts(Type type)
    {
        var bare = type.HasElementType ? type.GetElementType()! : type;
        return bare.GetGenericArguments().Where(a => !a.IsGenericParameter).SelectMany(Parts).Append(bare);
    }
}
