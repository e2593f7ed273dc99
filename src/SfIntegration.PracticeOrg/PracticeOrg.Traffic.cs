using System;
using SfIntegration.Practice.Traffic;

namespace SfIntegration.Practice;

/// <content>Made traffic.</content>
public sealed partial class PracticeOrg
{
    /// <summary>Puts the traffic of ten identities into the org's logs, with incidents planted among it: ApiTotalUsage, Login, LoginHistory, and the setup changes of a freeze. Users that are missing are made.</summary>
    /// <param name="traffic">What to make.</param>
    /// <returns>How much it is, and the incidents.</returns>
    public PracticeTrafficResult AddTraffic(PracticeTraffic traffic)
    {
        _ = traffic ?? throw new ArgumentNullException(nameof(traffic));
        lock (_gate)
        {
            return new TrafficLoad(_org.Engine, AdministratorUsername).Add(traffic);
        }
    }
}
