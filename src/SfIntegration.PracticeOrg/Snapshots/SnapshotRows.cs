using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Snapshots;

/// <summary>Makes the rows of an org out of a snapshot's lines, in the order of the file.</summary>
internal sealed class SnapshotRows
{
    private static readonly (string Word, string Column)[] s_access =
    {
        ("read", "PermissionsRead"), ("create", "PermissionsCreate"), ("edit", "PermissionsEdit"), ("delete", "PermissionsDelete"),
        ("viewAll", "PermissionsViewAllRecords"), ("modifyAll", "PermissionsModifyAllRecords"), ("viewAllFields", "PermissionsViewAllFields"),
    };

    private readonly SnapshotTables _tables;
    private readonly SnapshotSchema _schema;
    private readonly SnapshotEntities _entities;
    private readonly Dictionary<(string Kind, string Name), string> _containers = new();
    private readonly Dictionary<string, string> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _licenses = new(StringComparer.Ordinal);
    private Row? _container;
    private Row? _profile;

    public SnapshotRows(SnapshotTables tables, SnapshotSchema schema)
    {
        _tables = tables;
        _schema = schema;
        _entities = new SnapshotEntities(tables);
    }

    /// <summary>Who took the snapshot.</summary>
    public string TakenBy { get; private set; } = "";

    public void Take(SnapshotLine line)
    {
        switch (line.Record)
        {
            case "taken":
                TakenBy = line.Text("by");
                break;
            case "systemPermissions":
                _schema.SystemPermissions(line.Texts("names"));
                break;
            case "grantable":
                _schema.Grantable(line.Text("object"), line.Flag("takesRow"), line.Texts("fields"));
                break;
            case "userLicense":
                UserLicense(line);
                break;
            case "permissionSetLicense":
                PermissionSetLicense(line);
                break;
            case "container":
                Container(line);
                break;
            case "permission":
                Permission(line);
                break;
            case "object":
                Object(line);
                break;
            case "setupEntity":
                Entity(line);
                break;
            case "tab":
                _tables.Put("PermissionSetTabSetting", null, ("ParentId", Held(line).Id), ("Name", line.Text("name")), ("Visibility", line.Text("visibility") == "visible" ? "DefaultOn" : "DefaultOff"));
                break;
            case "group":
                Group(line);
                break;
            case "user":
                User(line);
                break;
            case "assignment":
                Assignment(line);
                break;
            case "licenseAssignment":
                _tables.Put("PermissionSetLicenseAssign", null, ("AssigneeId", UserOf(line)), ("PermissionSetLicenseId", line.Optional("licenseId") ?? Known(_licenses, line.Text("license"), line)));
                break;
            case "activation":
                Activation(line);
                break;

            // What was not read is not there; record types are in no table of the data API (facts 3.3).
            case "snapshot" or "notRead" or "recordType":
                break;
            default:
                throw line.Wrong($"a record '{line.Record}' is unknown");
        }
    }

    private void UserLicense(SnapshotLine line) => _tables.Put(
        "UserLicense",
        line.Text("id"),
        ("Name", line.Text("name")),
        ("MasterLabel", line.Text("name")),
        ("LicenseDefinitionKey", line.Optional("key")),
        ("Status", line.Text("status")),
        ("TotalLicenses", line.Number32("total")),
        ("UsedLicenses", line.Number32("used")));

    private void PermissionSetLicense(SnapshotLine line)
    {
        var row = _tables.Put(
            "PermissionSetLicense",
            line.Text("id"),
            ("DeveloperName", line.Text("name")),
            ("MasterLabel", line.Text("label")),
            ("PermissionSetLicenseKey", line.Text("name")),
            ("Language", "en_US"),
            ("Status", line.Text("status")),
            ("TotalLicenses", line.Number32("total")),
            ("UsedLicenses", line.Number32("used")));
        _tables.Change(row, r =>
        {
            foreach (var permission in line.Texts("allows"))
            {
                r["Maximum" + SystemPermissions.Prefix + permission] = true;
            }
        });
        _licenses[line.Text("name")] = row.Id;
    }

