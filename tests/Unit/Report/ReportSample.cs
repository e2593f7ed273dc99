using System;
using System.Collections.Generic;
using System.IO;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Plan;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Report;

/// <summary>A report with every outcome, a plan, and names that try to break out of every format.</summary>
internal static class ReportSample
{
    public const string Hostile = "<b>`x`|*y*\n[z](http://evil.example) \u0007 \uD800 ]]> & \"q\" 'q' _i_ Invoice__c";

    public static readonly DateTime Now = new(2026, 11, 21, 9, 30, 0, DateTimeKind.Utc);

    public static (Assessment Assessment, List<Finding> Findings) Run(string username = "integ@acme.example")
    {
        var org = new SfOrg("acme.my.salesforce.com") { Alias = "prod", OrgId = "00D000000000001AAA" };
        var assessment = new Assessment
        {
            Id = "run-1",
            StartedAt = Now,
            EndedAt = Now,
            Username = username,
            ScopeName = "orders",
            Org = org,
            Live = true,
            ToolVersion = "0.1.0",
            Rules = [new("SFI101", "Administrator profile", 1, 0, 0, 0), new("SFI201", "Object access beyond the scope", 0, 1, 0, 0), new("SFI106", "Shared", 0, 0, 1, 0), new("SFI301", "Dangerous", 0, 0, 0, 1), new("SFI302", "Looked at nothing", 0, 0, 0, 0)],
        };
        Finding Make(string rule, Outcome outcome, Severity severity, string target) => new()
        {
            RuleId = rule,
            Title = "Title of " + rule,
            Outcome = outcome,
            Severity = severity,
            Target = target,
            Message = "Message: " + Hostile,
            Evidence = ["from permission set X", Hostile],
            Cure = outcome == Outcome.Pass ? "" : "Do the right thing.",
            References = ["https://help.example/a_b"],
            Source = "orders.scope.yaml(3,5)",
            AcceptedBecause = outcome == Outcome.Accepted ? "agreed (approved by X)" : null,
            Username = username,
            Org = org,
            Assessment = assessment,
        };
        return (assessment,
        [
            Make("SFI101", Outcome.Pass, Severity.Critical, username),
            Make("SFI201", Outcome.Fail, Severity.Medium, Hostile),
            Make("SFI106", Outcome.NotAssessed, Severity.High, username),
            Make("SFI301", Outcome.Accepted, Severity.High, "ViewSetup"),
        ]);
    }

    public static ReportModel Model() => ReportModel.Of(Run().Findings, Now, Plan());

    public static ReportPlan Plan() => ReportPlan.Of(new AccessPlan
    {
        Scope = new AccessScope { Name = "orders" },
        Org = new SfOrg("acme.my.salesforce.com"),
        Username = "integ@acme.example",
        Changes =
        [
            new AccessChange { Kind = ChangeKind.GrantObject, Target = Hostile, Container = "Integ", After = "read", Reason = "The scope names it.", State = ChangeState.Applied },
            new AccessChange { Kind = ChangeKind.NotApplied, Target = "network", Reason = "This version does not apply it." },
            new AccessChange { Kind = ChangeKind.Assign, Target = "Integ", After = "held", State = ChangeState.Failed, Error = "No seat left." },
        ],
        Problems = [new PlanProblem("LicenseUsedUp", "Salesforce Integration", "No seat is left.", "Free one.", true, "s(1,1)"), new PlanProblem("Unscoped", "x", "Also held.", "Remove it.", false, null)],
        LeftOutFields = ["Account.Name: required"],
        Unscoped = ["Extra"],
    });

    /// <summary>Everything a report can show, in one: findings, a plan, access, a comparison with its summary, activity, use.</summary>
    public static ReportModel Everything() => ReportModel.Of(Run().Findings, Now, [Plan(), .. Access(), .. Comparison(), .. Activity(), .. Use()]);

