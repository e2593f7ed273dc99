using System;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Auth;

/// <summary>Holds the session of one connection and renews it once for however many requests found it ended.</summary>
internal sealed class SessionKeeper : IDisposable
{
    private readonly ITokenSource _source;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SfToken _current;

    private SessionKeeper(ITokenSource source, SfToken first)
    {
        _source = source;
        _current = first;
    }

    public bool CanRenew => _source.CanRenew;

    public string Method => _source.Method;

    public SfToken Current => Volatile.Read(ref _current);

    public static async Task<SessionKeeper> SignInAsync(ITokenSource source, CancellationToken cancellationToken)
    {
        try
        {
            return new(source, await source.GetTokenAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            (source as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>Signs in again, unless another request has done so since <paramref name="ended"/> was used.</summary>
    public async Task<SfToken> RenewAsync(SfToken ended, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(ended, _current))
            {
                return _current;
            }

            var renewed = await _source.GetTokenAsync(cancellationToken).ConfigureAwait(false);
            if (!OrgAddress.IsSame(renewed.Instance, _current.Instance))
            {
                throw new SfAuthenticationException(
                    $"Signing in again led to {renewed.Instance.Authority} instead of {_current.Instance.Authority}; the connection stays where it was opened.",
                    "Disconnect and connect again, to the address that is meant.");
            }

            Volatile.Write(ref _current, renewed);
            return renewed;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        (_source as IDisposable)?.Dispose();
    }
}
