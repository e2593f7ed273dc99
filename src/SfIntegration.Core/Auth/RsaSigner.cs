using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Auth;

/// <summary>A key of this machine; it may be one that cannot be exported.</summary>
internal sealed class RsaSigner : IJwtSigner
{
    private readonly RSA _key;

    public RsaSigner(RSA key) => _key = key;

    public Task<byte[]> SignAsync(byte[] data, CancellationToken cancellationToken) =>
        Task.FromResult(_key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
