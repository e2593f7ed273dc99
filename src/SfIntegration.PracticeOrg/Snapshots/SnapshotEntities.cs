using System;

namespace SfIntegration.Practice.Snapshots;

/// <summary>What setup entity rows point to, as far as the snapshot names it and the practice org has such a thing.</summary>
internal sealed class SnapshotEntities
{
    private readonly SnapshotTables _tables;

    public SnapshotEntities(SnapshotTables tables) => _tables = tables;

    public void Add(string type, string id, string? name)
    {
        if (name is null || (type is "ApexClass" or "ApexPage" or "CustomPermission" or "TabSet" or "ConnectedApplication" or "ExternalClientApplication" && _tables.Store.Find(type, id) is not null))
        {
            return;
        }

        var at = name.IndexOf("__", StringComparison.Ordinal);
        var (ns, own) = at > 0 ? (name.Substring(0, at), name.Substring(at + 2)) : (null, name);
        switch (type)
        {
            case "ApexClass":
                _tables.Put(type, id, ("Name", own), ("NamespacePrefix", ns), ("ApiVersion", 66m), ("Status", "Active"), ("IsValid", true));
                break;
            case "ApexPage":
                _tables.Put(type, id, ("Name", own), ("NamespacePrefix", ns), ("MasterLabel", own), ("ApiVersion", 66m));
                break;
            case "CustomPermission":
                _tables.Put(type, id, ("DeveloperName", own), ("NamespacePrefix", ns), ("MasterLabel", own.Replace('_', ' ')), ("Language", "en_US"), ("IsProtected", false), ("IsLicensed", false));
                break;
            case "TabSet":
                _tables.Put(type, id, ("Name", own), ("NamespacePrefix", ns), ("Label", own.Replace('_', ' ')));
                _tables.Put("AppMenuItem", null, ("Name", own), ("NamespacePrefix", ns), ("Label", own.Replace('_', ' ')), ("ApplicationId", id), ("Type", "TabSet"), ("IsVisible", true), ("IsAccessible", true));
                break;

            // Apps come without keys and flows: a snapshot has none. Nobody signs in through them until they are set up.
            case "ConnectedApplication":
                _tables.Put(type, id, ("Name", name), ("DeveloperName", name.Replace(' ', '_')), ("OptionsAllowAdminApprovedUsersOnly", true));
                break;
            case "ExternalClientApplication":
                _tables.Put(type, id, ("DeveloperName", name), ("MasterLabel", name.Replace('_', ' ')), ("Language", "en_US"), ("DistributionState", "Local"));
                break;
        }
    }
}
