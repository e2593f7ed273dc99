using System;
using System.Collections.Generic;

namespace SfIntegration.Review;

/// <summary>What one identity can use, laid out for whoever has to stand for it: the pack that New-SfAccessReview wrote.</summary>
public sealed class SfAccessReview
{
    internal SfAccessReview()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The scope's name.</summary>
    public string ScopeName { get; internal init; } = "";

    /// <summary>The scope's file.</summary>
    public string ScopePath { get; internal init; } = "";

    /// <summary>The identity.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>Whom to ask: the scope's owner.</summary>
    public string? Owner { get; internal init; }

    /// <summary>The owner's contact.</summary>
    public string? Contact { get; internal init; }

    /// <summary>The folder of the pack.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>When the access was read, UTC.</summary>
    public DateTime ReviewedAt { get; internal init; }

    /// <summary>How many things the identity can use.</summary>
    public int Grants { get; internal init; }

    /// <summary>Kinds of which not everything could be read.</summary>
    public IReadOnlyList<string> NotRead { get; internal init; } = Array.Empty<string>();

    /// <summary>Things that came or grew since the last approval; null where there is none.</summary>
    public int? More { get; internal init; }

    /// <summary>Things that went or shrank since; null where there is none.</summary>
    public int? Less { get; internal init; }

    /// <summary>Grants that the logs show unused; null where no logs were looked at.</summary>
    public int? Unused { get; internal init; }

    /// <summary>Rules' answers that fail.</summary>
    public int Failed { get; internal init; }

    /// <summary>The last approval; null for an identity that never had one.</summary>
    public SfAccessApproval? LastApproval { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {Grants} grants, in {Path}";
}

/// <summary>An approval as it stands in the scope's folder.</summary>
public sealed class SfAccessApproval
{
    internal SfAccessApproval(Approval approval, string path)
    {
        ScopeName = approval.ScopeName;
        Username = approval.Username;
        OrgId = approval.OrgId;
        ApprovedBy = approval.ApprovedBy;
        ApprovedAt = approval.ApprovedAt;
        Ticket = approval.Ticket;
        ReviewBy = approval.ReviewBy;
        Grants = approval.Access.Grants.Count;
        Sha256 = approval.StatedHash;
        Path = path;
    }

    /// <summary>The scope's name.</summary>
    public string ScopeName { get; }

    /// <summary>The identity.</summary>
    public string Username { get; }

    /// <summary>The org's id.</summary>
    public string OrgId { get; }

    /// <summary>Who stands for it.</summary>
    public string ApprovedBy { get; }

    /// <summary>Since when, UTC.</summary>
    public DateTime ApprovedAt { get; }

    /// <summary>The ticket under which it was decided.</summary>
    public string Ticket { get; }

    /// <summary>The last day of the approval, UTC.</summary>
    public DateTime ReviewBy { get; }

    /// <summary>How many things were approved.</summary>
    public int Grants { get; }

    /// <summary>The hash of the approval, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The file that keeps it.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: approved by {ApprovedBy} until {ReviewBy:yyyy-MM-dd}";
}
