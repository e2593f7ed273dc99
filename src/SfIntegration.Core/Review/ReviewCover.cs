using System.Collections.Generic;
using System.Linq;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Review;

/// <summary>The cover of a pack: what somebody has to know before standing for an identity's access, on two pages of Markdown.</summary>
internal static class ReviewCover
{
    public static string Of(ReviewMaterial material)
    {
        var lines = new List<string>();
        Head(material, lines);
        Integrations(material, lines);
        Changes(material, lines);
        Unused(material, lines);
        Exceptions(material, lines);
        Findings(material, lines);
        Access(material, lines);
        Next(material, lines);
        return string.Concat(lines.Select(l => LegalText.Utf8(l) + "\n"));
    }

    private static void Head(ReviewMaterial m, List<string> lines)
    {
        lines.Add($"# Access review: {Markdown.Text(m.Scope.Identity.Username)}");
        lines.Add("");
        lines.Add("| | |");
        lines.Add("|---|---|");
        lines.Add($"| scope | {Markdown.Text(m.Scope.Name)} |");
        lines.Add($"| org | {Markdown.Text(m.Org.ToString())} ({Markdown.Text(m.Org.OrgId)}) |");
        lines.Add($"| owner | {Contact(m.Scope.Owner)} |");
        lines.Add($"| access read | {Words.Moment(m.Now)} |");
        lines.Add($"| grants | {m.Access.Grants.Count}{(m.Access.NotRead.Count == 0 ? "" : $"; **not read:** {Markdown.Text(string.Join(", ", m.Access.NotRead))}")} |");
        lines.Add($"| last approval | {(m.Last is { } last ? $"{Words.Day(last.ApprovedAt)} by {Markdown.Text(last.ApprovedBy)} ({Markdown.Text(last.Ticket)}), until {Words.Day(last.ReviewBy)}" : "none: this is the first review")} |");
        lines.Add($"| made by | SfIntegration {Markdown.Text(ToolVersion.Current)} |");
        lines.Add("");
    }

    private static void Integrations(ReviewMaterial m, List<string> lines)
    {
        lines.Add("## What it is for");
        lines.Add("");
        lines.Add("| integration | purpose | system | owner | approved | review by |");
        lines.Add("|---|---|---|---|---|---|");
        lines.AddRange(m.Scope.Integrations.Select(i =>
            $"| {Markdown.Text(i.Name)} | {Markdown.Text(i.Purpose ?? "")} | {Markdown.Text(i.System ?? "")} | {Contact(i.Owner)} | {(i.Approval is { } a ? Markdown.Text($"{a.By} {a.Ticket}".Trim()) : "")} | {(i.Approval?.ReviewBy is { } by ? Words.Day(by) : "")} |"));
        lines.Add("");
    }

    private static void Changes(ReviewMaterial m, List<string> lines)
    {
        lines.Add("## Changes since the last review");
        lines.Add("");
        if (m.Last is null)
        {
            lines.Add("There was none. Everything below is to be approved for the first time.");
        }
        else if (m.Changes.Count == 0)
        {
            lines.Add("None.");
        }
        else
        {
            lines.Add("| | kind | target | approved | now |");
            lines.Add("|---|---|---|---|---|");
            lines.AddRange(m.Changes.Select(c => $"| {(c.IsMore ? "**more**" : "less")} | {c.Kind} | {Markdown.Text(c.Target)} | {Markdown.Text(c.Before ?? "nothing")} | {Markdown.Text(c.After ?? "nothing")} |"));
        }

        if (m.Last is { } approved && approved.ScopeHash != m.Scope.SourceHash)
        {
            lines.Add("");
            lines.Add("The scope file has changed since then; git shows how.");
        }

        lines.Add("");
    }

