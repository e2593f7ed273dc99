using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>What a permission set shall hold, whoever asks for it: a scope's integration, a definition, a single grant.</summary>
internal class SetContents
{
    /// <summary>PermissionSet.Name.</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }

    /// <summary>255 characters at most.</summary>
    public required string Description { get; init; }

    public IReadOnlyList<DesiredObject> Objects { get; init; } = Array.Empty<DesiredObject>();

    public IReadOnlyList<DesiredField> Fields { get; init; } = Array.Empty<DesiredField>();

    public IReadOnlyList<DesiredName> SystemPermissions { get; init; } = Array.Empty<DesiredName>();

    public IReadOnlyList<DesiredTab> Tabs { get; init; } = Array.Empty<DesiredTab>();

    /// <summary>Counts only in a session that activated it; null leaves it as it is.</summary>
    public bool? HasActivationRequired { get; init; }

    /// <summary>
    /// True where system permissions are written apart from the set's own row, and one by one where Salesforce refuses them together:
    /// then one that this org does not take leaves the others.
    /// </summary>
    public virtual bool TakesPermissionsOneByOne => true;

    /// <summary>Where it is asked for, or null.</summary>
    public virtual SourceLine? Source => null;

    /// <summary>The reasons that its changes carry.</summary>
    public virtual SetWords Words { get; init; } = SetWords.OfDefinition;
}

/// <summary>Why a set is changed, in words.</summary>
internal sealed record SetWords
{
    /// <summary>For a set that is written as a definition says.</summary>
    public static readonly SetWords OfDefinition = new()
    {
        Created = "The definition describes it.",
        Header = "The definition says so.",
        Wanted = "The definition has it.",
        Different = "The definition says otherwise.",
        NotWanted = "The definition does not have it.",
        WantedApp = "The definition has it.",
    };

    /// <summary>For single grants and revocations.</summary>
    public static readonly SetWords OfRequest = new()
    {
        Created = "Asked for.",
        Header = "Asked for.",
        Wanted = "Asked for.",
        Different = "Asked for.",
        NotWanted = "Asked for.",
        WantedApp = "Asked for.",
    };

    public required string Created { get; init; }

    public required string Header { get; init; }

    public required string Wanted { get; init; }

    public required string Different { get; init; }

    public required string NotWanted { get; init; }

    public required string WantedApp { get; init; }

    /// <summary>Why a system permission is wanted, where there is a reason of its own.</summary>
    public Func<string, string?> OfPermission { get; init; } = _ => null;

    public static SetWords OfScope(ScopeIntegration integration) => new()
    {
        Created = $"Holds the access of integration '{integration.Name}'.",
        Header = "Carries purpose, owner, ticket and the mark of this scope.",
        Wanted = "The scope names it.",
        Different = "The scope says otherwise.",
        NotWanted = "The scope does not name it.",
        WantedApp = "Pre-authorises the identity for its app.",
        OfPermission = name => integration.SystemPermissions.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))?.Reason,
    };
}
