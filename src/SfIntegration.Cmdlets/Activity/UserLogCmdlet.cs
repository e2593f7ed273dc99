using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// A cmdlet that streams what Salesforce noted of users. Users that are piped in are read together, once the last has come: few
/// calls, and one order over all.
/// </summary>
public abstract class UserLogCmdlet : OrgCmdlet
{
    private readonly List<OrgApi> _orgs = new();
    private readonly List<(OrgApi Api, UserWish Wish)> _wishes = new();
    private bool _hasProgress;

    /// <summary>Login names; taken from piped users. Wildcards work. Everybody's where left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Username { get; set; }

    internal override object? ErrorTarget => Username;

    /// <summary>The apps that the input at hand names, where the cmdlet takes any.</summary>
    internal virtual IReadOnlyCollection<string>? Apps => null;

    /// <summary>What the caller is shown of others; null where that is no question.</summary>
    internal abstract CallersView? View { get; }

    /// <summary>Looks at the parameters before anything is asked; an error for what cannot be meant.</summary>
    internal virtual void Prepare()
    {
    }

    /// <summary>Reads and emits what is wanted of one org.</summary>
    internal abstract void WriteRows(OrgApi api, UserDirectory users, IReadOnlyList<TokenWish> wishes);

    internal sealed override void ProcessItem()
    {
        if (MyInvocation.ExpectingInput && Username is null && Apps is null)
        {
            throw new CmdletError("SfNoUser", ErrorCategory.InvalidArgument, null, "The input names no user.", "Pipe objects with a Username, or give -Username.");
        }

        var api = Api;
        if (!_orgs.Contains(api))
        {
            _orgs.Add(api);
        }

        _wishes.Add((api, new UserWish(Username, Apps)));
    }

    internal sealed override void Finish()
    {
        if (_orgs.Count == 0)
        {
            return;
        }

        Prepare();
        foreach (var api in _orgs)
        {
            var directory = new UserDirectory(api);
            var wishes = Known(api, directory);
            if (wishes.Count == 0)
            {
                continue;
            }

            if (View is { } view && Wait(token => view.LimitAsync(api, IdsOf(wishes), token)) is { } limit)
            {
                WriteWarning(limit);
            }

            WriteRows(api, directory, wishes);
        }

        if (_hasProgress)
        {
            ReportDone();
        }
    }

    /// <summary>The users that are meant; null for everybody.</summary>
    internal static IReadOnlyCollection<string>? IdsOf(IReadOnlyList<TokenWish> wishes) =>
        wishes.Any(w => w.UserIds is null) ? null : wishes.SelectMany(w => w.UserIds!).Distinct().ToList();

    /// <summary>Shows how far a stream is, once it turns out to have more than one page.</summary>
    internal void ShowProgress(int seen, int total)
    {
        if (seen < total || _hasProgress)
        {
            _hasProgress = true;
            WriteProgress(new ProgressRecord(1, MyInvocation.MyCommand.Name, "Reading")
            {
                PercentComplete = total == 0 ? 100 : (int)(seen * 100L / total),
                CurrentOperation = $"{seen} of {total}",
            });
        }
    }

    private IReadOnlyList<TokenWish> Known(OrgApi api, UserDirectory directory)
    {
        var mine = _wishes.Where(w => w.Api == api).Select(w => w.Wish).ToList();
        var names = mine.SelectMany(w => w.Usernames ?? Enumerable.Empty<string>()).Distinct(System.StringComparer.OrdinalIgnoreCase).ToList();
        var found = names.Count == 0 ? null : Wait(token => directory.FindAsync(names, token));
        foreach (var name in names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n) && !found!.Contains(n)))
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"This org has no user '{name}'.", "Wildcards work: -Username '*@acme.example'.").ErrorRecord);
        }

        return mine
            .Select(w => new TokenWish(w.Usernames?.SelectMany(n => found![n]).Select(u => u.UserId).ToList(), w.AppNames))
            .Where(w => w.UserIds is not { Count: 0 })
            .ToList();
    }

    private sealed record UserWish(IReadOnlyList<string>? Usernames, IReadOnlyCollection<string>? AppNames);
}
