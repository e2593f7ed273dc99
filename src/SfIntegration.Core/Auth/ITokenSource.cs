using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Auth;

/// <summary>One way of signing in.</summary>
internal interface ITokenSource
{
    /// <summary>The name of the way, as SfOrg.SignIn shows it.</summary>
    string Method { get; }

    /// <summary>True if asking again gives a new session without a person.</summary>
    bool CanRenew { get; }

    /// <summary>Signs in; every call is a new sign-in.</summary>
    Task<SfToken> GetTokenAsync(CancellationToken cancellationToken);
}
