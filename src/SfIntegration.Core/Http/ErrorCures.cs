using System;
using System.Collections.Generic;
using System.IO;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>What to do about an error, from error-cures.json: first row whose code and message part fit.</summary>
internal static class ErrorCures
{
    private static readonly Lazy<IReadOnlyList<Row>> s_rows = new(Load);

    public static string? Find(string? code, string? message)
    {
        foreach (var row in s_rows.Value)
        {
            if (string.Equals(row.Code, code, StringComparison.OrdinalIgnoreCase)
                && (row.Message is null || (message ?? string.Empty).IndexOf(row.Message, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return row.Cure;
            }
        }

        return null;
    }

    private static IReadOnlyList<Row> Load()
    {
        const string Name = "SfIntegration.Http.Data.error-cures.json";
        using var stream = typeof(ErrorCures).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The resource {Name} is missing from the assembly.");
        using var text = new StreamReader(stream);
        var rows = new List<Row>();
        foreach (var row in (JArray)SfJson.Read(text))
        {
            rows.Add(new Row(row.Text("code")!, row.Text("message"), row.Text("cure")!));
        }

        return rows;
    }

    private sealed record Row(string Code, string? Message, string Cure);
}
