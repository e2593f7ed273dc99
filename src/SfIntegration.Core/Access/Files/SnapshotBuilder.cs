using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;

namespace SfIntegration.Access.Files;

/// <summary>A snapshot while its lines come in; at the end names are put together.</summary>
internal sealed class SnapshotBuilder
{
    private readonly List<string> _notRead = new();
    private readonly List<UserLicenseFacts> _userLicenses = new();
    private readonly List<PermissionSetLicenseFacts> _setLicenses = new();
    private readonly List<UserFacts> _users = new();
    private readonly List<ContainerParts> _containers = new();
    private readonly List<GroupParts> _groups = new();
    private readonly List<(HolderRef User, SetRef Set, string? GroupId, DateTime? Expires, bool Active, bool Revoked)> _assignments = new();
    private readonly List<(HolderRef User, string? License, string? LicenseId)> _licenseAssignments = new();
    private readonly List<(HolderRef User, SetRef Set)> _activations = new();
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _grantableObjects = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _grantableFields = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string>? _systemPermissions;
    private ContainerParts? _container;
    private (bool WholeOrg, IReadOnlyList<string> Usernames) _head;
    private (DateTime At, string By, string OrgId, string Host, string ApiVersion)? _taken;

    /// <summary>An object line: the many ones, read without a document in between.</summary>
    public void Object(JsonTextReader json, int line) => (_container ?? throw Misplaced("object", line)).Object(json, line);

    public void Record(RecordFields fields, string record, int line, bool first)
    {
        if (first != (record == "snapshot") || (_taken is null && record is not ("snapshot" or "taken")))
        {
            throw RecordFields.Bad(line, $"a {RecordFields.Short(record)} is no beginning of a snapshot.", "The first line is {\"record\":\"snapshot\", ...}, the second {\"record\":\"taken\", ...}. Give a file that Export-SfAccessSnapshot wrote.");
        }

        switch (record)
        {
            case "snapshot":
                Head(fields);
                break;
            case "taken":
                Taken(fields, line);
                break;
            case "notRead":
                _notRead.Add(fields.Text("what"));
                Once("note that was not read", _notRead[_notRead.Count - 1], line);
                break;
            case "systemPermissions":
                Once("list of", "system permissions", line);
                _systemPermissions = fields.OptionalTexts("names") ?? Array.Empty<string>();
                break;
            case "grantable":
                Grantable(fields, line);
                break;
            case "userLicense":
                var license = new UserLicenseFacts(Unique("licence", fields.Text("id"), line), fields.Text("name"), fields.OptionalText("key"), fields.Text("status"), fields.Number("total"), fields.Number("used"));
                _userLicenses.Add(license);
                break;
            case "permissionSetLicense":
                _setLicenses.Add(new PermissionSetLicenseFacts(Unique("licence", fields.Text("id"), line), fields.Text("name"), fields.Text("label"), fields.Text("status"), fields.Number("total"), fields.Number("used"), fields.OptionalTexts("allows")));
                break;
            case "container":
                _container = new ContainerParts(fields);
                Unique("container", _container.Id, line);
                _containers.Add(_container);
                break;
            case "permission" or "setupEntity" or "tab" or "recordType":
                (_container ?? throw Misplaced(record, line)).Take(fields, record, line);
                break;
            case "group":
                _groups.Add(new GroupParts(fields, line));
                Unique("group", _groups[_groups.Count - 1].Id, line);
                break;
            case "user":
                User(fields, line);
                break;
            case "assignment":
                _assignments.Add((HolderRef.Of(fields, line), SetRef.Of(fields, line), fields.OptionalText("groupId"), fields.OptionalMoment("expires"), !fields.Flag("inactive", false), fields.Flag("revoked", false)));
                break;
            case "licenseAssignment":
                _licenseAssignments.Add((HolderRef.Of(fields, line), fields.OptionalText("license"), fields.OptionalText("licenseId")));
                break;
            case "activation":
                _activations.Add((HolderRef.Of(fields, line), SetRef.Of(fields, line)));
                break;
            default:
                throw RecordFields.Bad(line, $"version {SnapshotFormat.Version} knows no record '{RecordFields.Short(record)}'.", "Read it with the version that wrote it, or take the snapshot again.");
        }

        _container = record is "container" or "permission" or "setupEntity" or "tab" or "recordType" ? _container : null;
    }

