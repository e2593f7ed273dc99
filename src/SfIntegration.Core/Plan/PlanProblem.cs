namespace SfIntegration.Plan;

/// <summary>What would refuse or surprise, said before the first write.</summary>
/// <param name="Code">A stable word: LicenseUsedUp, SetNotOurs, UnknownField ...</param>
/// <param name="Target">What it is about.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Cure">What would be right.</param>
/// <param name="Stops">True: nothing is applied while it stands. False: a warning.</param>
/// <param name="Source">The scope line, "file(line,column)", if any.</param>
public sealed record PlanProblem(string Code, string Target, string Message, string Cure, bool Stops, string? Source)
{
    /// <inheritdoc/>
    public override string ToString() => (Source is null ? "" : Source + ": ") + $"{Target}: {Message} {Cure}";
}
