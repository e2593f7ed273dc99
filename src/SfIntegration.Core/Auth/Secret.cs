using System;
using System.Net;
using System.Security;

namespace SfIntegration.Auth;

/// <summary>A text that must not be shown by accident: it prints as asterisks and has to be asked for by name.</summary>
internal sealed class Secret
{
    private readonly string _value;

    public Secret(string value)
    {
        _value = value ?? throw new ArgumentNullException(nameof(value));
    }

    public Secret(SecureString value)
        : this(new NetworkCredential(string.Empty, value).Password)
    {
    }

    public bool IsEmpty => _value.Length == 0;

    public string Reveal() => _value;

    /// <summary>For those who hand it on in a PSCredential.</summary>
    public SecureString ToSecureString()
    {
        var secure = new SecureString();
        foreach (var character in _value)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }

    public override string ToString() => "********";
}
