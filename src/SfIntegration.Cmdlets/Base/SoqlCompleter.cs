using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Cmdlets.Base;

/// <summary>Completes the last word of a query: an object after FROM, a field of that object anywhere behind it.</summary>
public sealed class SoqlCompleter : OrgBackedCompleter
{
    private static readonly Regex s_from = new(@"\bFROM\s+(?<object>\w+)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex s_afterFrom = new(@"\bFROM\s+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation)
    {
        var start = word.LastIndexOfAny(new[] { ' ', ',', '(', '=', '\n' }) + 1;
        var (before, last) = (word.Substring(0, start), word.Substring(start));
        if (s_afterFrom.IsMatch(before))
        {
            var objects = await api.Describe.GlobalAsync(cancellation).ConfigureAwait(false);
            return Matching(objects.Select(o => ((string)o["name"]!, (string?)o["label"] ?? "")), before, last);
        }

        if (s_from.Match(before) is { Success: true } from)
        {
            var describe = await api.Describe.ObjectAsync(from.Groups["object"].Value, cancellation).ConfigureAwait(false);
            return Matching(describe["fields"]!.Select(f => ((string)f["name"]!, (string?)f["label"] ?? "")), before, last);
        }

        return Array.Empty<(string, string)>();
    }

    private static IReadOnlyList<(string Value, string Tip)> Matching(IEnumerable<(string Name, string Label)> names, string before, string last) => names
        .Where(n => n.Name.StartsWith(last, StringComparison.OrdinalIgnoreCase))
        .Select(n => (before + n.Name, n.Label))
        .ToList();
}
