using System;
using SfIntegration.Access;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Anomaly;

/// <summary>Runs the rules of group 7xx over one identity. Pure.</summary>
internal static class AnomalyAssessment
{
    /// <param name="username">The identity.</param>
    /// <param name="scope">Its scope, whose network, hours, volume and exceptions count; or null.</param>
    /// <param name="activity">What it did.</param>
    /// <param name="org">The org.</param>
    /// <param name="now">Now, UTC.</param>
    public static AssessmentResult Of(string username, AccessScope? scope, IdentityActivity activity, SfOrg? org, DateTime now) => RuleEngine.Assess(
        new RuleContext
        {
            Scope = scope,
            Access = new EffectiveAccess { User = new UserFacts { Username = username }, AsOf = now },
            Snapshot = new AccessSnapshot(),
            Schema = new SchemaFacts(),
            Activity = activity,
            Now = now,
        },
        live: false, org, id: null, RuleSet.Activity);
}
