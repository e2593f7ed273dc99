using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Auth;

/// <summary>Signs an assertion with RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518 3.3), wherever the private key lies.</summary>
internal interface IJwtSigner
{
    /// <summary>The signature of <paramref name="data"/>, as many bytes as the key is long.</summary>
    Task<byte[]> SignAsync(byte[] data, CancellationToken cancellationToken);
}
