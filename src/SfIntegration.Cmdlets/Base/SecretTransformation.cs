using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;

namespace SfIntegration.Cmdlets.Base;

/// <summary>
/// Takes whatever Get-Secret of SecretManagement gives where a secret is meant: a SecureString, a PSCredential (its password), and
/// text, which -AsPlainText gives and which is taken with a warning. Every parameter that holds a secret carries this.
/// </summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Secrets that came as text; CancellableCmdlet warns of them, an attribute cannot.</summary>
    private static readonly ConditionalWeakTable<SecureString, object> s_plain = new();

    /// <summary>True if the secret was given as plain text.</summary>
    public static bool CameAsText(SecureString? secret) => secret is not null && s_plain.TryGetValue(secret, out _);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or SecureString => value,
            PSCredential credential => credential.Password,
            string text => FromText(text),
            byte[] => throw Refused("bytes"),
            IDictionary => throw Refused("a hashtable"),
            _ => throw Refused(value.GetType().Name),
        };
    }

    private static SecureString FromText(string text)
    {
        if (text.Length == 0)
        {
            throw new ArgumentTransformationMetadataException("The secret is an empty text: the variable or the vault's entry behind it is empty.");
        }

        var secret = new SecureString();
        foreach (var c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        s_plain.Add(secret, new object());
        return secret;
    }

    // The value itself is never shown.
    private static ArgumentTransformationMetadataException Refused(string what) =>
        new($"A secret cannot be {what}. Give a SecureString or a PSCredential, as Get-Secret and Get-Credential do; of a hashtable give the one entry.");
}
