using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>The base of every error this module raises itself. It never holds a token, a key or a password.</summary>
public class SfException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfException(string message, string? cure = null, Exception? inner = null)
        : base(message, inner)
    {
        Cure = cure;
    }

    /// <summary>The HTTP status, if an answer came.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>The Salesforce error code, or the error of the token endpoint.</summary>
    public string? Code { get; internal set; }

    /// <summary>The API names of the fields at fault, or none.</summary>
    public IReadOnlyList<string> Fields { get; internal set; } = Array.Empty<string>();

    /// <summary>The server's own id of the request, for a support case.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>What would put it right, or nothing where we do not know.</summary>
    public string? Cure { get; }

    /// <summary>Every error of the answer; the first is also this exception's code and message.</summary>
    public IReadOnlyList<SfErrorItem> Errors { get; internal set; } = Array.Empty<SfErrorItem>();

    /// <summary>True if a write was sent and nobody can say whether it was carried out: look before you repeat it.</summary>
    public bool MayHaveBeenCarriedOut { get; internal set; }
}
