using System;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Auth;

/// <summary>Gives tokens that a vault accepts.</summary>
internal interface IVaultToken : IDisposable
{
    /// <summary>Who asks, for messages.</summary>
    string Who { get; }

    /// <summary>A token, from memory while it is good.</summary>
    /// <param name="tenant">Asks the vault for its tenant; only called where nobody said one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<string> GetAsync(Func<CancellationToken, Task<string?>> tenant, CancellationToken cancellationToken);
}
