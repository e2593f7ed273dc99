using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Completion of a parameter's value: filters, quotes and tooltips once for all completers.</summary>
public abstract class CompleterBase : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return Candidates(fakeBoundParameters, word)
            .Where(c => c.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(c => c.Value, StringComparer.OrdinalIgnoreCase)
            .Select(c => new CompletionResult(Quote(c.Value), c.Value, CompletionResultType.ParameterValue, c.Tip.Length == 0 ? c.Value : c.Tip));
    }

    /// <summary>Values with a tooltip each.</summary>
    internal abstract IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word);

    private static string Quote(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/') ? value : "'" + value.Replace("'", "''") + "'";
}

/// <summary>Open connections.</summary>
public sealed class OrgCompleter : CompleterBase
{
    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) =>
        ConnectionRegistry.Shared.All.Select(c => (c.Org.Alias ?? c.Org.Host, $"{c.Org.Username} on {c.Org.Host}"));
}

/// <summary>Completion that asks the org, for two seconds at most; without a connection there is none.</summary>
public abstract class OrgBackedCompleter : CompleterBase
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word)
    {
        if (Connection(bound) is not { } connection)
        {
            return Array.Empty<(string, string)>();
        }

        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            return Task.Run(() => AskAsync(OrgApi.For(connection), bound, word, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SfException or OperationCanceledException)
        {
            // Completion has no stream to say why; the command itself will.
            return Array.Empty<(string, string)>();
        }
    }

    internal abstract Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation);

    private static SfConnection? Connection(IDictionary bound) => bound["Org"] switch
    {
        SfOrg org => ConnectionRegistry.Shared.Find(org),
        string name => ConnectionRegistry.Shared.Find(name),
        _ => DefaultOrg.Find(),
    };
}

/// <summary>Permission sets that people made or installed.</summary>
public sealed class PermissionSetCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.Query.QueryAllPagesAsync(
            $"SELECT Name, Label FROM PermissionSet WHERE IsOwnedByProfile = false AND Type != 'Group' AND Name LIKE {Soql.QuoteLike(word)} ORDER BY Name LIMIT 100", cancellation).ConfigureAwait(false))
        .Select(r => ((string)r["Name"]!, (string?)r["Label"] ?? "")).ToList();
}

/// <summary>Usernames.</summary>
public sealed class UsernameCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.Query.QueryAllPagesAsync(
            $"SELECT Username, Name, Profile.Name FROM User WHERE Username LIKE {Soql.QuoteLike(word)} ORDER BY Username LIMIT 100", cancellation).ConfigureAwait(false))
        .Select(r => ((string)r["Username"]!, $"{(string?)r["Name"]} ({(string?)r.SelectToken("Profile.Name")})")).ToList();
}