    public AccessSnapshot Build()
    {
        var taken = _taken ?? throw RecordFields.Bad(2, "the file does not say when and where it was taken.", "The second line is {\"record\":\"taken\", ...}. Give a file that Export-SfAccessSnapshot wrote.");
        var containers = _containers.Select(c => c.ToContainer()).ToList();
        var names = new SnapshotNames(containers, _users, _setLicenses);
        var held = new HashSet<(string What, string User, string Set)>();
        return new AccessSnapshot
        {
            OrgId = taken.OrgId,
            Host = taken.Host,
            TakenAt = taken.At,
            TakenBy = taken.By,
            ApiVersion = taken.ApiVersion,
            IsWholeOrg = _head.WholeOrg,
            Usernames = _head.Usernames,
            NotRead = _notRead,
            UserLicenses = _userLicenses,
            PermissionSetLicenses = _setLicenses,
            Containers = containers,
            Groups = _groups.Select(g => g.ToGroup(names)).ToList(),
            Users = _users,
            Assignments = _assignments.Select(a =>
            {
                var (user, set) = Held("set", a.User, names.Set(a.Set));
                return new AccessAssignment("", user, set, a.GroupId ?? names.GroupOf(set), a.Expires, a.Active, a.Revoked);
            }).ToList(),
            LicenseAssignments = _licenseAssignments.Select(a =>
            {
                var (user, license) = Held("licence", a.User, names.License(a.License, a.LicenseId, a.User.Line));
                return new PermissionSetLicenseAssignment("", user, license);
            }).ToList(),
            SessionActivations = _activations.Select(a =>
            {
                var (user, set) = Held("activated set", a.User, names.Set(a.Set));
                return new SessionActivation(user, set);
            }).ToList(),
            Schema = _systemPermissions is null ? null : new SchemaFacts
            {
                PermissionableObjects = _grantableObjects,
                PermissionableFields = _grantableFields,
                SystemPermissions = new HashSet<string>(_systemPermissions, StringComparer.OrdinalIgnoreCase),
            },
        };

        (string User, string Id) Held(string what, HolderRef user, string id) => held.Add((what, names.User(user), id)) ? (names.User(user), id)
            : throw RecordFields.Bad(user.Line, $"the user has that {what} already, by a line above.", "Each user has each once.");
    }

    private static SfSnapshotException Misplaced(string record, int line) =>
        RecordFields.Bad(line, $"the {record} belongs to no container.", "It stands after the {\"record\":\"container\", ...} that holds it.");

    private void Head(RecordFields fields)
    {
        if (fields.OptionalText("format") != SnapshotFormat.Name)
        {
            throw fields.Bad("is of another format", $"\"format\" is \"{SnapshotFormat.Name}\". Give a file that Export-SfAccessSnapshot wrote.");
        }

        if (fields.Number("version") is var version && version != SnapshotFormat.Version)
        {
            throw fields.Bad($"has version {version}; this program reads version {SnapshotFormat.Version}", version > SnapshotFormat.Version ? "Install the newest SfIntegration, or take the snapshot again with this one." : "Take the snapshot again.");
        }

        _head = (fields.Flag("wholeOrg"), fields.OptionalTexts("usernames") ?? Array.Empty<string>());
    }

    private void Taken(RecordFields fields, int line)
    {
        Once("snapshot", "taken", line);
        _taken = (fields.Moment("at"), fields.Text("by"), fields.Text("orgId"), fields.Text("host"), fields.Text("apiVersion"));
        fields.OptionalText("program");
    }

    private void Grantable(RecordFields fields, int line)
    {
        var name = fields.Text("object");
        Once("grantable object", name, line);
        if (fields.Flag("takesRow"))
        {
            _grantableObjects.Add(name);
        }

        _grantableFields.UnionWith((fields.OptionalTexts("fields") ?? Array.Empty<string>()).Select(f => name + "." + f));
    }

    private void User(RecordFields fields, int line)
    {
        var user = new UserFacts
        {
            UserId = fields.Text("id"),
            Username = fields.Text("username"),
            DisplayName = fields.Text("name"),
            LastName = fields.Text("lastName"),
            Email = fields.Text("email"),
            UserType = fields.Text("type"),
            IsActive = fields.Flag("active"),
            IsFrozen = fields.OptionalFlag("frozen"),
            ProfileName = fields.OptionalText("profile") ?? "",
            ProfileId = fields.OptionalText("profileId") ?? "",
            LicenseName = fields.OptionalText("license") ?? "",
            RoleName = fields.OptionalText("role"),
            RoleId = fields.OptionalText("roleId"),
        };
        Unique("user", user.UserId, line);
        Once("username", user.Username.ToUpperInvariant(), line, user.Username);
        _users.Add(user);
    }

    private string Unique(string what, string id, int line)
    {
        Once(what + " with the id", id, line);
        return id;
    }

    private bool Once(string what, string key, int line, string? shown = null) => _keys.Add(what + "\n" + key) ? true
        : throw RecordFields.Bad(line, $"there is a {what} {RecordFields.Short(shown ?? key)} already, on a line above.", "Each is in the file once. If two files were merged, take the newer one whole.");
}
