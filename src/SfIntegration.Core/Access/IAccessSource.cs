using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>
/// Where a question about access reads: an org, or a snapshot that was taken of one. What is asked for and is not there is
/// simply not in the answer; <see cref="AccessSnapshot.NotRead"/> says what could not be looked at.
/// </summary>
internal interface IAccessSource
{
    /// <summary>The org the answers are about; without a connection where they come from a file.</summary>
    SfOrg Org { get; }

    /// <summary>The moment the answers are true for, UTC: now, or when the snapshot was taken.</summary>
    DateTime AsOf { get; }

    /// <summary>The schema where it can be asked for, or null offline.</summary>
    SchemaReader? Schema { get; }

    /// <summary>One user with all it holds.</summary>
    Task<AccessSnapshot> OfUserAsync(string username, CancellationToken cancellation);

    /// <summary>Sets, groups and profiles by name, with all they hold and who holds them.</summary>
    Task<AccessSnapshot> OfContainersAsync(IReadOnlyCollection<string> names, CancellationToken cancellation);

    /// <summary>Every user and container.</summary>
    Task<AccessSnapshot> WholeOrgAsync(Action<WorkProgress>? progress, CancellationToken cancellation);
}
