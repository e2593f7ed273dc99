using System;
using System.IO;
using SfIntegration.Practice.Snapshots;

namespace SfIntegration.Practice;

/// <content>Beginning as the org that a snapshot is of.</content>
public sealed partial class PracticeOrg
{
    /// <summary>
    /// Puts the access state of a snapshot file (docs/snapshot.md) in the place of this org's own: users, licences, profiles, sets, groups,
    /// assignments, and a schema grown to what can be granted. Sessions end. A <see cref="FormatException"/> leaves this org as it is.
    /// </summary>
    /// <param name="stream">The file, packed or as text; one that can seek.</param>
    public void LoadSnapshot(Stream stream)
    {
        lock (_gate)
        {
            _org.Administrator = SnapshotLoad.Load(_org, stream ?? throw new ArgumentNullException(nameof(stream)));
        }
    }
}
