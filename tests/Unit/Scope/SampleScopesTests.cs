using System;
using System.IO;
using System.Linq;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class SampleScopesTests
{
    /// <summary>Samples must still be valid a year after they were written.</summary>
    private static readonly DateTime s_earliest = new(2027, 11, 21, 0, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Samples => new(Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.scope.yaml").Select(f => Path.GetFileName(f)!));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_read_without_a_mistake(string file)
    {
        var result = Read(file);
        Assert.Equal(Array.Empty<ScopeError>(), result.Errors);
        Assert.All(result.Scope!.Exceptions, e => Assert.True(e.Expires > s_earliest, $"{file}: {e.Target}"));
        Assert.All(result.Scope!.Integrations, i => Assert.True(i.Expires > s_earliest, $"{file}: {i.Name}"));
    }

    [Fact]
    public void Stepping_back_from_the_writing_audit_takes_exactly_two_permissions_away()
    {
        var writes = Read("audit-write-back.scope.yaml").Get();
        var reads = Read("audit-read-only.scope.yaml").Get();

        Assert.Equal((reads.Name, reads.Identity.Username, reads.Identity.LastName, reads.Identity.Email), (writes.Name, writes.Identity.Username, writes.Identity.LastName, writes.Identity.Email));
        var (more, less) = (Assert.Single(writes.Integrations), Assert.Single(reads.Integrations));
        Assert.Equal((less.Name, less.PermissionSet, less.Expires, less.Purpose), (more.Name, more.PermissionSet, more.Expires, more.Purpose));
        Assert.Equal(new[] { "ModifyAllData", "ModifyMetadata" }, more.SystemPermissions.Select(p => p.Name).Except(less.SystemPermissions.Select(p => p.Name)));
        Assert.Empty(less.SystemPermissions.Select(p => p.Name).Except(more.SystemPermissions.Select(p => p.Name)));
    }

    [Theory]
    [InlineData("audit-read-only.scope.yaml")]
    [InlineData("audit-write-back.scope.yaml")]
    public void Each_power_of_the_audit_is_excepted_by_name(string file)
    {
        var scope = Read(file).Get();
        Assert.Equal(
            scope.Integrations.SelectMany(i => i.SystemPermissions).Select(p => p.Name),
            scope.Exceptions.Where(e => e.Rule == "SFI301").Select(e => e.Target));
    }

    [Fact]
    public void The_writing_audit_is_refused_without_an_expiry()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "samples", "audit-write-back.scope.yaml"));
        var endless = text.Replace("    expires: 2028-03-31\n", "", StringComparison.Ordinal);
        Assert.NotEqual(text, endless);
        Assert.Equal(2, ScopeReader.ReadText(endless).Errors.Count(e => e.Message.Contains("may only be held for a time", StringComparison.Ordinal)));
    }

    private static ScopeReadResult Read(string file) => ScopeReader.ReadFile(Path.Combine(Repository.Root, "samples", file), shownAs: file);
}
