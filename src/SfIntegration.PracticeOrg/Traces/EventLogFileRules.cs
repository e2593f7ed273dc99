using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Traces;

/// <summary>Event log files are read only, and can be deleted where the org's settings say so (OR:eventlogfile).</summary>
internal sealed class EventLogFileRules : ObjectRules
{
    private const string Setting = "EventSettings.enableDeleteMonitoringData";

    public override string Type => "EventLogFile";

    public override void BeforeDelete(Write write)
    {
        if (!write.Engine.Settings.Flag(Setting))
        {
            throw Faults.NotSupported(write.Schema, "delete");
        }
    }

    public override void AfterDelete(Write write) => write.Engine.LogFiles.Forget(write.Row.Id);
}
