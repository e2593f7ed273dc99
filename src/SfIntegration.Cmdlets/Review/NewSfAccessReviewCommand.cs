using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Proof;
using SfIntegration.Review;
using SfIntegration.Rules;
using SfIntegration.Rules.Live;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Review;

/// <summary>
/// Lays out what an identity can use for whoever has to stand for it: what it is for, what it can do and who gives it, what changed since the last approval, what
/// is not used, which exceptions there are, and what the rules say. Approve-SfAccessReview records the decision.
/// </summary>
[Cmdlet(VerbsCommon.New, "SfAccessReview", SupportsShouldProcess = true)]
[OutputType(typeof(SfAccessReview))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class NewSfAccessReviewCommand : OrgCmdlet
{
    /// <summary>The scope of the identity, from its file (Import-SfAccessScope).</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public AccessScope? Scope { get; set; }

    /// <summary>The folder for the packs; each gets a folder of its own in it, named after the scope and the day. Left out, it is "reviews" beside the scope file.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>What saved logs show of the use, from Find-SfUnusedAccess -All. Without it the pack says that nobody looked.</summary>
    [Parameter]
    [ValidateNotNull]
    public SfUnusedAccess[]? UnusedAccess { get; set; }

    /// <summary>A policy file, for the findings in the pack.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>Writes over the pack of the same day.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => Scope;

    internal override void ProcessItem()
    {
        var scope = Scope!;
        if (scope.SourceFile is not { } file)
        {
            throw new CmdletError("SfScopeHasNoFile", ErrorCategory.InvalidArgument, scope, $"The scope {scope.Name} came from no file, so there is nothing to put an approval beside.", "Write it to a file (New-SfAccessScope -Path) and read that with Import-SfAccessScope.");
        }

        var now = DateTime.UtcNow;
        var folder = System.IO.Path.Combine(Path is null ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "reviews") : FilePath(Path), $"{scope.Name}{(scope.Environment is null ? "" : "-" + scope.Environment)}-{Words.Day(now)}");
        if (!Force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new CmdletError("SfReviewExists", ErrorCategory.ResourceExists, folder, $"There is already a pack in '{folder}'.", "Approve that one, or write over it with -Force.");
        }

        if (!ShouldProcess(folder, $"Write access review of {scope.Identity.Username}"))
        {
            return;
        }

        var material = Gather(scope, now);
        Directory.CreateDirectory(folder);
        ReviewPack.Write(folder, material);
        TellUnread(material);
        WriteObject(new SfAccessReview
        {
            Org = material.Org,
            ScopeName = scope.Name,
            ScopePath = file,
            Username = scope.Identity.Username,
            Owner = scope.Owner?.Name,
            Contact = scope.Owner?.Contact,
            Path = folder,
            ReviewedAt = now,
            Grants = material.Access.Grants.Count,
            NotRead = material.Access.NotRead,
            More = material.Last is null ? null : material.Changes.Count(c => c.IsMore),
            Less = material.Last is null ? null : material.Changes.Count(c => !c.IsMore),
            Unused = material.Use?.Count(u => u.Verdict == SfAccessUse.Unused),
            Failed = material.Findings.Count(f => f.Outcome == Outcome.Fail),
            LastApproval = material.Last is { } last ? new SfAccessApproval(last, ApprovalBook.PathFor(file)) : null,
        });
    }

    /// <summary>Says what the caller could not look at; the pack says it too. That the identity itself was not asked is no gap: a review makes no calls as it.</summary>
    private void TellUnread(ReviewMaterial material)
    {
        if (material.Access.NotRead.Count > 0)
        {
            WriteWarning($"Not everything could be read of: {string.Join(", ", material.Access.NotRead)}. What nobody could read nobody can approve; the pack says so.");
        }

        foreach (var gap in material.Findings.Where(f => f.Outcome == Outcome.NotAssessed && f.Message != LiveRule.NotCalled).Select(f => $"{f.RuleId} {f.Title}: {f.Message}").Distinct())
        {
            WriteWarning("Not assessed: " + gap);
        }
    }

    private ReviewMaterial Gather(AccessScope scope, DateTime now)
    {
        var username = scope.Identity.Username;
        var snapshot = Wait(token => new AccessReader(Api).ReadIdentityAsync(username, Array.Empty<string>(), token));
        var user = snapshot.User(username) ?? throw new CmdletError("SfUserNotFound", ErrorCategory.ObjectNotFound, username, $"The org {Api.Org} has no user '{username}'.", "Create the identity first (New-SfIntegrationUser), or connect to the org it is in.");
        var access = EffectiveAccessCalculator.Compute(snapshot, user.UserId, now);
        var recordTypes = Wait(token => SetRecordTypes.ReadAsync(Api, SchemaNeeds.RecordTypes(scope, snapshot), token));
        var book = ApprovalBook.For(scope);
        if (book?.Problem is { } problem)
        {
            throw new CmdletError("SfApprovalChanged", ErrorCategory.InvalidData, book.Path, $"The approval file '{book.Path}' cannot be believed: {problem}.", "Restore it from version control, or move it away to begin anew.");
        }

        var policy = PolicyFile.Read(this, Policy);
        return new ReviewMaterial
        {
            Scope = scope,
            Org = Api.Org,
            Now = now,
            Access = GrantList.Of(Api.Org, access, snapshot.NotRead, recordTypes),
            Rows = EffectiveRows.Of(Api.Org, access, notRead: snapshot.NotRead).ToList(),
            Findings = Wait(token => new LeastPrivilegeTest(Api).RunAsync(new TestRequest { Username = username, Scope = scope, Policy = policy }, token)).Findings,
            Use = UnusedAccess?.Where(u => string.Equals(u.Username, username, StringComparison.OrdinalIgnoreCase)).ToList(),
            Last = book?.Latest(username),
        };
    }
}