    private static void Unused(ReviewMaterial m, List<string> lines)
    {
        lines.Add("## What is not used");
        lines.Add("");
        var unused = m.Use?.Where(u => u.Verdict == SfAccessUse.Unused).ToList();
        if (unused is null)
        {
            lines.Add("Not assessed: no logs were looked at. Find-SfUnusedAccess reads saved ones; give its rows with -UnusedAccess.");
        }
        else if (unused.Count == 0)
        {
            lines.Add($"Nothing is known to be unused among {m.Use!.Count} grants that were looked at.");
        }
        else
        {
            lines.Add("| object | field | access | because | sure |");
            lines.Add("|---|---|---|---|---|");
            lines.AddRange(unused.Select(u => $"| {Markdown.Text(u.SobjectType ?? "")} | {Markdown.Text(u.Field ?? "")} | {Markdown.Text(u.Access)} | {Markdown.Text(u.Reason)} | {u.Confidence} |"));
        }

        lines.Add("");
    }

    private static void Exceptions(ReviewMaterial m, List<string> lines)
    {
        lines.Add("## Exceptions");
        lines.Add("");
        if (m.Scope.Exceptions.Count == 0)
        {
            lines.Add("None.");
        }
        else
        {
            lines.Add("| rule | target | reason | owner | approved by | ticket | until |");
            lines.Add("|---|---|---|---|---|---|---|");
            lines.AddRange(m.Scope.Exceptions.OrderBy(e => e.Expires).Select(e =>
                $"| {Markdown.Text(e.Rule)} | {Markdown.Text(e.Target)} | {Markdown.Text(e.Reason)} | {Markdown.Text(e.Owner)} | {Markdown.Text(e.ApprovedBy)} | {Markdown.Text(e.Ticket ?? "")} | {Words.Day(e.Expires)}{(ExceptionBook.HasLapsed(e, m.Now) ? " **lapsed**" : "")} |"));
        }

        lines.Add("");
    }

    private static void Findings(ReviewMaterial m, List<string> lines)
    {
        var fails = m.Findings.Where(f => f.Outcome == Outcome.Fail).OrderByDescending(f => f.Severity).ToList();
        lines.Add($"## What the rules say ({fails.Count} fail, {m.Findings.Count(f => f.Outcome == Outcome.NotAssessed)} not assessed, of {m.Findings.Count})");
        lines.Add("");
        lines.AddRange(fails.Count == 0 ? new[] { "Nothing fails." } : fails.Select(f => $"- **{f.Severity}** {f.RuleId} {Markdown.Text(f.Title)}: {Markdown.Text(f.Target)}. {Markdown.Text(f.Message)}"));
        lines.Add("");
    }

    private static void Access(ReviewMaterial m, List<string> lines)
    {
        lines.Add($"## What it can use ({m.Access.Grants.Count})");
        lines.Add("");
        lines.Add("| kind | name | access |");
        lines.Add("|---|---|---|");
        lines.AddRange(m.Access.Grants.Select(g => $"| {g.Kind} | {Markdown.Text(g.Target)} | {Markdown.Text(g.Access)} |"));
        lines.Add("");
        lines.Add("Who gives each of them stands in report.html.");
        lines.Add("");
    }

    private static void Next(ReviewMaterial m, List<string> lines)
    {
        lines.Add("## To approve");
        lines.Add("");
        lines.Add("    Approve-SfAccessReview <this folder> -ApprovedBy <you> -Ticket <ticket> -ReviewBy " + Words.Day(m.Now.AddDays(SfReviewDates.Quarter)));
        lines.Add("");
        lines.Add("It writes the approval beside the scope file. From then on Test-SfLeastPrivilege fails when the access is another (SFI608), when the day has passed (SFI609), or when the approval was changed (SFI610).");
    }

    private static string Contact(ScopeContact? contact) => contact is null ? "" : Markdown.Text($"{contact.Name} <{contact.Contact}>");
}

/// <summary>How long an approval holds.</summary>
internal static class SfReviewDates
{
    /// <summary>Days of a quarter.</summary>
    public const int Quarter = 91;
}
