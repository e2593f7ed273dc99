using System;
using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Activity.Logs;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>Events as PowerShell objects. Their type names are "SfIntegration.EventLogRow#Login" and "SfIntegration.EventLogRow", which the default view knows.</summary>
internal sealed class EventObjects
{
    private const string TypeName = "SfIntegration.EventLogRow";

    private IReadOnlyList<string> _columns = Array.Empty<string>();
    private bool[] _isShown = Array.Empty<bool>();

    public PSObject Of(EventRow row)
    {
        if (!ReferenceEquals(_columns, row.Columns))
        {
            Open(row.Columns);
        }

        var result = new PSObject();
        result.TypeNames.Insert(0, TypeName);
        result.TypeNames.Insert(0, TypeName + "#" + row.EventType);
        for (var i = 0; i < _isShown.Length; i++)
        {
            if (_isShown[i])
            {
                result.Properties.Add(new PSNoteProperty(_columns[i], row.Values[i]));
            }
        }

        result.Properties.Add(new PSNoteProperty("Org", row.Org));
        return result;
    }

    // A header that names a column twice must not stop everything: the first one counts.
    private void Open(IReadOnlyList<string> columns)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Org", "" };
        _columns = columns;
        _isShown = new bool[columns.Count];
        for (var i = 0; i < columns.Count; i++)
        {
            _isShown[i] = seen.Add(columns[i]);
        }
    }
}
