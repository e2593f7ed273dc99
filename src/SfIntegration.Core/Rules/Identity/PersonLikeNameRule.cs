using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI104: the name says that nobody sits behind it. A heuristic: it shows what it went by.</summary>
internal sealed class PersonLikeNameRule : UserRule
{
    private const string RuleId = "SFI104";

    private static readonly Regex s_firstDotLast = new("^[a-z]{2,}[._][a-z]{2,}$", RegexOptions.CultureInvariant);
    private static readonly Regex s_twoNames = new("^\\p{Lu}[\\p{L}'-]+ (\\p{Lu}\\.? )?\\p{Lu}[\\p{L}'-]+$", RegexOptions.CultureInvariant);

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        var local = user.Username.Split('@')[0].ToLowerInvariant();
        var token = RuleTexts.List(RuleId, "tokens").FirstOrDefault(t => WordsOf(local).Contains(t) || WordsOf(user.DisplayName).Contains(t) || WordsOf(user.LastName).Contains(t));
        if (token is not null)
        {
            yield return Answers.Pass(user.Username, $"The name says that it is an integration ('{token}').");
            yield break;
        }

        var evidence = new List<string>();
        if (s_firstDotLast.IsMatch(local))
        {
            evidence.Add($"The username reads like first.last: {local}");
        }

        if (s_twoNames.IsMatch(user.DisplayName))
        {
            evidence.Add($"The display name reads like a person's: {user.DisplayName}");
        }

        yield return evidence.Count > 0
            ? Answers.Fail(user.Username, "The name reads like a person's: the logs will not tell whether a person or a system acted.", evidence)
            : Answers.Pass(user.Username, "The name does not read like a person's.");
    }

    /// <summary>The words of a name: parted by anything that is no letter, and by capitals.</summary>
    private static HashSet<string> WordsOf(string name) =>
        new(Regex.Split(Regex.Replace(name, "(\\p{Ll})(\\p{Lu})", "$1 $2", RegexOptions.CultureInvariant), "[^\\p{L}]+").Select(w => w.ToLowerInvariant()), StringComparer.Ordinal);
}
