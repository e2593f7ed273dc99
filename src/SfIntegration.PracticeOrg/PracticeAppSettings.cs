using System;
using System.Collections.Generic;

namespace SfIntegration.Practice;

/// <summary>What a new app of the practice org is to be.</summary>
public sealed class PracticeAppSettings
{
    /// <summary>Creates settings.</summary>
    /// <param name="name">The label people see.</param>
    public PracticeAppSettings(string name) => Name = name ?? throw new ArgumentNullException(nameof(name));

    /// <summary>The label people see.</summary>
    public string Name { get; }

    /// <summary>The user that client credentials sign in as; null leaves that flow off, unless <see cref="HasClientCredentials"/> says otherwise.</summary>
    public string? RunAsUsername { get; set; }

    /// <summary>Client credentials are switched on; null for where there is a Run As user. On without one is the mistake that "no client credentials user enabled" tells of.</summary>
    public bool? HasClientCredentials { get; set; }

    /// <summary>An X.509 certificate with an RSA key, PEM or DER, that JWT assertions are checked with; null leaves that flow off.</summary>
    public IReadOnlyList<byte>? Certificate { get; set; }

    /// <summary>Only users with SetupEntityAccess to the app may sign in; otherwise each user approves for itself.</summary>
    public bool AdminApprovedOnly { get; set; } = true;

    /// <summary>It is an external client app; otherwise a connected app, as they could be created before Spring '26.</summary>
    public bool IsExternalClientApp { get; set; }

    /// <summary>The OAuth scopes.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = new[] { "api" };
}
