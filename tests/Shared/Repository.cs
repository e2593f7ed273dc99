using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace SfIntegration.Tests;

/// <summary>Where this checkout is, as the build recorded it, and what lies beside it.</summary>
internal static class Repository
{
    /// <summary>The checkout's folder, with a trailing separator.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>A file of the real data beside the project; the test is skipped, saying so, where it is absent.</summary>
    public static string Fixture(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "fixtures", relativePath));
        if (!File.Exists(path))
        {
            Assert.Skip($"The real data is not beside this checkout: {relativePath}");
        }

        return path;
    }
}
