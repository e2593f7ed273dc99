using System;
using System.Collections.Generic;

namespace SfIntegration.Rules;

/// <summary>A rule's answer about one target.</summary>
public enum Outcome
{
    /// <summary>Looked, and it is as it should be.</summary>
    Pass,

    /// <summary>Looked, and it is not.</summary>
    Fail,

    /// <summary>Could not look; the message says why.</summary>
    NotAssessed,

    /// <summary>Fails, and an exception that has not lapsed accepts it.</summary>
    Accepted,
}

/// <summary>How bad a Fail is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Whoever holds the key can take over the org.</summary>
    Critical,
}

/// <summary>How sure a finding about activity is: by how much past it was compared with, and how far it lies from it.</summary>
public enum FindingConfidence
{
    /// <summary>May well have an ordinary cause.</summary>
    Low,

    /// <summary>Worth asking whoever runs the system.</summary>
    Medium,

    /// <summary>Hardly any doubt.</summary>
    High,
}

/// <summary>One rule's answer about one target: outcome, severity, evidence, cure, and the run it belongs to.</summary>
public sealed class Finding
{
    /// <summary>The rule, "SFI201".</summary>
    public string RuleId { get; internal init; } = "";

    /// <summary>The rule's title.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>The answer.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>How bad it is when it fails.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>What it is about: a user, an object, a field, a permission, a container.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>What was found, in one sentence.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Proof, line by line: paths, rows, calls and their answers.</summary>
    public IReadOnlyList<string> Evidence { get; internal init; } = Array.Empty<string>();

    /// <summary>What to do about it.</summary>
    public string Cure { get; internal init; } = "";

    /// <summary>Where to read more.</summary>
    public IReadOnlyList<string> References { get; internal init; } = Array.Empty<string>();

    /// <summary>Ids of the Security Benchmark for Salesforce controls it touches.</summary>
    public IReadOnlyList<string> Controls { get; internal init; } = Array.Empty<string>();

    /// <summary>The line of the scope file it is about, "file(line,column)", if any.</summary>
    public string? Source { get; internal init; }

    /// <summary>Why it is accepted: the exception's reason, approver, ticket and date.</summary>
    public string? AcceptedBecause { get; internal init; }

    /// <summary>How sure it is, for findings about activity (7xx); null for a state, which was read.</summary>
    public FindingConfidence? Confidence { get; internal init; }

    /// <summary>When it was seen first, UTC; null for a state.</summary>
    public DateTime? FirstSeen { get; internal init; }

    /// <summary>When it was seen last, UTC; null for a state.</summary>
    public DateTime? LastSeen { get; internal init; }

    /// <summary>The identity it is about.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>Whom to notify: the contact of the scope's owner; null without a scope that names one.</summary>
    public string? Contact { get; internal init; }

    /// <summary>The org it is about.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The run it belongs to, with what was and was not looked at.</summary>
    public Assessment Assessment { get; internal set; } = new();

    /// <summary>How sure and when, in words; empty for a state.</summary>
    internal string Seen => Confidence is null ? "" : $"Confidence {Confidence}; seen {FirstSeen:yyyy-MM-dd HH:mm}Z to {LastSeen:yyyy-MM-dd HH:mm}Z.";

    /// <inheritdoc/>
    public override string ToString() => $"{RuleId} {Outcome} {Target}: {Message}";
}
