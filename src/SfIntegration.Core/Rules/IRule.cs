using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>A rule's raw answer; the engine adds the texts of rules.yaml and applies the exceptions.</summary>
/// <param name="Outcome">Pass, Fail or NotAssessed; Accepted is the engine's to give.</param>
/// <param name="Target">What it is about; exceptions match on it.</param>
/// <param name="Message">What was found.</param>
/// <param name="Evidence">Proof, line by line.</param>
/// <param name="Severity">Overrides the rule's own severity where the data grades it (permission tiers).</param>
/// <param name="Source">The scope line, if any.</param>
/// <param name="Cure">A cure more exact than the rule's own, or null.</param>
internal sealed record RuleAnswer(Outcome Outcome, string Target, string Message, IReadOnlyList<string>? Evidence = null, Severity? Severity = null, SourceLine? Source = null, string? Cure = null)
{
    /// <summary>How sure a Fail about activity is; null where a rule reads a state and is sure.</summary>
    public FindingConfidence? Confidence { get; init; }

    /// <summary>When what was found was seen first, UTC; null for a state.</summary>
    public DateTime? FirstSeen { get; init; }

    /// <summary>When it was seen last, UTC.</summary>
    public DateTime? LastSeen { get; init; }
}

/// <summary>A rule: a class with the logic, an entry in rules.yaml with the texts, a page in docs/rules, a test class.</summary>
internal interface IRule
{
    /// <summary>"SFI201".</summary>
    string Id { get; }

    /// <summary>Looks at the identity. Pure: everything it may know is in the context.</summary>
    IEnumerable<RuleAnswer> Look(RuleContext context);
}

/// <summary>Everything a rule may know. What could not be read is null or said in the snapshot's NotRead.</summary>
internal sealed class RuleContext
{
    private ScopeView? _view;

    /// <summary>The scope, or null: rules that need one answer NotAssessed.</summary>
    public AccessScope? Scope { get; init; }

    /// <summary>What the identity can do.</summary>
    public required EffectiveAccess Access { get; init; }

    /// <summary>The org state that was read.</summary>
    public required AccessSnapshot Snapshot { get; init; }

    /// <summary>The schema of the objects that matter.</summary>
    public required SchemaFacts Schema { get; init; }

    /// <summary>The scope with every "all" resolved against the org, or null without a scope.</summary>
    public Plan.DesiredAccess? Desired { get; init; }

    /// <summary>Apps that pre-authorise or could be used, where they were read; else null.</summary>
    public IReadOnlyList<AppFacts>? Apps { get; init; }

    /// <summary>The record types that the scope's sets open.</summary>
    public SetRecordTypes RecordTypes { get; init; } = SetRecordTypes.None;

    /// <summary>Errors of the apply that made the identity, where it is Incomplete; each becomes a Fail.</summary>
    public IReadOnlyList<string> ApplyErrors { get; init; } = Array.Empty<string>();

    /// <summary>What calls as the identity showed; null where no call was made as it.</summary>
    public Proof.ProofResult? Proof { get; init; }

    /// <summary>Sign-ins of the identity, where the login history was read; else null.</summary>
    public IReadOnlyList<LoginFacts>? Logins { get; init; }

    /// <summary>Where from and when the identity may sign in; null where nothing of it was read.</summary>
    public Network.DoorFacts? Doors { get; init; }

    /// <summary>The apps that the identity signs in through or could; null where they were not read.</summary>
    public IReadOnlyList<Apps.AppDetails>? AppDetails { get; init; }

    /// <summary>What the organisation asks; null where no policy was given.</summary>
    public Policy.AccessPolicy? Policy { get; init; }

    /// <summary>The approvals of the scope; null where it has none.</summary>
    public Review.ApprovalBook? Approvals { get; init; }

    /// <summary>What it did, where logs were given; else null, and the rules of the group 7xx answer NotAssessed.</summary>
    public SfIntegration.Activity.Anomaly.IdentityActivity? Activity { get; init; }

    /// <summary>Now, UTC.</summary>
    public required DateTime Now { get; init; }

    /// <summary>The user, or null where the org has none of that name.</summary>
    public UserFacts? User => Access.User.UserId.Length > 0 ? Access.User : null;

    /// <summary>The identity's login name, also of one that does not exist yet.</summary>
    public string Username => User?.Username ?? Scope?.Identity.Username ?? Access.User.Username;

    /// <summary>The access beside the scope, or null without a scope.</summary>
    public ScopeView? View => Scope is null || Desired is null ? null : _view ??= new ScopeView(Scope, Desired, Access, Snapshot);
}

/// <summary>A connected app (or external client app) as far as SOQL shows it.</summary>
internal sealed record AppFacts(string Id, string Name, string Kind, bool? AdminApprovedOnly)
{
    /// <summary>The API name; null for a connected app, whose row does not show it.</summary>
    public string? DeveloperName { get; init; }

    /// <summary>True where a name means this app: its label or its API name, in any case.</summary>
    public bool IsNamed(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(DeveloperName, name, StringComparison.OrdinalIgnoreCase);
}

/// <summary>One row of the login history.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="LoginType">LoginHistory.LoginType: "Application" is the browser, "Remote Access 2.0" is OAuth.</param>
/// <param name="Application">The client or connected app.</param>
/// <param name="SourceIp">From where.</param>
/// <param name="Status">"Success" or a reason.</param>
internal sealed record LoginFacts(DateTime Time, string LoginType, string? Application, string? SourceIp, string Status)
{
    /// <summary>LoginHistory.LoginSubType: OauthUsernamePassword, OauthClientCredentials ...; null where there is none (JWT bearer).</summary>
    public string? LoginSubType { get; init; }
}