    private void Container(SnapshotLine line)
    {
        var (kind, name, id) = (line.Text("kind"), line.Text("name"), line.Text("id"));
        var label = line.Optional("label") ?? name;
        var ns = line.Optional("namespace");
        var own = ns is not null && name.StartsWith(ns + "__", StringComparison.Ordinal) ? name.Substring(ns.Length + 2) : name;
        _profile = null;
        if (kind == "Muting")
        {
            _container = _tables.Put("MutingPermissionSet", id, ("DeveloperName", own), ("MasterLabel", label), ("Language", "en_US"));
        }
        else
        {
            var owner = kind == "PermissionSet" ? null : line.Text("ownerId");
            var needsActivation = line.Flag("needsActivation");
            var custom = line.Flag("custom");
            _container = _tables.Put(
                "PermissionSet",
                id,
                ("Name", kind switch { "Profile" => "X00e" + owner!.Substring(3), "Group" => "X0PG" + owner!.Substring(3), _ => own }),
                ("Label", kind == "Profile" ? "00e" + owner!.Substring(3) : label),
                ("Description", line.Optional("description")),
                ("NamespacePrefix", ns),
                ("LicenseId", line.Optional("licenseId")),
                ("ProfileId", kind == "Profile" ? owner : null),
                ("PermissionSetGroupId", kind == "Group" ? owner : null),
                ("IsOwnedByProfile", kind == "Profile"),
                ("IsCustom", custom),
                ("HasActivationRequired", needsActivation),
                ("Type", kind is "Profile" or "Group" ? kind : needsActivation ? "Session" : custom ? "Regular" : "Standard"));
            if (kind == "Profile")
            {
                _profile = _tables.Put("Profile", owner, ("Name", name), ("UserLicenseId", line.Optional("licenseId")), ("UserType", "Standard"));
            }
        }

        if (_containers.ContainsKey((kind, name)))
        {
            throw line.Wrong($"there is a {kind} '{name}' already");
        }

        _containers.Add((kind, name), _container.Id);
    }

    private void Permission(SnapshotLine line)
    {
        var column = SystemPermissions.Prefix + line.Text("name");
        _tables.Change(Held(line), r => r[column] = true);
        if (_profile is not null)
        {
            _tables.Change(_profile, r => r[column] = true);
        }
    }

    private void Object(SnapshotLine line)
    {
        var (parent, name) = (Held(line).Id, line.Text("name"));
        var (read, edit, editOnly) = (line.Texts("read").ToList(), line.Texts("edit").ToList(), line.Texts("editOnly").ToList());
        _schema.Granted(name, read.Concat(edit).Concat(editOnly));
        var access = line.Texts("access").ToList();
        if (access.Count > 0)
        {
            var flags = access.Select(word => (s_access.FirstOrDefault(a => a.Word == word).Column ?? throw line.Wrong($"'{word}' is no access"), (object?)true));
            _tables.Put("ObjectPermissions", null, new (string, object?)[] { ("ParentId", parent), ("SobjectType", name) }.Concat(flags).ToArray());
        }

        Fields(parent, name, read, true, false);
        Fields(parent, name, edit, true, true);
        Fields(parent, name, editOnly, false, true);
    }

    private void Fields(string parent, string name, IEnumerable<string> fields, bool read, bool edit)
    {
        foreach (var field in fields)
        {
            _tables.Put("FieldPermissions", null, ("ParentId", parent), ("SobjectType", name), ("Field", name + "." + field), ("PermissionsRead", read), ("PermissionsEdit", edit));
        }
    }

    private void Entity(SnapshotLine line)
    {
        _entities.Add(line.Text("type"), line.Text("id"), line.Optional("name"));
        _tables.Put("SetupEntityAccess", null, ("ParentId", Held(line).Id), ("SetupEntityId", line.Text("id")), ("SetupEntityType", line.Text("type")));
    }

    private void Group(SnapshotLine line)
    {
        var name = line.Text("name");
        var at = name.IndexOf("__", StringComparison.Ordinal);
        var own = _containers.TryGetValue(("Group", name), out var aggregate) ? _tables.Store.Find("PermissionSet", aggregate) : null;
        var group = _tables.Put(
            "PermissionSetGroup",
            line.Text("id"),
            ("DeveloperName", at > 0 ? name.Substring(at + 2) : name),
            ("NamespacePrefix", at > 0 ? name.Substring(0, at) : null),
            ("MasterLabel", own?.Text("Label") ?? name),
            ("Language", "en_US"),
            ("Status", line.Text("status")),
            ("HasActivationRequired", line.Flag("needsActivation")));
        var parts = line.Texts("sets").Select(n => Container("PermissionSet", n, line)).Concat(line.Texts("muting").Select(n => Container("Muting", n, line))).Concat(line.Texts("otherIds"));
        foreach (var part in parts)
        {
            _tables.Put("PermissionSetGroupComponent", null, ("PermissionSetGroupId", group.Id), ("PermissionSetId", part));
        }
    }

