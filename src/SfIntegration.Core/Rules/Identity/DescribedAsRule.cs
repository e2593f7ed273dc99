using System;
using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI108: the user record reads as the scope says: last name, e-mail, role.</summary>
internal sealed class DescribedAsRule : UserRule
{
    // A sandbox made from production appends this to every address, so that no mail leaves it.
    private const string SandboxSuffix = ".invalid";

    public override string Id => "SFI108";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (context.Scope is null)
        {
            yield return Answers.NotAssessed(user.Username, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure);
            yield break;
        }

        var identity = context.Scope.Identity;
        var evidence = new List<string>();
        Differs(evidence, "last name", user.LastName, identity.LastName, StringComparison.Ordinal);
        Differs(evidence, "e-mail", WithoutSuffix(user.Email), WithoutSuffix(identity.Email), StringComparison.OrdinalIgnoreCase);
        Differs(evidence, "role", user.RoleName ?? "", identity.Role ?? "", StringComparison.OrdinalIgnoreCase);
        yield return evidence.Count > 0
            ? Answers.Fail(user.Username, "The user record is not as the scope describes it.", evidence) with { Source = context.Scope.IdentitySource }
            : Answers.Pass(user.Username, "Last name, e-mail and role are as the scope says.");
    }

    private static void Differs(List<string> evidence, string what, string now, string wanted, StringComparison comparison)
    {
        if (!string.Equals(now, wanted, comparison))
        {
            evidence.Add($"{what}: '{(now.Length == 0 ? "none" : now)}', the scope says '{(wanted.Length == 0 ? "none" : wanted)}'");
        }
    }

    private static string WithoutSuffix(string email) => email.EndsWith(SandboxSuffix, StringComparison.OrdinalIgnoreCase)
        ? email.Substring(0, email.Length - SandboxSuffix.Length)
        : email;
}
