using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>A rule about a user that exists; without one it says so once. SFI109 fails for that.</summary>
internal abstract class UserRule : IRule
{
    public abstract string Id { get; }

    public IEnumerable<RuleAnswer> Look(RuleContext context) => context.User is { } user
        ? Look(context, user)
        : new[] { Answers.FollowsFrom("SFI109", context.Username, "there is no such user.") };

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user);
}

/// <summary>A rule that compares with the scope, about a user that exists; without a scope it says so once.</summary>
internal abstract class ScopeRule : IRule
{
    public abstract string Id { get; }

    public IEnumerable<RuleAnswer> Look(RuleContext context)
    {
        if (context.View is not { } view)
        {
            return new[] { Answers.NotAssessed(context.Username, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure) };
        }

        return context.User is null
            ? new[] { Answers.FollowsFrom("SFI109", context.Username, "there is no such user.") }
            : Look(context, view);
    }

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view);
}

/// <summary>A rule about the scope file itself; without a scope it says so once.</summary>
internal abstract class ScopeFileRule : IRule
{
    public abstract string Id { get; }

    public IEnumerable<RuleAnswer> Look(RuleContext context) => context.Scope is { } scope
        ? Look(context, scope)
        : new[] { Answers.NotAssessed(context.Username, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure) };

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, AccessScope scope);
}

/// <summary>A rule that needs to know what the other rules said; the engine runs it last.</summary>
internal interface IRuleOverAnswers : IRule
{
    /// <summary>Looks at the run so far.</summary>
    IEnumerable<RuleAnswer> Look(RuleContext context, IReadOnlyList<(string RuleId, RuleAnswer Answer)> answers);
}

/// <summary>What every rule says without a scope.</summary>
internal static class ScopeAnswers
{
    public const string NoScope = "There is no scope that says what this identity should have.";

    public const string NoScopeCure = "Draft one with New-SfAccessScope and test with it.";

    /// <summary>The answers, or one Pass about the whole where there was nothing to answer for.</summary>
    public static IEnumerable<RuleAnswer> OrPass(IReadOnlyCollection<RuleAnswer> answers, string target, string message) =>
        answers.Count > 0 ? answers : new[] { Answers.Pass(target, message) }.AsEnumerable();
}
