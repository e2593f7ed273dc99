using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Harden.Login;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Proof;

/// <summary>The ways to sign in as an identity while it is made.</summary>
/// <param name="ForProof">For the proof of its access; null where nothing lets one.</param>
/// <param name="ThroughApp">Through its own app, as its integration will; null where that is not possible.</param>
/// <param name="WhyNot">Why one of the two is not possible, with what would make it so.</param>
internal sealed record TrialSignIn(Func<CancellationToken, Task<OrgApi>>? ForProof, Func<CancellationToken, Task<OrgApi>>? ThroughApp, string? WhyNot);

/// <summary>
/// Tries an identity as itself while it is made: its access by calls before its doors close, and one sign-in after. What is not as it should be
/// is an error of the run; what could not be tried is a step that says so.
/// </summary>
internal sealed class IdentityTrial
{
    private const string ProofStep = "Proof";
    private const string DoorStep = "Door";

    private readonly OrgApi _admin;
    private readonly AccessPlan _plan;
    private readonly List<SfProofStep> _steps = new();
    private TrialSignIn? _signIn;

    /// <param name="admin">The connection that makes the identity; it reads how Salesforce saw the sign-ins.</param>
    /// <param name="plan">What is applied.</param>
    public IdentityTrial(OrgApi admin, AccessPlan plan)
    {
        _admin = admin;
        _plan = plan;
    }

    /// <summary>Looks how to sign in as the identity; asked once, when its app and its sets are there.</summary>
    public required Func<CancellationToken, Task<TrialSignIn>> Prepare { get; init; }

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyList<SfProofStep> Steps => _steps;

    /// <summary>What the calls showed, for a test that follows; null where none were made.</summary>
    public ProofResult? Proof { get; private set; }

    /// <summary>Proves the access. The errors are those of the proof; an empty list where it held or could not be made.</summary>
    public async Task<IReadOnlyList<string>> ProveAsync(CancellationToken cancellation)
    {
        _signIn = await Prepare(cancellation).ConfigureAwait(false);
        if (_signIn.ForProof is not { } signIn)
        {
            return Note(ProofStep, Outcome.NotAssessed, _signIn.WhyNot ?? "There is no credential for the identity.");
        }

        try
        {
            var identity = await signIn(cancellation).ConfigureAwait(false);
            var desired = DesiredAccessResolver.Resolve(_plan.Scope, _plan.Input.Schema, _plan.Input.Snapshot);
            Proof = await LiveProof.RunAsync(identity, desired, _plan.Scope, _plan.Input.Schema, cancellation, LeastPrivilegeTest.HeldAsTheyAre(_plan.Scope, _plan.Input.Snapshot)).ConfigureAwait(false);
        }
        catch (SfException error) when (error is SfAuthenticationException || error.Code == "API_DISABLED_FOR_ORG")
        {
            return Note(ProofStep, Outcome.Fail, $"The identity cannot sign in and call the API: {error.Message}");
        }

        var wrong = Proof.Observations.Where(o => o.Holds == false).ToList();
        return wrong.Count > 0
            ? Note(ProofStep, Outcome.Fail, $"{wrong.Count} of {Proof.Observations.Count} calls as the identity were not answered as the scope says: " + string.Join("; ", wrong.Take(5).Select(o => $"{o.Target}: {o.Observed}")))
            : Note(ProofStep, Outcome.Pass, $"{Proof.Observations.Count} calls as the identity were answered as the scope says.");
    }

    /// <summary>Tries the door that was just closed: from an allowed address it must open, from any other it must not.</summary>
    public async Task<IReadOnlyList<string>> TryDoorAsync(CancellationToken cancellation)
    {
        if (_signIn?.ThroughApp is not { } signIn)
        {
            return Note(DoorStep, Outcome.NotAssessed, _signIn?.WhyNot ?? "There is no app to sign in through.");
        }

        var before = await LastSignInAsync(cancellation).ConfigureAwait(false);
        SfException? refusal = null;
        try
        {
            await signIn(cancellation).ConfigureAwait(false);
        }
        catch (SfException error) when (error is SfAuthenticationException)
        {
            refusal = error;
        }

        var seen = await LastSignInAsync(cancellation).ConfigureAwait(false);
        if (seen is not null && seen.Id == before?.Id)
        {
            // Not every refusal leaves a row, and the row before is another sign-in's.
            seen = null;
        }

        var identity = _plan.Scope.Identity;
        var ranges = AddressRanges.Of(identity.Network);
        var (outcome, message) = DoorVerdict.Of(identity.Hours is not null, ranges.Count == 0 ? null : address => AddressRanges.Contains(ranges, address), refusal?.Message, seen?.Address, seen?.Status);
        return Note(DoorStep, outcome, message);
    }

    /// <summary>The latest sign-in as Salesforce saw it; null where the caller may not see it.</summary>
    private async Task<SeenSignIn?> LastSignInAsync(CancellationToken cancellation)
    {
        var user = Soql.Quote(_plan.Username);
        var rows = await _admin.Query.QueryAllPagesAsync($"SELECT Id, SourceIp, Status FROM LoginHistory WHERE UserId IN (SELECT Id FROM User WHERE Username = {user}) ORDER BY LoginTime DESC LIMIT 1", cancellation).ConfigureAwait(false);
        return rows.Count == 0 ? null : new SeenSignIn((string?)rows[0]["Id"], (string?)rows[0]["SourceIp"], (string?)rows[0]["Status"] ?? "");
    }

    private sealed record SeenSignIn(string? Id, string? Address, string Status);

    private IReadOnlyList<string> Note(string step, Outcome outcome, string message)
    {
        _steps.Add(new SfProofStep(step, outcome, message));
        return outcome == Outcome.Fail ? new[] { $"{step}: {message}" } : Array.Empty<string>();
    }
}
