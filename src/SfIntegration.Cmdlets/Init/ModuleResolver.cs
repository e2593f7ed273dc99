using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace SfIntegration.Cmdlets.Init;

/// <summary>
/// Loads our third-party dlls from Dependencies/ when nobody else has them: on PowerShell 7 into a private load context, so that
/// another module's older copy stays untouched; on Windows PowerShell by LoadFrom. An equal or newer copy that is already
/// there is shared. Nothing else happens on import, so that importing is cheap.
/// </summary>
public sealed class ModuleResolver : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string s_folder = Path.GetDirectoryName(typeof(ModuleResolver).Assembly.Location) ?? ".";
    private static readonly Lazy<Dictionary<string, string>> s_dependencies = new(FindDependencies);
    private static readonly Lazy<Func<string, Assembly>> s_load = new(CreateLoader);

    /// <summary>Hooks the resolver.</summary>
    public void OnImport()
    {
        RefuseSecondVersion();
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
    }

    /// <summary>Unhooks the resolver.</summary>
    /// <param name="psModuleInfo">The module that is removed.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    /// <summary>Core stays in the default context, so a second version of it would silently be the first one.</summary>
    private static void RefuseSecondVersion()
    {
        var mine = typeof(ModuleResolver).Assembly;
        var other = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a =>
            a != mine && string.Equals(a.GetName().Name, mine.GetName().Name, StringComparison.Ordinal));
        if (other is not null)
        {
            throw new InvalidOperationException(
                $"SfIntegration {other.GetName().Version} is already loaded in this process, so {mine.GetName().Version} cannot be. Start a new PowerShell to change the version.");
        }
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        var wanted = new AssemblyName(args.Name);
        if (wanted.Name is null || !s_dependencies.Value.TryGetValue(wanted.Name, out var path) || !IsOurs(args.RequestingAssembly))
        {
            return null;
        }

        // By name and "at least this version": a full-name match misses rolled-forward versions.
        return AssemblyName.GetAssemblyName(path).Version >= (wanted.Version ?? new Version(0, 0)) ? s_load.Value(path) : null;
    }

    /// <summary>.NET Framework may not say who asks; then the name alone decides.</summary>
    private static bool IsOurs(Assembly? requesting)
    {
        var name = requesting?.GetName().Name;
        return name is null || name.StartsWith("SfIntegration.", StringComparison.Ordinal) || s_dependencies.Value.ContainsKey(name);
    }

    private static Dictionary<string, string> FindDependencies()
    {
        var folder = Path.Combine(s_folder, "Dependencies");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.dll").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => f, StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>();
    }

    /// <summary>AssemblyLoadContext is not in netstandard2.0, so it is bound by reflection where the runtime has it.</summary>
    private static Func<string, Assembly> CreateLoader()
    {
        var type = typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext");
        if (type is null)
        {
            return Assembly.LoadFrom;
        }

        var context = Activator.CreateInstance(type, "SfIntegration", false)!;
        var load = type.GetMethod("LoadFromAssemblyPath", new[] { typeof(string) })!;
        return path => (Assembly)load.Invoke(context, new object[] { path })!;
    }
}
