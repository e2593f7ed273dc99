using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Activity.SignIns;

/// <summary>Which changes in Setup are wanted. Section and Display are not filterable (facts §6.3), so patterns and sections are decided here. Pure.</summary>
internal sealed record SetupChangeFilter
{
    private IReadOnlyList<NamePattern> _actions = Array.Empty<NamePattern>();
    private IReadOnlyList<NamePattern> _sections = Array.Empty<NamePattern>();
    private IReadOnlyList<string> _names = Array.Empty<string>();

    public TimeWindow Window { get; init; } = TimeWindow.Open;

    /// <summary>Who did it; null for everybody.</summary>
    public IReadOnlyCollection<string>? UserIds { get; init; }

    /// <summary>Actions, with * and ?.</summary>
    public IReadOnlyList<string> Actions
    {
        init => (_names, _actions) = (value, value.Select(n => new NamePattern(n)).ToList());
    }

    /// <summary>Parts of Setup, with * and ?.</summary>
    public IEnumerable<string> Sections { init => _sections = value.Select(n => new NamePattern(n)).ToList(); }

    /// <summary>What Salesforce filters: the moment, and actions where all are named in full.</summary>
    public IEnumerable<string> Conditions => Window.Conditions("CreatedDate")
        .Concat(_names.Count > 0 && !_names.Any(NamePattern.HasWildcards) ? new[] { Soql.In("Action", _names) } : Array.Empty<string>());

    /// <summary>The same for these users; null for everybody.</summary>
    public SetupChangeFilter Of(IReadOnlyCollection<string>? userIds) => this with { UserIds = userIds };

    public bool Matches(SfSetupChange change) => Window.Contains(change.CreatedDate) && Any(_actions, change.Action) && Any(_sections, change.Section);

    private static bool Any(IReadOnlyList<NamePattern> patterns, string? text) => patterns.Count == 0 || patterns.Any(p => p.Matches(text ?? ""));
}

/// <summary>Reads SetupAuditTrail as a stream: a page's changes are given out before the next page is asked for.</summary>
internal sealed class SetupChangeReader
{
    /// <summary>Salesforce keeps changes for 180 days at least (OR:setupaudittrail).</summary>
    public const int DaysKept = 180;

    private const string Select = "SELECT Id, CreatedDate, CreatedById, Action, Section, Display, DelegateUser, CreatedByContext, CreatedByIssuer FROM SetupAuditTrail";

    private readonly OrgApi _api;
    private readonly UserDirectory _users;

    public SetupChangeReader(OrgApi api, UserDirectory users) => (_api, _users) = (api, users);

    /// <summary>The changes, the newest first; of several hundred users those of each few hundred together.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="seen">Told after each page how many rows were looked at, of how many.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<SfSetupChange> Read(SetupChangeFilter filter, Action<int, int> seen, CancellationToken cancellation)
    {
        foreach (var page in LogPages.Of(_api, Select, filter.Conditions, "CreatedById", filter.UserIds, "ORDER BY CreatedDate DESC", cancellation))
        {
            _users.Learn(page.Rows.Select(r => r.Text("CreatedById")), cancellation);
            foreach (var change in page.Rows.Select(Change).Where(filter.Matches))
            {
                yield return change;
            }

            seen(page.Seen, page.Total);
        }
    }

    private SfSetupChange Change(JObject row) => new()
    {
        Org = _api.Org,
        SetupAuditTrailId = row.Text("Id") ?? "",
        CreatedDate = row.Moment("CreatedDate") ?? default,
        UserId = row.Text("CreatedById"),
        Username = _users.Of(row.Text("CreatedById"))?.Username,
        DelegateUser = row.Text("DelegateUser"),
        Action = row.Text("Action") ?? "",
        Section = row.Text("Section"),
        Display = row.Text("Display"),
        CreatedByContext = row.Text("CreatedByContext"),
        CreatedByIssuer = row.Text("CreatedByIssuer"),
    };
}
