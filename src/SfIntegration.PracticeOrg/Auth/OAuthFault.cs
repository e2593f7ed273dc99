using System;

namespace SfIntegration.Practice.Auth;

/// <summary>A refusal of an OAuth endpoint: 400 with error and error_description (facts §1.5).</summary>
internal sealed class OAuthFault : Exception
{
    public OAuthFault(string error, string description)
        : base(description) => Error = error;

    /// <summary>The OAuth error code.</summary>
    public string Error { get; }

    /// <summary>What LoginHistory.Status says, where it differs from the description.</summary>
    public string? LoginStatus { get; init; }

    /// <summary>A grant that cannot be accepted.</summary>
    public static OAuthFault Grant(string description, string? loginStatus = null) =>
        new("invalid_grant", description) { LoginStatus = loginStatus };

    /// <summary>A parameter that is missing.</summary>
    public static OAuthFault Missing(string parameter) =>
        new("invalid_request", $"missing required parameter: {parameter}");
}
