using System;
using System.Collections.Generic;

namespace SfIntegration.Permission;

/// <summary>Whether something is given or taken away.</summary>
internal enum AssignmentVerb
{
    Grant,
    Revoke,
}

/// <summary>One input: a user's login name and what it shall hold or lose.</summary>
internal sealed record AssignmentRequest(string Username, string Target);

/// <summary>What must be known of a user before it is given anything.</summary>
internal sealed record Assignee(string Id, string Username, string UserType, string LicenseId, string LicenseName);

/// <summary>A row that stands.</summary>
internal sealed record HeldRow(string Id, DateTime? ExpirationDate);

/// <summary>What the org holds about the users and targets of one batch.</summary>
internal sealed class AssignmentFacts
{
    public string CallerId { get; init; } = "";

    /// <summary>By login name.</summary>
    public Dictionary<string, Assignee> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By name; a permission set licence also by its label.</summary>
    public Dictionary<string, Assignable> Targets { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>By user and target.</summary>
    public Dictionary<(string UserId, string TargetId), HeldRow> Held { get; } = new();

    /// <summary>The groups that a set is part of, by its id.</summary>
    public Dictionary<string, List<(string Id, string Name)>> GroupsOfSet { get; } = new(StringComparer.Ordinal);

    /// <summary>The assignments that carry Manage Users to active users: row and user.</summary>
    public List<(string RowId, string UserId)> Administrators { get; } = new();
}
