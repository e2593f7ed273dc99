using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Access.Comparison;
using SfIntegration.Http;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Review;

/// <summary>What goes into a pack.</summary>
internal sealed class ReviewMaterial
{
    public required AccessScope Scope { get; init; }

    public required SfOrg Org { get; init; }

    public required DateTime Now { get; init; }

    public required GrantList Access { get; init; }

    /// <summary>The same, as rows of effective access, for the report.</summary>
    public required IReadOnlyList<SfIntegration.Access.SfEffectiveGrant> Rows { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What logs show of the use; null where none were looked at.</summary>
    public IReadOnlyList<SfUnusedAccess>? Use { get; init; }

    public Approval? Last { get; init; }

    /// <summary>What changed since the last approval; none where there is none.</summary>
    public IReadOnlyList<GrantChange> Changes => Last is null ? Array.Empty<GrantChange>() : GrantChange.Between(Last.Access, Access);
}

/// <summary>
/// The folder of a review: review.md (the cover), report.html (everything), grants.json (what is approved), and the scope file as it was. Approve-SfAccessReview
/// reads grants.json.
/// </summary>
internal static class ReviewPack
{
    public const string Grants = "grants.json";
    private const int Version = 1;

    /// <summary>Writes the files into a folder that is there.</summary>
    public static void Write(string folder, ReviewMaterial material)
    {
        File.WriteAllText(Path.Combine(folder, "review.md"), ReviewCover.Of(material), new UTF8Encoding(false));
        using (var page = new StreamWriter(Path.Combine(folder, "report.html"), append: false, new UTF8Encoding(false)))
        {
            new HtmlReportWriter().Write(Report(material), page);
        }

        File.Copy(material.Scope.SourceFile!, Path.Combine(folder, Path.GetFileName(material.Scope.SourceFile!)), overwrite: true);
        File.WriteAllText(Path.Combine(folder, Grants), Subject(folder, material) + "\n", new UTF8Encoding(false));
    }

    /// <summary>The approval that the pack asks for, without who, when and why.</summary>
    /// <param name="folder">The pack.</param>
    /// <param name="scopePath">The scope file that the pack was made of.</param>
    /// <exception cref="InvalidDataException">grants.json is not what was written; the message says why.</exception>
    public static Approval Read(string folder, out string scopePath)
    {
        JToken root;
        try
        {
            root = SfJson.Parse(File.ReadAllText(Path.Combine(folder, Grants)));
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{Grants} is no JSON: {error.Message}", error);
        }

        var draft = Approval.FromJson(root);
        if (root.Text("reviewVersion") != "1" || root.Text("scopeFile") is not { } file)
        {
            throw new InvalidDataException($"{Grants} is no review of version 1.");
        }

        if (draft.StatedHash != draft.Hash())
        {
            throw new InvalidDataException($"{Grants} is not what New-SfAccessReview wrote: its hash does not fit.");
        }

        scopePath = Path.GetFullPath(Path.Combine(folder, file));
        return draft;
    }

    /// <summary>Everything in one report: findings, access, what changed, what was used.</summary>
    private static ReportModel Report(ReviewMaterial material) => ReportModel.Of(material.Findings, material.Now,
        material.Rows.Cast<object>().Concat(Differences(material)).Concat(material.Use ?? Array.Empty<SfUnusedAccess>()).ToArray());

    private static IEnumerable<object> Differences(ReviewMaterial material)
    {
        if (material.Last is not { } last)
        {
            yield break;
        }

        var before = $"approved {Words.Day(last.ApprovedAt)}";
        foreach (var change in material.Changes)
        {
            yield return new AccessDifference
            {
                Org = material.Org,
                DifferenceOrg = material.Org,
                Reference = before,
                Difference = "now",
                Username = last.Username,
                Kind = Enum.TryParse<AccessPartKind>(change.Kind, out var kind) ? kind : AccessPartKind.SetupEntity,
                Target = change.Target,
                Side = change.Before is null ? DifferenceSide.DifferenceOnly : change.After is null ? DifferenceSide.ReferenceOnly : DifferenceSide.Different,
                ReferenceValue = change.Before ?? "",
                DifferenceValue = change.After ?? "",
            };
        }
    }

    private static string Subject(string folder, ReviewMaterial material)
    {
        var draft = new Approval
        {
            ScopeName = material.Scope.Name,
            Username = material.Scope.Identity.Username,
            OrgId = material.Org.OrgId,
            ScopeHash = material.Scope.SourceHash ?? "",
            ReviewedAt = material.Now,
            Access = material.Access,
        };
        var json = new JObject { ["reviewVersion"] = Version, ["scopeFile"] = Relative(folder, material.Scope.SourceFile!) };
        json.Merge((draft with { StatedHash = draft.Hash() }).ToJson());
        return json.ToString(Formatting.Indented).Replace("\r\n", "\n");
    }

    /// <summary>The scope file as seen from the pack, so that both may move together.</summary>
    private static string Relative(string folder, string file)
    {
        var from = new Uri(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar);
        var to = new Uri(Path.GetFullPath(file));
        return from.Scheme == to.Scheme && from.Host == to.Host ? Uri.UnescapeDataString(from.MakeRelativeUri(to).ToString()) : to.LocalPath;
    }
}
