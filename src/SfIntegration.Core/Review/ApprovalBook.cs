using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;
using SfIntegration.Scope;

namespace SfIntegration.Review;

/// <summary>
/// The approvals of one scope file, oldest first: the file beside it that ends in .approval.json (schemas/access-approval.schema.json). Each carries the hash
/// of itself and of the one before. That shows a hand that changes a line or takes one out of the middle; one that cuts off the newest, or makes the hashes anew, is
/// git's to show.
/// </summary>
internal sealed class ApprovalBook
{
    private const int Version = 1;
    private const string Ending = ".approval.json";

    public ApprovalBook(string path, IReadOnlyList<Approval> approvals, string? problem = null)
    {
        Path = path;
        Approvals = approvals;
        Problem = problem ?? Broken(approvals);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>All of them, oldest first.</summary>
    public IReadOnlyList<Approval> Approvals { get; }

    /// <summary>Why the file cannot be believed; null where it can.</summary>
    public string? Problem { get; }

    /// <summary>The newest approval of that identity, or null.</summary>
    public Approval? Latest(string username) => Approvals.LastOrDefault(a => string.Equals(a.Username, username, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the approvals of a scope file lie: "orders.scope.yaml" has "orders.approval.json" beside it.</summary>
    public static string PathFor(string scopePath)
    {
        var name = System.IO.Path.GetFileName(scopePath);
        var stem = new[] { ".scope.yaml", ".scope.yml", ".scope.json" }.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending
            ? name.Substring(0, name.Length - ending.Length)
            : System.IO.Path.GetFileNameWithoutExtension(name);
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(scopePath) ?? "", stem + Ending);
    }

    /// <summary>The approvals of a scope, or null where it came from no file or has none yet.</summary>
    public static ApprovalBook? For(AccessScope? scope) => scope?.SourceFile is { } source && File.Exists(PathFor(source)) ? Read(PathFor(source)) : null;

    /// <summary>Reads the file. One that is no approval file is a book with a problem: the test must fail over it, not break.</summary>
    public static ApprovalBook Read(string path)
    {
        try
        {
            var root = SfJson.Parse(File.ReadAllText(path));
            return root is JObject file && file.Text("approvalVersion") == "1" && file["approvals"] is JArray list && list.All(a => a is JObject)
                ? new ApprovalBook(path, list.Select(Approval.FromJson).ToList())
                : new ApprovalBook(path, Array.Empty<Approval>(), "it is no approval file of version 1");
        }
        catch (Exception error) when (error is JsonException or SfException)
        {
            return new ApprovalBook(path, Array.Empty<Approval>(), "it is no JSON: " + error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new ApprovalBook(path, Array.Empty<Approval>(), "it cannot be read: " + error.Message);
        }
    }

    /// <summary>The book with one more, which gets its place in the chain and its hash.</summary>
    public ApprovalBook With(Approval approval)
    {
        var chained = approval with { Previous = Approvals.LastOrDefault()?.StatedHash };
        return new ApprovalBook(Path, Approvals.Append(chained with { StatedHash = chained.Hash() }).ToList(), Problem);
    }

    /// <summary>Writes the file at once or not at all.</summary>
    public void Write()
    {
        var json = new JObject { ["approvalVersion"] = Version, ["approvals"] = new JArray(Approvals.Select(a => a.ToJson())) };
        using var text = new StringWriter { NewLine = "\n" };
        using (var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented, CloseOutput = false })
        {
            json.WriteTo(writer);
        }

        var fresh = Path + ".new";
        File.WriteAllText(fresh, text + "\n", new UTF8Encoding(false));
        if (File.Exists(Path))
        {
            File.Replace(fresh, Path, null);
        }
        else
        {
            File.Move(fresh, Path);
        }
    }

    private static string? Broken(IReadOnlyList<Approval> approvals)
    {
        for (var i = 0; i < approvals.Count; i++)
        {
            var approval = approvals[i];
            var before = i == 0 ? null : approvals[i - 1].StatedHash;
            if (approval.StatedHash != approval.Hash())
            {
                return $"approval {i + 1} ({approval.Username}, {approval.Ticket}) is not what was written: its hash does not fit";
            }

            if (approval.Previous != before)
            {
                return $"approval {i + 1} ({approval.Username}, {approval.Ticket}) does not follow the one before it: one was taken out, put in or moved";
            }
        }

        return null;
    }
}
