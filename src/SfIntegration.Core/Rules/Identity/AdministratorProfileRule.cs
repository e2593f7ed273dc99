using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI101: an integration must not run under an administrator's profile.</summary>
internal sealed class AdministratorProfileRule : UserRule
{
    public const string RuleId = "SFI101";

    public override string Id => RuleId;

    /// <summary>What makes the profile an administrator's, or nothing. By what it holds, never by its English name.</summary>
    public static IReadOnlyList<string> Marks(RuleContext context)
    {
        var profile = context.Access.Containers.FirstOrDefault(c => c.Kind == ContainerKind.Profile);
        if (profile is null)
        {
            return Array.Empty<string>();
        }

        bool Holds(string permission) => profile.SystemPermissions.Contains(permission, StringComparer.OrdinalIgnoreCase);
        var companions = RuleTexts.List(RuleId, "together").Where(Holds).ToList();
        return RuleTexts.List(RuleId, "always").All(Holds) && companions.Count > 0
            ? RuleTexts.List(RuleId, "always").Concat(companions).ToList()
            : Array.Empty<string>();
    }

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (context.Access.Containers.All(c => c.Kind != ContainerKind.Profile))
        {
            yield return Answers.NotAssessed(user.Username, $"What the profile {user.ProfileName} grants was not read.");
            yield break;
        }

        var marks = Marks(context);
        yield return marks.Count == 0
            ? Answers.Pass(user.Username, $"The profile {user.ProfileName} is not an administrator's.")
            : Answers.Fail(user.Username, $"The profile {user.ProfileName} is an administrator's.", marks.Select(m => $"{m}: from profile {user.ProfileName}").ToList());
    }
}
