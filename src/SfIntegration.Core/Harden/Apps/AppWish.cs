using System;
using System.Collections.Generic;

namespace SfIntegration.Harden.Apps;

/// <summary>A permission set whose holders are to be pre-authorised.</summary>
/// <param name="PermissionSet">Its name.</param>
/// <param name="Id">Its id, or what stands for it until it is made.</param>
/// <param name="Entities">The ids of what it opens by SetupEntityAccess now.</param>
/// <param name="Source">Where it is asked for, or null.</param>
internal sealed record AppDoor(string PermissionSet, object Id, IReadOnlyCollection<string> Entities, string? Source);

/// <summary>What somebody wants of an external client app, whether a scope or New-SfApp asks.</summary>
internal sealed class AppWish
{
    /// <summary>The app as it is made where it is not there.</summary>
    public required AppDefinition Definition { get; init; }

    /// <summary>The permission sets to pre-authorise.</summary>
    public IReadOnlyList<AppDoor> Doors { get; init; } = Array.Empty<AppDoor>();

    /// <summary>How they are.</summary>
    public AppAccess Access { get; init; }

    /// <summary>The user that client credentials sign in as is API Only.</summary>
    public bool IsApiOnly { get; init; }

    /// <summary>The line of a script that brings a certificate, for a person who has to.</summary>
    public string CertificateLine { get; init; } = "New-SfIntegrationUser -Certificate (Get-Item Cert:\\CurrentUser\\My\\<thumbprint>)";

    /// <summary>Where it is asked for, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Why the app is made or changed.</summary>
    public string Reason { get; init; } = "Asked for.";
}
