using System;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SfIntegration.Auth;

/// <summary>Reads an RSA private key from PEM (PKCS#1, PKCS#8, encrypted PKCS#8) or PFX.</summary>
internal static class PrivateKeyFile
{
    private const int SmallestKey = 2048;

    private const int MostIterations = 10_000_000;

    private const int AesBlock = 16;

    // Object identifiers as their DER bytes (RFC 8018, RFC 8017, NIST CSOR).
    private const string RsaEncryption = "2A864886F70D010101";
    private const string Pbes2 = "2A864886F70D01050D";
    private const string Pbkdf2 = "2A864886F70D01050C";
    private const string HmacSha1 = "2A864886F70D0207";
    private const string HmacSha256 = "2A864886F70D0209";
    private const string HmacSha384 = "2A864886F70D020A";
    private const string HmacSha512 = "2A864886F70D020B";
    private const string Aes128Cbc = "60864801650304" + "0102";
    private const string Aes192Cbc = "60864801650304" + "0116";
    private const string Aes256Cbc = "60864801650304" + "012A";

    private static readonly Regex s_block = new(
        @"-----BEGIN (?<label>(?:RSA |ENCRYPTED |EC |OPENSSH )?PRIVATE KEY)-----(?<body>[^-]*)-----END \k<label>-----",
        RegexOptions.CultureInvariant);

    /// <param name="content">The file's bytes.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="password">Its password, or null.</param>
    public static RSA Load(byte[] content, string name, Secret? password)
    {
        if (content.Length == 0)
        {
            throw new SfException($"{name} is empty.", "Give the PFX or PEM file that holds the private key.");
        }

        try
        {
            var key = IsPem(content) ? FromPem(Encoding.UTF8.GetString(content), name, password) : HostCrypto.KeyOf(HostCrypto.ReadPfx(content, name, password));
            return key.KeySize >= SmallestKey
                ? key
                : throw new SfException($"The key in {name} has {key.KeySize} bits.", "Make one of at least 2048 bits; RS256 asks for that.");
        }
        catch (FormatException error)
        {
            throw new SfException($"{name} holds no private key that can be read: {error.Message}", "Export the key again, as PFX or PKCS#8 PEM.", error);
        }
        catch (CryptographicException error)
        {
            throw new SfException($"{name} holds no usable private key: {error.Message}", "Export the key again, as PFX or PKCS#8 PEM.", error);
        }
    }

    private static bool IsPem(byte[] content) =>
        Encoding.ASCII.GetString(content, 0, Math.Min(content.Length, 64 * 1024)).IndexOf("-----BEGIN ", StringComparison.Ordinal) >= 0;

    private static RSA FromPem(string text, string name, Secret? password)
    {
        var match = s_block.Match(text);
        var body = match.Groups["body"].Value;
        if (!match.Success)
        {
            // The encryption of old PKCS#1 files stands in headers of its own.
            throw text.IndexOf("Proc-Type:", StringComparison.Ordinal) >= 0
                ? OldEncryption(name)
                : new SfException($"{name} holds no private key.", "Give the file with the key; a certificate alone cannot sign.");
        }

        switch (match.Groups["label"].Value)
        {
            case "RSA PRIVATE KEY":
                return Import(Pkcs1(Convert.FromBase64String(body)));
            case "PRIVATE KEY":
                return Import(Pkcs8(Convert.FromBase64String(body), name));
            case "ENCRYPTED PRIVATE KEY":
                if (password is null || password.IsEmpty)
                {
                    throw new SfException($"The key in {name} is encrypted.", "Give its password.");
                }

                return Import(Pkcs8(Decrypt(Convert.FromBase64String(body), name, password), name));
            default:
                throw NotRsa(name);
        }
    }

    private static RSA Import(RSAParameters parameters)
    {
        var key = RSA.Create();
        key.ImportParameters(parameters);
        return key;
    }

    private static RSAParameters Pkcs8(byte[] der, string name)
    {
        var info = new DerReader(der).ReadSequence();
        info.ReadUnsigned();
        return info.ReadSequence().ReadOid() == RsaEncryption ? Pkcs1(info.ReadOctets()) : throw NotRsa(name);
    }

