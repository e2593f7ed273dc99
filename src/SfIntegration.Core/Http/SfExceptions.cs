using System;

namespace SfIntegration;

/// <summary>Salesforce answered, and refused.</summary>
public class SfApiException : SfException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What Salesforce said.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfApiException(string message, string? cure = null, Exception? inner = null)
        : base(message, cure, inner)
    {
    }
}

/// <summary>What was asked for does not exist, or the caller cannot see it.</summary>
public sealed class SfNotFoundException : SfApiException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What Salesforce said.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfNotFoundException(string message, string? cure = null, Exception? inner = null)
        : base(message, cure, inner)
    {
    }
}

/// <summary>A limit of the org or of the login is reached; trying again at once cannot help.</summary>
public sealed class SfLimitException : SfApiException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What Salesforce said.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfLimitException(string message, string? cure = null, Exception? inner = null)
        : base(message, cure, inner)
    {
    }
}

/// <summary>Signing in failed, or the session has ended and could not be renewed.</summary>
public sealed class SfAuthenticationException : SfException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfAuthenticationException(string message, string? cure = null, Exception? inner = null)
        : base(message, cure, inner)
    {
    }
}

/// <summary>No usable answer came: no connection, a broken one, or none in time.</summary>
public sealed class SfNetworkException : SfException
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="cure">What would put it right, where that is known.</param>
    /// <param name="inner">What caused it.</param>
    public SfNetworkException(string message, string? cure = null, Exception? inner = null)
        : base(message, cure, inner)
    {
    }

    /// <summary>True if the time allowed for one request ran out.</summary>
    public bool IsTimeout { get; internal set; }
}
