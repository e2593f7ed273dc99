using SfIntegration.Rules;

namespace SfIntegration.Diagnosis;

/// <summary>What a judgement says of a step, before it is known to which org and address it belongs.</summary>
internal sealed record StepResult(Outcome Outcome, string Message)
{
    public string? Cause { get; init; }

    public string? Cure { get; init; }

    public string? Cmdlet { get; init; }

    public string? Code { get; init; }

    public string? Target { get; init; }

    public static StepResult Pass(string message) => new(Outcome.Pass, message);

    public static StepResult NotAssessed(string message) => new(Outcome.NotAssessed, message);

    public static StepResult Fail(string message, string? cause, string? cure, string? cmdlet = null, string? code = null) =>
        new(Outcome.Fail, message) { Cause = cause, Cure = cure, Cmdlet = cmdlet, Code = code };
}
