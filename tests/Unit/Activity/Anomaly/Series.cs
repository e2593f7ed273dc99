using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Activity.Anomaly;

/// <summary>An identity's activity that a test writes down: forty working days of an ordinary system, and what happens besides.</summary>
internal sealed class Series
{
    public const string Username = "integ-svc@acme.example";

    /// <summary>A Monday; the past is before it, the seven days from it on are judged.</summary>
    public static readonly DateTime Since = new(2026, 9, 7, 0, 0, 0, DateTimeKind.Utc);

    private readonly List<SfActivity> _calls = [];
    private readonly List<SignIn> _signIns = [];

    public List<LockedPeriod>? Locked { get; set; } = [];

    public Dictionary<string, IReadOnlyList<string>> AppUsers { get; } = [];

    /// <summary>Weekdays from 9 to 16 UTC, ten calls an hour, one sign-in a day; as many days before the window as asked for, and the window.</summary>
    public static Series Ordinary(int pastDays = 40)
    {
        var series = new Series();
        for (var day = Since.AddDays(-pastDays); day < Since.AddDays(7); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                series.Day(day).SignsIn(day.AddHours(9));
            }
        }

        return series;
    }

    /// <summary>An ordinary day of work.</summary>
    public Series Day(DateTime day, int callsAnHour = 10)
    {
        for (var hour = 9; hour <= 16; hour++)
        {
            Calls(day.AddHours(hour), callsAnHour);
        }

        return this;
    }

    public Series Calls(DateTime hour, long calls, string client = "erp/7.1", string address = "203.0.113.7", string version = "60.0", string? app = "0H4000000000001AAA", long errors = 0, string sobjectType = "Order", string operation = "Update")
    {
        _calls.Add(new SfActivity
        {
            UserId = "005000000000001AAA",
            Username = Username,
            Client = client,
            ConnectedAppId = app,
            ApiVersion = version,
            Address = address,
            AddressBlock = SfIntegration.Activity.Measure.AddressBlocks.Of(address),
            Day = hour.Date,
            Hour = hour.Hour,
            SobjectType = sobjectType,
            Operation = operation,
            Calls = calls,
            Errors = errors,
            FirstSeen = hour.AddMinutes(1),
            LastSeen = hour.AddMinutes(58),
        });
        return this;
    }

    public Series SignsIn(DateTime time, string? country = "DE", string type = "Remote Access 2.0", string? subType = "OauthClientCredentials", bool succeeded = true, string address = "203.0.113.7")
    {
        _signIns.Add(new SignIn(time, succeeded, type, subType, address, country, null));
        return this;
    }

    public IdentityActivity Made(bool calls = true, bool signIns = true) => new()
    {
        Since = Since,
        Until = Since.AddDays(7),
        Calls = calls ? _calls : null,
        CallsNotRead = "No folder.",
        SignIns = signIns ? _signIns.OrderBy(s => s.Time).ToList() : null,
        SignInsNotRead = "No org.",
        Locked = Locked,
        LockedNotRead = "No org is connected.",
        AppUsers = AppUsers,
    };

    /// <summary>What a rule answers.</summary>
    public IReadOnlyList<Finding> Answers(string rule, AccessScope? scope = null) => Answers(rule, Made(), scope);

    public static IReadOnlyList<Finding> Answers(string rule, IdentityActivity activity, AccessScope? scope = null) =>
        AnomalyAssessment.Of(Username, scope, activity, null, Since.AddDays(7)).Findings.Where(f => f.RuleId == rule).ToList();
}
