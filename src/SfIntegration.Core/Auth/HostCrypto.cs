using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SfIntegration.Auth;

/// <summary>
/// What the running .NET can do and netstandard2.0 does not name. The only place that binds to it by reflection;
/// what the runtime lacks is refused with its cure.
/// </summary>
internal static class HostCrypto
{
    // X509KeyStorageFlags.EphemeralKeySet: the key never touches a disk. .NET on Windows and Linux has it.
    private const X509KeyStorageFlags EphemeralKeySet = (X509KeyStorageFlags)32;

    private static bool IsNetFramework => typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>Opens a PFX file's certificate with its key.</summary>
    /// <param name="content">The file's bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="password">Its password, or null.</param>
    public static X509Certificate2 ReadPfx(byte[] content, string name, Secret? password)
    {
        var flags = IsNetFramework || RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? X509KeyStorageFlags.DefaultKeySet : EphemeralKeySet;
        try
        {
            return new X509Certificate2(content, password?.Reveal() ?? string.Empty, flags);
        }
        catch (CryptographicException error)
        {
            throw new SfException(
                $"{name} cannot be opened: it is no PFX or PEM file, or the password is wrong.",
                password is null ? "Give the password that the file was exported with." : "Check the password and the file.",
                error);
        }
    }

    /// <summary>The certificate's private key, which may be one that cannot be exported (a store, a smart card).</summary>
    public static RSA KeyOf(X509Certificate2 certificate)
    {
        if (!certificate.HasPrivateKey)
        {
            throw new SfException(
                $"The certificate {certificate.Subject} has no private key on this machine.",
                "Give the PFX, or the certificate from the store that it was made in; and check that this account may use its key.");
        }

        try
        {
            return certificate.GetRSAPrivateKey() ?? throw new SfException(
                $"The key of the certificate {certificate.Subject} is not an RSA key.", "Salesforce signs in with RS256 only: make an RSA certificate.");
        }
        catch (CryptographicException error)
        {
            throw new SfException(
                $"The private key of the certificate {certificate.Subject} cannot be used: {error.Message}",
                "Let this account use the key (Manage Private Keys in the certificate store), or give a PFX.",
                error);
        }
    }

    /// <summary>PBKDF2 with other hashes than SHA-1: .NET Framework from 4.7.2 on, every .NET.</summary>
    public static byte[] DeriveKey(byte[] password, byte[] salt, int iterations, HashAlgorithmName hash, int length)
    {
        var type = typeof(Rfc2898DeriveBytes);
        var parameters = new[] { typeof(byte[]), typeof(byte[]), typeof(int), typeof(HashAlgorithmName) };
        var once = type.GetMethod("Pbkdf2", new[] { typeof(byte[]), typeof(byte[]), typeof(int), typeof(HashAlgorithmName), typeof(int) });
        if (once is not null)
        {
            return (byte[])Invoke(() => once.Invoke(null, new object[] { password, salt, iterations, hash, length }));
        }

        var constructor = type.GetConstructor(parameters)
            ?? throw Unavailable("An encrypted PEM key", "Export the key as PFX, or update .NET Framework to 4.7.2.");
        using var derived = (Rfc2898DeriveBytes)Invoke(() => constructor.Invoke(new object[] { password, salt, iterations, hash }));
        return derived.GetBytes(length);
    }

    /// <summary>Makes a key of 2048 bits and a certificate for it, as an app's sign-in needs them.</summary>
    /// <param name="subject">Such as "CN=order-sync".</param>
    /// <param name="days">How long it is good, from now.</param>
    public static X509Certificate2 CreateSelfSigned(string subject, int days)
    {
        var type = Find("System.Security.Cryptography.X509Certificates.CertificateRequest")
            ?? throw Unavailable("Making a certificate", "Make one with New-SelfSignedCertificate or openssl, or update .NET Framework to 4.7.2.");
        var constructor = type.GetConstructor(new[] { typeof(string), typeof(RSA), typeof(HashAlgorithmName), typeof(RSASignaturePadding) })!;
        var create = type.GetMethod("CreateSelfSigned", new[] { typeof(DateTimeOffset), typeof(DateTimeOffset) })!;

        using var key = RSA.Create();
        key.KeySize = 2048;
        var request = Invoke(() => constructor.Invoke(new object[] { subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1 }));

        // An hour back, for an org whose clock runs behind.
        var now = DateTimeOffset.UtcNow;
        return (X509Certificate2)Invoke(() => create.Invoke(request, new object[] { now.AddHours(-1), now.AddDays(days) }));
    }

    private static Type? Find(string name) =>
        typeof(X509Certificate2).Assembly.GetType(name)
        ?? typeof(Aes).Assembly.GetType(name)
        ?? Type.GetType(name + ", System.Security.Cryptography.X509Certificates", throwOnError: false);

    private static object Invoke(Func<object?> call)
    {
        try
        {
            return call()!;
        }
        catch (TargetInvocationException error) when (error.InnerException is { } cause)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(cause).Throw();
            throw;
        }
    }

    private static SfException Unavailable(string what, string cure) =>
        new($"{what} is beyond the .NET that this PowerShell runs on ({RuntimeInformation.FrameworkDescription}).", cure);
}
