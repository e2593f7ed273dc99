using System;
using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Scope.Drafting;

/// <summary>An object and what may be done with it.</summary>
internal sealed record DraftObject(string SobjectType, ObjectAccess Access);

/// <summary>A field that is readable, and whether it is editable too.</summary>
internal sealed record DraftField(string SobjectType, string Field, bool IsEditable);

/// <summary>Grants to draft a scope from, wherever they were found: a metadata file, a container, a user's effective access.</summary>
internal sealed record DraftInput
{
    /// <summary>Where they were found, in words: it stands in every reason that a person is asked to write.</summary>
    public string Source { get; init; } = "";

    /// <summary>Why the grants exist, where the source says so.</summary>
    public string? Purpose { get; init; }

    /// <summary>The outside system, where the source tells; null where it does not.</summary>
    public string? System { get; init; }

    /// <summary>The licence the source is bound to, or null.</summary>
    public string? License { get; init; }

    public IReadOnlyList<DraftObject> Objects { get; init; } = Array.Empty<DraftObject>();

    public IReadOnlyList<DraftField> Fields { get; init; } = Array.Empty<DraftField>();

    public IReadOnlyList<string> SystemPermissions { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> ApexClasses { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> CustomPermissions { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> Flows { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> CustomSettings { get; init; } = Array.Empty<string>();

    public IReadOnlyList<string> CustomMetadataTypes { get; init; } = Array.Empty<string>();

    /// <summary>Tabs by name; one that stands here twice shows as the wider one says.</summary>
    public IReadOnlyList<TabGrant> Tabs { get; init; } = Array.Empty<TabGrant>();

    public IReadOnlyList<RecordTypeGrant> RecordTypes { get; init; } = Array.Empty<RecordTypeGrant>();

    /// <summary>What the source holds and a scope cannot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = Array.Empty<string>();
}

/// <summary>What no source of grants says: who the identity is.</summary>
internal sealed record DraftOptions
{
    /// <summary>The scope's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The integration's name; the scope's, where it is left out.</summary>
    public string? Integration { get; init; }

    public string Username { get; init; } = "";

    /// <summary>Sets and groups that are held beside what is drafted, as they are.</summary>
    public IReadOnlyList<string> UsePermissionSets { get; init; } = Array.Empty<string>();

    /// <summary>The last name; what stands before the @ of the username, where it is left out.</summary>
    public string? LastName { get; init; }

    /// <summary>The e-mail address; the owner's contact or the username, where it is left out.</summary>
    public string? Email { get; init; }

    /// <summary>Who answers for it, or null.</summary>
    public ScopeContact? Owner { get; init; }

    /// <summary>UserLicense.Name of the identity, or null for the default.</summary>
    public string? License { get; init; }

    /// <summary>The last day of the assignment. Drafts that hold what is only lent (Modify All Data) need it.</summary>
    public DateTime? Expires { get; init; }
}
