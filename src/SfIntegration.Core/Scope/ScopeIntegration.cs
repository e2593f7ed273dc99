using System;
using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Scope;

/// <summary>One job of one outside system: why it exists, who approved it, and what it may do.</summary>
public sealed class ScopeIntegration
{
    internal ScopeIntegration()
    {
    }

    /// <summary>The integration's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The line it starts on.</summary>
    public SourceLine? Source { get; internal init; }

    /// <summary>Why it exists.</summary>
    public string? Purpose { get; internal init; }

    /// <summary>The outside system.</summary>
    public string? System { get; internal init; }

    /// <summary>Who answers for it.</summary>
    public ScopeContact? Owner { get; internal init; }

    /// <summary>Who approved it, or null.</summary>
    public ScopeApproval? Approval { get; internal init; }

    /// <summary>The last day (UTC) its assignment counts, or null.</summary>
    public DateTime? Expires { get; internal init; }

    /// <summary>PermissionSet.Name of its generated set: given, or derived from the names.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>True where the file names the set; false where the name is derived.</summary>
    public bool IsPermissionSetNamed { get; internal init; }

    /// <summary>Existing sets or groups held as they are.</summary>
    public IReadOnlyList<string> UsePermissionSets { get; internal init; } = Array.Empty<string>();

    /// <summary>Further permission set licences.</summary>
    public IReadOnlyList<string> PermissionSetLicenses { get; internal init; } = Array.Empty<string>();

    /// <summary>Objects, in the file's order.</summary>
    public IReadOnlyList<ScopeObject> Objects { get; internal init; } = Array.Empty<ScopeObject>();

    /// <summary>System permissions, each with its reason.</summary>
    public IReadOnlyList<ScopeSystemPermission> SystemPermissions { get; internal init; } = Array.Empty<ScopeSystemPermission>();

    /// <summary>Classes, custom permissions and the like.</summary>
    public ScopeSetupAccess SetupAccess { get; internal init; } = new();

    /// <summary>Tabs it sees.</summary>
    public IReadOnlyList<ScopeTab> Tabs { get; internal init; } = Array.Empty<ScopeTab>();

    /// <summary>The app it signs in through, or null.</summary>
    public ScopeApp? App { get; internal init; }

    /// <summary>Calls it is expected to make a day, or null.</summary>
    public int? CallsPerDay { get; internal init; }

    /// <summary>How long a credential lives, "90d", or null.</summary>
    public string? RotateEvery { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An approval.</summary>
/// <param name="By">Who.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="Date">The day.</param>
/// <param name="ReviewBy">The last day it holds, or null.</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeApproval(string By, string? Ticket, DateTime? Date, DateTime? ReviewBy, SourceLine? Source);

/// <summary>A system permission and why it is needed.</summary>
/// <param name="Name">The API name without "Permissions".</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeSystemPermission(string Name, string Reason, SourceLine Source);

/// <summary>A name in a list of the file, with its line.</summary>
/// <param name="Name">The name.</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeName(string Name, SourceLine Source)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A tab and how it shows.</summary>
/// <param name="Name">PermissionSetTabSetting.Name: "standard-Account" for an object of Salesforce, "Invoice__c" for a custom tab.</param>
/// <param name="Visibility">In the tab bar, or only on the All Tabs page.</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeTab(string Name, TabVisibility Visibility, SourceLine Source)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The app an integration signs in through.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Flow">"jwt" or "clientCredentials".</param>
/// <param name="Source">The line it stands on.</param>
public sealed record ScopeApp(string Name, string Flow, SourceLine Source);

/// <summary>Setup entities an integration may use.</summary>
public sealed class ScopeSetupAccess
{
    internal ScopeSetupAccess()
    {
    }

    /// <summary>Apex classes.</summary>
    public IReadOnlyList<ScopeName> ApexClasses { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Custom permissions.</summary>
    public IReadOnlyList<ScopeName> CustomPermissions { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Flows.</summary>
    public IReadOnlyList<ScopeName> Flows { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Custom settings.</summary>
    public IReadOnlyList<ScopeName> CustomSettings { get; internal init; } = Array.Empty<ScopeName>();

    /// <summary>Custom metadata types.</summary>
    public IReadOnlyList<ScopeName> CustomMetadataTypes { get; internal init; } = Array.Empty<ScopeName>();
}
