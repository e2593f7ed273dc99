using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Auth;

namespace SfIntegration.Cmdlets.Base;

/// <summary>
/// Takes a certificate as Get-Secret of SecretManagement gives one: the bytes of a PFX, or a PFX in Base64, which is what the secret
/// of a certificate of Azure Key Vault is. A PFX with a password is given as a file, beside its password.
/// </summary>
internal sealed class CertificateTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or X509Certificate2 => value,
            byte[] bytes => Open(bytes),
            SecureString secret => Open(Decode(new Secret(secret).Reveal())),
            PSCredential credential => Open(Decode(new Secret(credential.Password).Reveal())),
            string text => Open(Decode(text)),
            object[] items when Array.TrueForAll(items, i => (i is PSObject item ? item.BaseObject : i) is byte) =>
                Open(Array.ConvertAll(items, i => (byte)(i is PSObject item ? item.BaseObject : i))),
            IDictionary => throw Refused("A hashtable is no certificate; give the one entry that is."),
            _ => throw Refused($"A {value.GetType().Name} is no certificate."),
        };
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            // The text may be a key: it goes into no message, and its exception neither.
            throw Refused("The text is no PFX in Base64.");
        }
    }

    private static X509Certificate2 Open(byte[] content)
    {
        try
        {
            return HostCrypto.ReadPfx(content, "What was given as the certificate", null);
        }
        catch (SfException error)
        {
            throw Refused($"{error.Message} A PFX with a password is given as a file: -CertificatePath and -CertificatePassword.");
        }
    }

    private static ArgumentTransformationMetadataException Refused(string what) =>
        new(what + " Give a certificate of the store (Get-Item Cert:\\CurrentUser\\My\\...), or the bytes of a PFX.");
}
