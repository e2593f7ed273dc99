using System;

namespace SfIntegration.Plan;

/// <summary>A plan that cannot be applied or undone as it stands: blocked, stale, or a journal that does not fit.</summary>
public sealed class SfPlanException : SfException
{
    internal SfPlanException(string code, string message, string cure, Exception? inner = null)
        : base(message, cure, inner)
    {
        Code = code;
    }
}
