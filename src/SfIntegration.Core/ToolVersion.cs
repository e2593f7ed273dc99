using System.Reflection;

namespace SfIntegration;

/// <summary>The version of this module, as the build stamped it.</summary>
internal static class ToolVersion
{
    /// <summary>"0.1.0", without the commit.</summary>
    public static string Current { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
