using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI215: what the scope asks for and this version cannot check is said, never skipped.</summary>
internal sealed class UncheckedScopeRule : ScopeFileRule
{
    public override string Id => "SFI215";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope)
    {
        var answers = new List<RuleAnswer>();
        answers.AddRange(scope.Identity.Groups.Select(g => Unchecked(g, $"Membership of the group {g}", scope.IdentitySource)));
        foreach (var integration in scope.Integrations)
        {
            var access = integration.SetupAccess;
            answers.AddRange(access.Flows.Select(n => Unchecked(n.Name, $"Access to the flow {n.Name}", n.Source)));
            answers.AddRange(access.CustomSettings.Select(n => Unchecked(n.Name, $"Access to the custom setting {n.Name}", n.Source)));
            answers.AddRange(access.CustomMetadataTypes.Select(n => Unchecked(n.Name, $"Access to the custom metadata type {n.Name}", n.Source)));
        }

        return ScopeAnswers.OrPass(answers, context.Username, "Everything the scope asks for is checked by a rule.");
    }

    private static RuleAnswer Unchecked(string target, string what, SourceLine? source) =>
        Answers.NotAssessed(target, $"{what} cannot be checked by this version.") with { Source = source };
}
