using System;
using System.Collections.Generic;
using System.IO;
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

    public static ReportModel Model() => ReportModel.Of(Run().Findings, [Plan()], Now);

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

    public static string Written(IReportWriter writer, ReportModel model)
    {
        using var text = new StringWriter { NewLine = "\r\n" };
        writer.Write(model, text);
        return text.ToString();
    }
}
