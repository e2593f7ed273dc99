using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Review;

/// <summary>That somebody stands for what an identity can use: who, when, under which ticket, until when, and the whole of what was approved.</summary>
internal sealed record Approval
{
    public string ScopeName { get; init; } = "";

    public string Username { get; init; } = "";

    public string OrgId { get; init; } = "";

    /// <summary>SHA-256 of the scope file that was reviewed.</summary>
    public string ScopeHash { get; init; } = "";

    /// <summary>When the access was read, UTC.</summary>
    public DateTime ReviewedAt { get; init; }

    public string ApprovedBy { get; init; } = "";

    /// <summary>When it was approved, UTC.</summary>
    public DateTime ApprovedAt { get; init; }

    public string Ticket { get; init; } = "";

    /// <summary>The last day of the approval, UTC.</summary>
    public DateTime ReviewBy { get; init; }

    public GrantList Access { get; init; } = new(Array.Empty<ReviewedGrant>(), Array.Empty<string>());

    /// <summary>The hash of the approval before, of whichever identity of the file; null for the first. An approval that is taken out from before another breaks the chain.</summary>
    public string? Previous { get; init; }

    /// <summary>What the file says the hash is; <see cref="Hash"/> says what it must be.</summary>
    public string StatedHash { get; init; } = "";

    /// <summary>SHA-256 over every part above, in lower-case hexadecimal. The order in which grants came does not matter.</summary>
    public string Hash()
    {
        // Each part is one JSON string, so that no part can pretend to be two.
        var parts = new[] { "SfIntegration approval 1", ScopeName, Username, OrgId, ScopeHash, Moment(ReviewedAt), ApprovedBy, Moment(ApprovedAt), Ticket, Day(ReviewBy), Previous ?? "" }
            .Concat(Access.NotRead.Prepend("not read"))
            .Concat(Access.Grants.SelectMany(g => new[] { g.Kind, g.Target, g.Access }).Prepend("grants"));
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("\n", parts.Select(p => JsonConvert.ToString(p))))).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>As the file keeps it.</summary>
    public JObject ToJson() => new()
    {
        ["scope"] = ScopeName,
        ["username"] = Username,
        ["orgId"] = OrgId,
        ["scopeSha256"] = ScopeHash,
        ["reviewedAt"] = Moment(ReviewedAt),
        ["approvedBy"] = ApprovedBy,
        ["approvedAt"] = Moment(ApprovedAt),
        ["ticket"] = Ticket,
        ["reviewBy"] = Day(ReviewBy),
        ["previous"] = Previous,
        ["sha256"] = StatedHash,
        ["notRead"] = new JArray(Access.NotRead),
        ["grants"] = new JArray(Access.Grants.Select(g => new JObject { ["kind"] = g.Kind, ["target"] = g.Target, ["access"] = g.Access })),
    };

    /// <summary>Reads one; a part that is missing or no text is empty, and then the hash does not fit.</summary>
    public static Approval FromJson(JToken token) => new()
    {
        ScopeName = token.Text("scope") ?? "",
        Username = token.Text("username") ?? "",
        OrgId = token.Text("orgId") ?? "",
        ScopeHash = token.Text("scopeSha256") ?? "",
        ReviewedAt = Date(token.Text("reviewedAt")),
        ApprovedBy = token.Text("approvedBy") ?? "",
        ApprovedAt = Date(token.Text("approvedAt")),
        Ticket = token.Text("ticket") ?? "",
        ReviewBy = Date(token.Text("reviewBy")),
        Previous = token.Text("previous"),
        StatedHash = token.Text("sha256") ?? "",
        Access = new GrantList(
            (token["grants"] as JArray ?? new JArray()).Select(g => new ReviewedGrant(g.Text("kind") ?? "", g.Text("target") ?? "", g.Text("access") ?? "")),
            (token["notRead"] as JArray ?? new JArray()).Select(n => n.ToString())),
    };

    private static DateTime Date(string? text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : default;

    private static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
