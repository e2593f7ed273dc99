using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Base;

/// <summary>
/// Which connection a runspace means when it names none. Connections are of the process; the default is of the runspace, so that
/// ForEach-Object -Parallel and thread jobs do not change each other's. A runspace without one means the only one open.
/// </summary>
internal static class DefaultOrg
{
    private static readonly ConditionalWeakTable<Runspace, Holder> s_defaults = new();

    public static SfConnection? Find() => Find(Runspace.DefaultRunspace);

    /// <summary>The default of that runspace; only the pipeline's own thread knows its runspace by itself.</summary>
    public static SfConnection? Find(Runspace? runspace)
    {
        var all = ConnectionRegistry.Shared.All;
        if (runspace is not null && s_defaults.TryGetValue(runspace, out var holder) && holder.Org is { } org)
        {
            return ConnectionRegistry.Shared.Find(org);
        }

        return all.Count == 1 ? all[0] : null;
    }

    public static void Set(SfOrg? org)
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            s_defaults.GetOrCreateValue(runspace).Org = org;
        }
    }

    private sealed class Holder
    {
        public SfOrg? Org { get; set; }
    }
}
