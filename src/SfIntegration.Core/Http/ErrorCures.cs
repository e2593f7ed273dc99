using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>What an error means.</summary>
/// <param name="Cause">What is wrong at the other end; null where the message says it all.</param>
/// <param name="Cure">What puts it right.</param>
/// <param name="Cmdlet">The line of ours that does, with {places} for names; null where none does.</param>
internal sealed record ErrorExplanation(string? Cause, string Cure, string? Cmdlet);

/// <summary>What to do about an error, from error-cures.json: first row whose code and message part fit.</summary>
internal static class ErrorCures
{
    private static readonly Lazy<IReadOnlyList<Row>> s_rows = new(() => Load("SfIntegration.Http.Data.error-cures.json"));

    /// <summary>Every line of the table that names a cmdlet, so that a test can look whether there is one.</summary>
    public static IEnumerable<string> Cmdlets => s_rows.Value.Select(r => r.What.Cmdlet).Where(c => c is not null)!;

    public static string? Find(string? code, string? message) => Explain(code, message)?.Cure;

    /// <summary>Cause, cure and cmdlet. Salesforce's documentation and its answers differ in capitals, quotes and blanks, so none of them counts.</summary>
    public static ErrorExplanation? Explain(string? code, string? message)
    {
        var said = Plain(message);
        return s_rows.Value.FirstOrDefault(row =>
            string.Equals(row.Code, code, StringComparison.OrdinalIgnoreCase)
            && (row.Message is null || said.IndexOf(row.Message, StringComparison.OrdinalIgnoreCase) >= 0))?.What;
    }

    private static string Plain(string? message) =>
        string.Join(" ", (message ?? string.Empty).Replace('\u2019', '\'').Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static IReadOnlyList<Row> Load(string name)
    {
        using var stream = typeof(ErrorCures).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var text = new StreamReader(stream);
        var rows = new List<Row>();
        foreach (var row in (JArray)SfJson.Read(text))
        {
            rows.Add(new Row(row.Text("code")!, row.Text("message"), new ErrorExplanation(row.Text("cause"), row.Text("cure")!, row.Text("cmdlet"))));
        }

        return rows;
    }

    private sealed record Row(string Code, string? Message, ErrorExplanation What);
}
