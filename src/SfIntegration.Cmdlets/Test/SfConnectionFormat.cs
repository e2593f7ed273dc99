using System;
using System.Collections.Generic;
using SfIntegration.Diagnosis;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the view of Test-SfConnection. For SfIntegration.Format.ps1xml.</summary>
public static class SfConnectionFormat
{
    /// <summary>What was found; of a failure also why, and what to do.</summary>
    /// <param name="step">The step.</param>
    public static string Found(SfConnectionStep step)
    {
        var lines = new List<string> { step.Message };
        Add("Cause: ", step.Cause);
        Add("Cure: ", step.Cure);
        Add("> ", step.Cmdlet);
        return string.Join(Environment.NewLine, lines);

        void Add(string label, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                lines.Add(label + text);
            }
        }
    }
}
