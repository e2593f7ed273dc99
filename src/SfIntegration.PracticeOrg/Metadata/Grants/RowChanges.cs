using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>
/// Changes of rows that depend on each other in an order nobody wrote down (a detail object's row needs its master's): what is
/// refused is tried again after the others, until nothing moves any more.
/// </summary>
internal static class RowChanges
{
    public static void Run(IEnumerable<Action> changes)
    {
        var waiting = changes.ToList();
        while (waiting.Count > 0)
        {
            SfFault? first = null;
            var refused = new List<Action>();
            foreach (var change in waiting)
            {
                try
                {
                    change();
                }
                catch (SfFault fault) when (fault.Code == "FIELD_INTEGRITY_EXCEPTION")
                {
                    first ??= fault;
                    refused.Add(change);
                }
            }

            if (refused.Count == waiting.Count)
            {
                throw first!;
            }

            waiting = refused;
        }
    }
}