    private void User(SnapshotLine line)
    {
        var (username, lastName, name) = (line.Text("username"), line.Text("lastName"), line.Text("name"));
        var first = name.Length > lastName.Length && name.EndsWith(" " + lastName, StringComparison.Ordinal) ? name.Substring(0, name.Length - lastName.Length - 1) : null;
        var roleId = line.Optional("roleId");
        if (roleId is not null && _tables.Store.Find("UserRole", roleId) is null)
        {
            _tables.Put("UserRole", roleId, ("Name", line.Optional("role")), ("DeveloperName", (line.Optional("role") ?? "Role").Replace(' ', '_')), ("PortalType", "None"));
        }

        var profileId = line.Optional("profileId");
        if (profileId is not null && _tables.Store.Find("Profile", profileId) is null)
        {
            // The set of a profile that was not read: the profile is there, and gives nothing that is known.
            var license = _tables.Store.Rows("UserLicense", "Name", line.Optional("license")).FirstOrDefault();
            _tables.Put("Profile", profileId, ("Name", line.Optional("profile")), ("UserLicenseId", license?.Id), ("UserType", line.Text("type")));
        }

        var user = _tables.Put(
            "User",
            line.Text("id"),
            ("Username", username),
            ("FirstName", first),
            ("LastName", lastName),
            ("Name", name),
            ("Email", line.Text("email")),
            ("Alias", Short(username, 8)),
            ("CommunityNickname", Short(username, 40)),
            ("UserType", line.Text("type")),
            ("ProfileId", profileId),
            ("UserRoleId", roleId),
            ("IsActive", line.Flag("active")),
            ("TimeZoneSidKey", "GMT"),
            ("LocaleSidKey", "en_US"),
            ("EmailEncodingKey", "UTF-8"),
            ("LanguageLocaleKey", "en_US"));
        if (line.Has("frozen"))
        {
            _tables.Put("UserLogin", null, ("UserId", user.Id), ("IsFrozen", line.Flag("frozen")), ("IsPasswordLocked", false));
        }

        _users[username] = user.Id;
    }

    private void Assignment(SnapshotLine line)
    {
        var set = SetOf(line);
        var group = line.Optional("groupId") ?? _tables.Store.Find("PermissionSet", set)?.Text("PermissionSetGroupId");
        _tables.Put(
            "PermissionSetAssignment",
            null,
            ("AssigneeId", UserOf(line)),
            ("PermissionSetId", set),
            ("PermissionSetGroupId", group),
            ("ExpirationDate", line.Moment("expires")),
            ("IsActive", !line.Flag("inactive")),
            ("IsRevoked", line.Flag("revoked")));
    }

    // The session itself is not in the file: one stands in for it, and nobody has its token.
    private void Activation(SnapshotLine line)
    {
        var user = UserOf(line);
        var session = _tables.Put("AuthSession", null, ("UsersId", user), ("NumSecondsValid", 7200), ("SessionType", "UI"), ("LoginType", "Application"), ("UserType", "Standard"), ("SessionSecurityLevel", "STANDARD"));
        _tables.Put("SessionPermSetActivation", null, ("AuthSessionId", session.Id), ("UserId", user), ("PermissionSetId", SetOf(line)));
    }

    private Row Held(SnapshotLine line) => _container ?? throw line.Wrong($"the {line.Record} belongs to no container");

    private string UserOf(SnapshotLine line) => line.Optional("userId") ?? Known(_users, line.Text("user"), line);

    private string SetOf(SnapshotLine line) => line.Optional("setId") ?? Container(line.Text("kind"), line.Text("set"), line);

    private string Container(string kind, string name, SnapshotLine line) =>
        _containers.TryGetValue((kind, name), out var id) ? id : throw line.Wrong($"no line above is the {kind} '{name}'");

    private static string Known(Dictionary<string, string> ids, string name, SnapshotLine line) =>
        ids.TryGetValue(name, out var id) ? id : throw line.Wrong($"no line above is '{name}'");

    private static string Short(string username, int length) => username.Split('@')[0] is var name && name.Length > length ? name.Substring(0, length) : name;
}
