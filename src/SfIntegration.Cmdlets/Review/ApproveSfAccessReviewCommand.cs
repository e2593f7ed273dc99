using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Review;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Review;

/// <summary>
/// Records that somebody stands for what a pack shows: who, when, under which ticket, until when, and the hash of it, in the file beside the scope that ends in
/// .approval.json. It asks no org. From then on Test-SfLeastPrivilege fails where the access is another.
/// </summary>
[Cmdlet(VerbsLifecycle.Approve, "SfAccessReview", SupportsShouldProcess = true)]
[OutputType(typeof(SfAccessApproval))]
public sealed class ApproveSfAccessReviewCommand : CancellableCmdlet
{
    /// <summary>The folder of the pack that New-SfAccessReview wrote; taken from what it emits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Who approves: an address or a name that can be asked later.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string ApprovedBy { get; set; } = "";

    /// <summary>The ticket under which it was decided.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Ticket { get; set; } = "";

    /// <summary>The last day of the approval; a quarter (91 days) from now where left out.</summary>
    [Parameter]
    public DateTime? ReviewBy { get; set; }

    internal override object? ErrorTarget => Path;

    internal override void ProcessItem()
    {
        var now = DateTime.UtcNow;
        var until = ReviewBy?.Date ?? now.Date.AddDays(SfReviewDates.Quarter);
        if (until < now.Date)
        {
            throw new CmdletError("SfReviewDatePassed", ErrorCategory.InvalidArgument, ReviewBy, $"-ReviewBy {Words.Day(until)} has passed.", "Give a day to come, as in -ReviewBy " + Words.Day(now.AddDays(SfReviewDates.Quarter)) + ".");
        }

        var folder = FilePath(Path);
        var draft = Draft(folder, out var scopePath);
        var file = ApprovalBook.PathFor(scopePath);
        var book = File.Exists(file) ? ApprovalBook.Read(file) : new ApprovalBook(file, Array.Empty<Approval>());
        if (book.Problem is { } problem)
        {
            throw new CmdletError("SfApprovalChanged", ErrorCategory.InvalidData, file, $"The approval file '{file}' cannot be believed: {problem}.", "Restore it from version control, or move it away to begin anew.");
        }

        if (!ShouldProcess(file, $"Approve {draft.Access.Grants.Count} grants of {draft.Username} until {Words.Day(until)}, by {ApprovedBy} ({Ticket})"))
        {
            return;
        }

        var approved = book.With(draft with { ApprovedBy = ApprovedBy, Ticket = Ticket, ApprovedAt = now, ReviewBy = until });
        approved.Write();
        WriteObject(new SfAccessApproval(approved.Approvals.Last(), file));
    }

    /// <summary>What the pack asks for, where neither it nor the scope was changed since.</summary>
    private Approval Draft(string folder, out string scopePath)
    {
        if (!File.Exists(System.IO.Path.Combine(folder, ReviewPack.Grants)))
        {
            throw new CmdletError("SfNoReview", ErrorCategory.ObjectNotFound, Path, $"There is no access review in '{Path}'.", "Give the folder that New-SfAccessReview wrote; it holds " + ReviewPack.Grants + ".");
        }

        Approval draft;
        try
        {
            draft = ReviewPack.Read(folder, out scopePath);
        }
        catch (InvalidDataException error)
        {
            throw new CmdletError("SfReviewChanged", ErrorCategory.InvalidData, Path, error.Message, "Make a new pack with New-SfAccessReview; only what it wrote can be approved.", error);
        }

        if (!File.Exists(scopePath))
        {
            throw new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, scopePath, $"There is no scope file '{scopePath}', which the pack was made of.", "Keep pack and scope file where they were to each other, or make a new pack.");
        }

        if (ScopeReader.ReadFile(scopePath).Get().SourceHash != draft.ScopeHash)
        {
            throw new CmdletError("SfReviewStale", ErrorCategory.InvalidData, scopePath, $"The scope file '{scopePath}' has changed since the pack was made.", "Make a new pack with New-SfAccessReview and look at that.");
        }

        return draft;
    }
}
