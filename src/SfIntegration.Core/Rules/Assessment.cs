using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Rules;

/// <summary>What one rule did in one run.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Title">Its title.</param>
/// <param name="Passed">Targets it found right.</param>
/// <param name="Failed">Targets it found wrong.</param>
/// <param name="NotAssessed">Targets it could not look at.</param>
/// <param name="Accepted">Targets an exception accepts.</param>
public sealed record RuleTally(string RuleId, string Title, int Passed, int Failed, int NotAssessed, int Accepted)
{
    /// <summary>How many targets it answered for; 0 says that it looked at nothing.</summary>
    public int Total => Passed + Failed + NotAssessed + Accepted;
}

/// <summary>One run of the rules over one identity. Every rule is listed, also one that looked at nothing.</summary>
public sealed class Assessment
{
    /// <summary>A name for the run, unique.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>When it started, UTC.</summary>
    public DateTime StartedAt { get; internal init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTime EndedAt { get; internal init; }

    /// <summary>The identity.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The scope's name, or null where none was given.</summary>
    public string? ScopeName { get; internal init; }

    /// <summary>The org.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>True where calls were made as the identity itself.</summary>
    public bool Live { get; internal init; }

    /// <summary>The module's version.</summary>
    public string ToolVersion { get; internal init; } = "";

    /// <summary>Every rule with its counts.</summary>
    public IReadOnlyList<RuleTally> Rules { get; internal init; } = Array.Empty<RuleTally>();

    /// <summary>Answers in all: the true denominator, whatever a pipeline filters away later.</summary>
    public int Total => Rules.Sum(r => r.Total);

    /// <summary>Passed.</summary>
    public int Passed => Rules.Sum(r => r.Passed);

    /// <summary>Failed.</summary>
    public int Failed => Rules.Sum(r => r.Failed);

    /// <summary>Not assessed.</summary>
    public int NotAssessed => Rules.Sum(r => r.NotAssessed);

    /// <summary>Accepted.</summary>
    public int Accepted => Rules.Sum(r => r.Accepted);

    /// <inheritdoc/>
    public override string ToString() => $"{Username}: {Passed} pass, {Failed} fail, {NotAssessed} not assessed, {Accepted} accepted";
}
