using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Tests;

namespace SfIntegration.Conventions.Tests;

/// <summary>What the conventions are about: the three assemblies, the cmdlets, the built module, the source files.</summary>
internal static class Product
{
    public static Assembly Cmdlets { get; } = typeof(OrgCmdlet).Assembly;

    public static Assembly Core { get; } = typeof(SfException).Assembly;

    public static Assembly PracticeOrg { get; } = typeof(Practice.PracticeOrg).Assembly;

    public static IReadOnlyList<Type> CmdletClasses { get; } = Cmdlets.GetTypes()
        .Where(t => Data<CmdletAttribute>(t).Any()).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();

    /// <summary>out/SfIntegration/&lt;version&gt;/ as this build made it.</summary>
    public static string ModuleFolder { get; } = Path.Combine(Repository.Root, "out", "SfIntegration",
        Cmdlets.GetName().Version!.ToString(3));

    public static string Verb(Type cmdlet) => (string)Cmdlet(cmdlet).ConstructorArguments[0].Value!;

    public static string Noun(Type cmdlet) => (string)Cmdlet(cmdlet).ConstructorArguments[1].Value!;

    public static string CommandName(Type cmdlet) => $"{Verb(cmdlet)}-{Noun(cmdlet)}";

    public static bool SupportsShouldProcess(Type cmdlet) => Named(Cmdlet(cmdlet), nameof(CmdletAttribute.SupportsShouldProcess));

    /// <summary>
    /// The attribute as the metadata has it. PowerShellStandard.Library is for compiling only: its attributes, once made, know
    /// nothing of what they were given.
    /// </summary>
    public static IEnumerable<CustomAttributeData> Data<T>(MemberInfo member)
        where T : Attribute => member.CustomAttributes.Where(a => a.AttributeType == typeof(T));

    public static bool Named(CustomAttributeData attribute, string argument) =>
        attribute.NamedArguments.Any(a => a.MemberName == argument && a.TypedValue.Value is true);

    private static CustomAttributeData Cmdlet(Type cmdlet) => Data<CmdletAttribute>(cmdlet).Single();

    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute)));

    public static IEnumerable<string> SourceFiles(string pattern = "*.cs") =>
        new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    public static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
