using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using SfIntegration.Scope;

namespace SfIntegration.Access.Files;

/// <summary>
/// Writes a snapshot as JSON lines (docs/snapshot.md). The same access state gives the same bytes, whatever order the rows came in:
/// everything is sorted by name, row ids are left out, and one line alone says when, where and by whom it was taken.
/// </summary>
internal sealed class SnapshotWriter
{
    private readonly AccessSnapshot _snapshot;
    private readonly TextWriter _text;
    private readonly JsonTextWriter _json;
    private readonly Dictionary<string, Container> _containers;
    private readonly Dictionary<string, string> _usernames;
    private readonly Dictionary<string, string> _licenses;
    private int _records;

    private SnapshotWriter(AccessSnapshot snapshot, TextWriter text)
    {
        _snapshot = snapshot;
        _text = text;
        _json = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture, CloseOutput = false, AutoCompleteOnClose = false };
        // What is not told apart by kind and name is referred to by id.
        _containers = snapshot.Containers.GroupBy(c => (c.Kind, c.Name)).Where(g => g.Count() == 1).Select(g => g.First()).ToDictionary(c => c.Id, StringComparer.Ordinal);
        _usernames = snapshot.Users.ToDictionary(u => u.UserId, u => u.Username, StringComparer.Ordinal);
        _licenses = snapshot.PermissionSetLicenses.GroupBy(l => l.DeveloperName, StringComparer.Ordinal).Where(g => g.Count() == 1).Select(g => g.First()).ToDictionary(l => l.Id, l => l.DeveloperName, StringComparer.Ordinal);
    }

    /// <summary>Writes the file's bytes, packed unless <paramref name="asText"/>.</summary>
    public static void Write(AccessSnapshot snapshot, Stream stream, bool asText)
    {
        if (asText)
        {
            WriteText(snapshot, stream);
            return;
        }

        using var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        WriteText(snapshot, packed);
    }

    private static void WriteText(AccessSnapshot snapshot, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
        new SnapshotWriter(snapshot, text).Write();
    }

    private void Write()
    {
        Head();
        Licenses();
        foreach (var container in _snapshot.Containers.OrderBy(c => c.Kind).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.Ordinal))
        {
            Write(container);
        }

        Groups();
        Users();
        Holdings();
        Begin("end");
        Put("records", _records);
        End();
        _json.Flush();
    }

    private void Head()
    {
        Begin("snapshot");
        Put("format", SnapshotFormat.Name);
        Put("version", SnapshotFormat.Version);
        Put("wholeOrg", _snapshot.IsWholeOrg);
        PutSome("usernames", _snapshot.Usernames.OrderBy(u => u, StringComparer.Ordinal));
        End();
        Begin("taken");
        Put("at", Moment(_snapshot.TakenAt));
        Put("by", _snapshot.TakenBy);
        Put("orgId", _snapshot.OrgId);
        Put("host", _snapshot.Host);
        Put("apiVersion", _snapshot.ApiVersion);
        Put("program", ToolVersion.Current);
        End();
        foreach (var what in _snapshot.NotRead.Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal))
        {
            Begin("notRead");
            Put("what", what);
            End();
        }

        if (_snapshot.Schema is { } schema)
        {
            Begin("systemPermissions");
            Put("names", schema.SystemPermissions.OrderBy(n => n, StringComparer.Ordinal));
            End();
            Grantable(schema);
        }
    }

    private void Grantable(SchemaFacts schema)
    {
        var fields = schema.PermissionableFields.ToLookup(f => f.IndexOf('.') is > 0 and var dot ? f.Substring(0, dot) : f, f => f.Substring(f.IndexOf('.') + 1), StringComparer.Ordinal);
        foreach (var name in schema.PermissionableObjects.Concat(fields.Select(f => f.Key)).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal))
        {
            Begin("grantable");
            Put("object", name);
            Put("takesRow", schema.PermissionableObjects.Contains(name));
            PutSome("fields", fields[name].OrderBy(f => f, StringComparer.Ordinal));
            End();
        }
    }

    private void Licenses()
    {
        foreach (var license in _snapshot.UserLicenses.OrderBy(l => l.Name, StringComparer.Ordinal).ThenBy(l => l.Id, StringComparer.Ordinal))
        {
            Begin("userLicense");
            Put("name", license.Name);
            Put("id", license.Id);
            PutText("key", license.DefinitionKey);
            Seats(license.Status, license.TotalLicenses, license.UsedLicenses);
            End();
        }

        foreach (var license in _snapshot.PermissionSetLicenses.OrderBy(l => l.DeveloperName, StringComparer.Ordinal).ThenBy(l => l.Id, StringComparer.Ordinal))
        {
            Begin("permissionSetLicense");
            Put("name", license.DeveloperName);
            Put("id", license.Id);
            Put("label", license.Label);
            Seats(license.Status, license.TotalLicenses, license.UsedLicenses);
            if (license.MaximumPermissions is { } allowed)
            {
                Put("allows", allowed.OrderBy(n => n, StringComparer.Ordinal));
            }

            End();
        }
    }

    private void Seats(string status, int total, int used)
    {
        Put("status", status);
        Put("total", total);
        Put("used", used);
    }

    private void Write(Container container)
    {
        Begin("container");
        Put("kind", container.Kind.ToString());
        Put("name", container.Name);
        Put("id", container.Id);
        PutText("label", container.Label == container.Name ? null : container.Label);
        PutText("description", container.Description);
        PutText("ownerId", container.OwnerId);
        PutText("licenseId", container.LicenseId);
        PutText("namespace", container.NamespacePrefix);
        Put("custom", container.IsCustom);
        PutTrue("needsActivation", container.HasActivationRequired);
        PutTrue("recordTypesRead", container.RecordTypes is not null);
        End();
        foreach (var permission in container.SystemPermissions.OrderBy(p => p, StringComparer.Ordinal))
        {
            Begin("permission");
            Put("name", permission);
            End();
        }

        SnapshotRows.Write(container, Object);
        foreach (var entity in container.SetupEntities.OrderBy(e => e.EntityType, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.EntityId, StringComparer.Ordinal))
        {
            Begin("setupEntity");
            Put("type", entity.EntityType);
            PutText("name", entity.Name);
            Put("id", entity.EntityId);
            End();
        }

        foreach (var tab in container.Tabs.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Begin("tab");
            Put("name", tab.Name);
            Put("visibility", tab.Visibility == TabVisibility.Visible ? "visible" : "available");
            End();
        }

        foreach (var type in (container.RecordTypes ?? Array.Empty<RecordTypeGrant>()).OrderBy(t => t.SobjectType, StringComparer.Ordinal).ThenBy(t => t.RecordType, StringComparer.Ordinal))
        {
            Begin("recordType");
            Put("object", type.SobjectType);
            Put("name", type.RecordType);
            End();
        }
    }

    private void Object(string name, ObjectAccess access, SnapshotRows.FieldLists fields)
    {
        Begin("object");
        Put("name", name);
        PutSome("access", SnapshotFormat.ObjectAccessWords.Where((_, i) => ((int)access & (1 << i)) != 0));
        PutSome("read", fields.Read);
        PutSome("edit", fields.Edit);
        PutSome("editOnly", fields.EditOnly);
        End();
    }

    private void Groups()
    {
        foreach (var group in _snapshot.Groups.OrderBy(g => g.Name, StringComparer.Ordinal).ThenBy(g => g.Id, StringComparer.Ordinal))
        {
            Begin("group");
            Put("name", group.Name);
            Put("id", group.Id);
            Put("status", group.Status);
            PutTrue("needsActivation", group.HasActivationRequired);
            var parts = group.ComponentIds.Concat(group.MutingIds).ToLookup(_containers.ContainsKey);
            var known = parts[true].Select(id => _containers[id]).ToLookup(c => c.Kind == ContainerKind.Muting, c => c.Name);
            PutSome("sets", known[false].OrderBy(n => n, StringComparer.Ordinal));
            PutSome("muting", known[true].OrderBy(n => n, StringComparer.Ordinal));
            PutSome("otherIds", parts[false].OrderBy(id => id, StringComparer.Ordinal));
            PutText("aggregateId", group.AggregateId is { } id && _containers.TryGetValue(id, out var own) && own.OwnerId == group.Id ? null : group.AggregateId);
            End();
        }
    }

    // No last login: it is activity and no access, and the export's own sign-in would change it every time.
    private void Users()
    {
        foreach (var user in _snapshot.Users.OrderBy(u => u.Username, StringComparer.Ordinal).ThenBy(u => u.UserId, StringComparer.Ordinal))
        {
            Begin("user");
            Put("username", user.Username);
            Put("id", user.UserId);
            Put("name", user.DisplayName);
            Put("lastName", user.LastName);
            Put("email", user.Email);
            Put("type", user.UserType);
            Put("active", user.IsActive);
            if (user.IsFrozen is { } frozen)
            {
                Put("frozen", frozen);
            }

            PutText("profile", Some(user.ProfileName));
            PutText("profileId", Some(user.ProfileId));
            PutText("license", Some(user.LicenseName));
            PutText("role", user.RoleName);
            PutText("roleId", user.RoleId);
            End();
        }
    }

    private void Holdings()
    {
        foreach (var held in _snapshot.Assignments
            .OrderBy(a => NameOf(a.AssigneeId), StringComparer.Ordinal).ThenBy(a => Kind(a.PermissionSetId), StringComparer.Ordinal).ThenBy(a => SetName(a.PermissionSetId), StringComparer.Ordinal)
            .ThenBy(a => a.ExpirationDate))
        {
            Begin("assignment");
            User(held.AssigneeId);
            Set(held.PermissionSetId);
            PutText("groupId", _containers.TryGetValue(held.PermissionSetId, out var own) && own.Kind == ContainerKind.Group && own.OwnerId == held.GroupId ? null : held.GroupId);
            PutText("expires", held.ExpirationDate is { } moment ? Moment(moment) : null);
            PutTrue("inactive", !held.IsActive);
            PutTrue("revoked", held.IsRevoked);
            End();
        }

        foreach (var held in _snapshot.LicenseAssignments.OrderBy(a => NameOf(a.AssigneeId), StringComparer.Ordinal).ThenBy(a => LicenseName(a.PermissionSetLicenseId), StringComparer.Ordinal))
        {
            Begin("licenseAssignment");
            User(held.AssigneeId);
            var known = _licenses.TryGetValue(held.PermissionSetLicenseId, out var name);
            Put(known ? "license" : "licenseId", known ? name! : held.PermissionSetLicenseId);
            End();
        }

        foreach (var active in _snapshot.SessionActivations
            .OrderBy(a => NameOf(a.UserId), StringComparer.Ordinal).ThenBy(a => Kind(a.PermissionSetId), StringComparer.Ordinal).ThenBy(a => SetName(a.PermissionSetId), StringComparer.Ordinal))
        {
            Begin("activation");
            User(active.UserId);
            Set(active.PermissionSetId);
            End();
        }
    }

    private void User(string id)
    {
        var known = _usernames.TryGetValue(id, out var name);
        Put(known ? "user" : "userId", known ? name! : id);
    }

    private void Set(string id)
    {
        if (_containers.TryGetValue(id, out var container))
        {
            Put("kind", container.Kind.ToString());
            Put("set", container.Name);
        }
        else
        {
            Put("setId", id);
        }
    }

    private string NameOf(string userId) => _usernames.TryGetValue(userId, out var name) ? name : userId;

    private string Kind(string setId) => _containers.TryGetValue(setId, out var container) ? container.Kind.ToString() : "";

    private string SetName(string setId) => _containers.TryGetValue(setId, out var container) ? container.Name : setId;

    private string LicenseName(string id) => _licenses.TryGetValue(id, out var name) ? name : id;

    private static string Moment(DateTime moment) => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Some(string text) => text.Length == 0 ? null : text;

    private void Begin(string record)
    {
        _json.WriteStartObject();
        Put("record", record);
        _records += record == "end" ? 0 : 1;
    }

    private void End()
    {
        _json.WriteEndObject();
        _text.WriteLine();
    }

    private void Put(string name, string value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    private void Put(string name, int value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    private void Put(string name, bool value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    private void Put(string name, IEnumerable<string> values)
    {
        _json.WritePropertyName(name);
        _json.WriteStartArray();
        foreach (var value in values)
        {
            _json.WriteValue(value);
        }

        _json.WriteEndArray();
    }

    private void PutSome(string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            Put(name, values);
        }
    }

    private void PutText(string name, string? value)
    {
        if (value is not null)
        {
            Put(name, value);
        }
    }

    private void PutTrue(string name, bool value)
    {
        if (value)
        {
            Put(name, true);
        }
    }
}