    public static IEnumerable<object> Access()
    {
        var org = new SfOrg("acme.my.salesforce.com") { OrgId = "00D000000000001AAA" };
        SfEffectiveGrant Grant(AccessKind kind, string target, string access, string? field = null, long? rows = null) => new(org, new UserFacts { Username = "integ@acme.example" }, kind, target)
        {
            SobjectType = kind is AccessKind.Object or AccessKind.Field ? target.Split('.')[0] : null,
            Field = field,
            Access = access,
            AsOf = Now,
            RecordCount = rows,
            Paths = access == EffectiveRows.NotAssessed ? [] : [new GrantPath("Set " + Hostile, ContainerKind.PermissionSet, "0PS1", "A group", null)],
            Given = access == "read, create, edit" ? [("read", new GrantPath("Reader", ContainerKind.PermissionSet, "0PS1", null, null)), ("read, create, edit", new GrantPath("Writer", ContainerKind.Profile, "00e1", null, "Modify All Data"))] : [],
        };
        return
        [
            Grant(AccessKind.Object, "Account", "read, create, edit", rows: 1200),
            Grant(AccessKind.Object, "Contact", "read, delete", rows: 30),
            Grant(AccessKind.Object, "Case", "read"),
            Grant(AccessKind.Field, "Account.Name", "edit", "Name"),
            Grant(AccessKind.SystemPermission, "ApiEnabled", "held"),
            Grant(AccessKind.Tab, "*", EffectiveRows.NotAssessed),
        ];
    }

    public static IEnumerable<object> Comparison()
    {
        AccessDifference Row(string target, DifferenceSide side) => new()
        {
            Reference = "a",
            Difference = "b " + Hostile,
            Kind = AccessPartKind.Object,
            Target = target,
            Side = side,
            ReferenceValue = "read",
            DifferenceValue = "read, edit",
            ReferencePaths = [new GrantPath("Reader", ContainerKind.PermissionSet, "0PS1", null, null)],
            Reason = side == DifferenceSide.NotAssessed ? "no right to read it" : null,
        };
        return
        [
            Row("Account", DifferenceSide.Different),
            Row(Hostile, DifferenceSide.NotAssessed),
            new AccessComparison
            {
                Reference = "a",
                Difference = "b " + Hostile,
                Counts = [new AccessComparisonCount(AccessPartKind.Object, 0, 0, 1, 7, 1)],
                NotAssessed = ["tabs: no right"],
            },
        ];
    }

    public static IEnumerable<object> Activity()
    {
        var coverage = new SfActivityCoverage { By = [SfActivityDimension.Identity, SfActivityDimension.Hour], Since = Now.AddDays(-1), Until = Now, FirstEvent = Now.AddHours(-5), LastEvent = Now, EventTypes = ["ApiTotalUsage"], Events = 12, Counted = 10, CountedElsewhere = 1, Damaged = 1 };
        SfActivity Row(int hour, long calls, long errors) => new() { Username = "integ@acme.example", Client = "=cmd|' /C calc'!A0", AddressBlock = "203.0.113.0/24", Day = Now.Date, Hour = hour, SobjectType = "Account", Operation = "query", Calls = calls, Rows = calls * 10, Errors = errors, FirstSeen = Now.AddHours(-5), LastSeen = Now, Coverage = coverage };
        return [Row(4, 7, 0), Row(23, 3, 1)];
    }

    public static IEnumerable<object> Use()
    {
        SfUnusedAccess Grant(string target, SfAccessUse verdict) => new() { Username = "integ@acme.example", ScopeName = "orders", Integration = "orders", PermissionSet = "Integ", SobjectType = target, Access = "delete", Verdict = verdict, Reason = "Reason " + Hostile, Confidence = FindingConfidence.High, WindowStart = Now.AddDays(-90), WindowEnd = Now, Days = 90, DaysCovered = 88 };
        return [Grant("Account", SfAccessUse.Unused), Grant("Case", SfAccessUse.Used), Grant("Lead", SfAccessUse.NoEvidence)];
    }

    public static string Written(IReportWriter writer, ReportModel model)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        writer.Write(model, text);
        return text.ToString();
    }
}
