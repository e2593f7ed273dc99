using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Diagnosis;

/// <summary>A text of LoginHistory.Status: the step that it is about, and what it means.</summary>
/// <param name="Status">The text; Salesforce's capitals vary (facts §6.1).</param>
/// <param name="Step">The step.</param>
/// <param name="Codes">The errors of the token endpoint that go with it; with another one the row is of an earlier attempt. None where it is no sign-in through OAuth.</param>
/// <param name="What">Cause, cure and cmdlet.</param>
internal sealed record LoginStatus(string Status, ConnectionStep Step, IReadOnlyList<string> Codes, ErrorExplanation What);

/// <summary>What the texts of LoginHistory.Status mean: Data/login-statuses.json (texts: facts §6.1, §6.2).</summary>
internal static class LoginStatuses
{
    private static readonly Lazy<IReadOnlyList<LoginStatus>> s_all = new(Load);

    public static IReadOnlyList<LoginStatus> All => s_all.Value;

    /// <summary>The row of a status that may have come with that error, or null.</summary>
    public static LoginStatus? Find(string? status, string? code) => All.FirstOrDefault(s =>
        string.Equals(s.Status, status?.Trim(), StringComparison.OrdinalIgnoreCase) && s.Codes.Contains(code ?? "", StringComparer.OrdinalIgnoreCase));

    /// <summary>What a status of a failed sign-in means, whatever error went with it; null where nobody knows.</summary>
    public static ErrorExplanation? Explain(string? status) =>
        All.FirstOrDefault(s => string.Equals(s.Status, status?.Trim(), StringComparison.OrdinalIgnoreCase))?.What;

    private static IReadOnlyList<LoginStatus> Load()
    {
        const string Name = "SfIntegration.Diagnosis.Data.login-statuses.json";
        using var stream = typeof(LoginStatuses).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The resource {Name} is missing from the assembly.");
        using var text = new StreamReader(stream);
        return ((JArray)SfJson.Read(text)).Select(row => new LoginStatus(
            row.Text("status")!,
            (ConnectionStep)Enum.Parse(typeof(ConnectionStep), row.Text("step")!),
            row["codes"]!.Values<string>().ToList()!,
            new ErrorExplanation(row.Text("cause"), row.Text("cure")!, row.Text("cmdlet")))).ToList();
    }
}
