using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>The built module and the references between the assemblies.</summary>
public class ModuleTests
{
    [Fact]
    public void The_built_module_never_ships_PowerShell_itself()
    {
        var dlls = Directory.EnumerateFiles(Product.ModuleFolder, "*.dll", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).ToList();

        Assert.Contains("SfIntegration.Cmdlets.dll", dlls);
        Assert.DoesNotContain("System.Management.Automation.dll", dlls);
    }

    [Fact]
    public void Only_our_own_dlls_lie_beside_the_manifest()
    {
        // PowerShell and the runtime probe the root module's folder: a third-party dll there would escape the resolver.
        var beside = Directory.EnumerateFiles(Product.ModuleFolder, "*.dll").Select(f => Path.GetFileName(f)!).Order();

        Assert.Equal(["SfIntegration.Cmdlets.dll", "SfIntegration.Core.dll", "SfIntegration.PracticeOrg.dll"], beside);
    }

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_of_the_dll()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "SfIntegration.psd1"));
        var list = Regex.Match(manifest, @"CmdletsToExport\s*=\s*@\((?<names>[^)]*)\)").Groups["names"].Value;
        var exported = Regex.Matches(list, "'([^']+)'").Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(Product.CmdletClasses.Select(Product.CommandName).Order(StringComparer.Ordinal), exported);
    }

    [Fact]
    public void The_staged_manifest_carries_the_version_of_the_build()
    {
        var manifest = File.ReadAllText(Path.Combine(Product.ModuleFolder, "SfIntegration.psd1"));

        Assert.Matches($@"(?m)^\s*ModuleVersion\s*=\s*'{Regex.Escape(Path.GetFileName(Product.ModuleFolder))}'", manifest);
    }

    [Fact]
    public void References_point_one_way()
    {
        Assert.DoesNotContain(Product.Core.GetReferencedAssemblies(), a => a.Name is "SfIntegration.Cmdlets" or "SfIntegration.PracticeOrg" or "System.Management.Automation");
        Assert.DoesNotContain(Product.PracticeOrg.GetReferencedAssemblies(), a => a.Name!.StartsWith("SfIntegration.", StringComparison.Ordinal) || a.Name == "System.Management.Automation");
    }
}