    private static RSAParameters Pkcs1(byte[] der)
    {
        var key = new DerReader(der).ReadSequence();
        if (key.ReadSmallNumber() != 0)
        {
            throw new FormatException("Keys of more than two primes are not supported.");
        }

        var modulus = key.ReadUnsigned();
        var exponent = key.ReadUnsigned();
        var half = (modulus.Length + 1) / 2;
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = exponent,
            D = Pad(key.ReadUnsigned(), modulus.Length),
            P = Pad(key.ReadUnsigned(), half),
            Q = Pad(key.ReadUnsigned(), half),
            DP = Pad(key.ReadUnsigned(), half),
            DQ = Pad(key.ReadUnsigned(), half),
            InverseQ = Pad(key.ReadUnsigned(), half),
        };
    }

    private static byte[] Pad(byte[] number, int length)
    {
        if (number.Length > length)
        {
            throw new FormatException("The numbers of the key do not fit each other.");
        }

        var padded = new byte[length];
        Array.Copy(number, 0, padded, length - number.Length, number.Length);
        return padded;
    }

    /// <summary>PBES2 with PBKDF2 and AES-CBC (RFC 8018), which is what current tools write.</summary>
    private static byte[] Decrypt(byte[] der, string name, Secret password)
    {
        var outer = new DerReader(der).ReadSequence();
        var scheme = outer.ReadSequence();
        if (scheme.ReadOid() != Pbes2)
        {
            throw OldEncryption(name);
        }

        var parameters = scheme.ReadSequence();
        var derivation = parameters.ReadSequence();
        if (derivation.ReadOid() != Pbkdf2)
        {
            throw OldEncryption(name);
        }

        var values = derivation.ReadSequence();
        var salt = values.ReadOctets();
        var iterations = values.ReadSmallNumber();
        if (iterations is < 1 or > MostIterations)
        {
            throw new FormatException("The number of iterations is out of any reason.");
        }

        if (!values.IsAtEnd && values.NextTag == DerReader.Integer)
        {
            values.ReadSmallNumber();
        }

        var hash = values.IsAtEnd ? HashAlgorithmName.SHA1 : Hash(values.ReadSequence().ReadOid(), name);
        var cipher = parameters.ReadSequence();
        var keyLength = KeyLength(cipher.ReadOid(), name);
        var vector = cipher.ReadOctets();
        if (vector.Length != AesBlock)
        {
            throw new FormatException("The initialisation vector has the wrong length.");
        }

        var key = HostCrypto.DeriveKey(Encoding.UTF8.GetBytes(password.Reveal()), salt, iterations, hash, keyLength);

        using var aes = Aes.Create();
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.PKCS7;
        using var decryptor = aes.CreateDecryptor(key, vector);
        var secret = outer.ReadOctets();
        try
        {
            var clear = decryptor.TransformFinalBlock(secret, 0, secret.Length);

            // A wrong password now and then leaves a valid padding; it never leaves a key.
            new DerReader(clear).ReadSequence().ReadUnsigned();
            return clear;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            throw new SfException($"The password does not open the key in {name}.", "Give the password that the key was exported with.", error);
        }
    }

    private static HashAlgorithmName Hash(string oid, string name) => oid switch
    {
        HmacSha1 => HashAlgorithmName.SHA1,
        HmacSha256 => HashAlgorithmName.SHA256,
        HmacSha384 => HashAlgorithmName.SHA384,
        HmacSha512 => HashAlgorithmName.SHA512,
        _ => throw OldEncryption(name),
    };

    private static int KeyLength(string oid, string name) => oid switch
    {
        Aes128Cbc => 16,
        Aes192Cbc => 24,
        Aes256Cbc => 32,
        _ => throw OldEncryption(name),
    };

    private static SfException OldEncryption(string name) => new(
        $"The key in {name} is encrypted in a way that is not supported.",
        "Write it again: openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.pem; or export it as PFX.");

    private static SfException NotRsa(string name) => new(
        $"The key in {name} is not an RSA key in PKCS#1 or PKCS#8.", "Salesforce signs in with RS256 only: make an RSA key of at least 2048 bits.");
}
