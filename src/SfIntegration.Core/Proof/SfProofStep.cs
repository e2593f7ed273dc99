using SfIntegration.Rules;

namespace SfIntegration;

/// <summary>One thing that was tried as the identity itself while it was made: the proof of its access, and the door behind it.</summary>
/// <param name="Step">"Proof" (calls as the identity, before the doors closed) or "Door" (one sign-in after they closed).</param>
/// <param name="Outcome">Pass, Fail, or NotAssessed where it could not be tried or told.</param>
/// <param name="Message">What was seen, or why nothing was.</param>
public sealed record SfProofStep(string Step, Outcome Outcome, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Step}: {Outcome}: {Message}";
}
