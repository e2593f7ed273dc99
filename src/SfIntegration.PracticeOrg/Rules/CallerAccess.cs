using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Rules;

/// <summary>A user's rights as Salesforce works them out: all grants, what they imply, what the licence leaves of it.</summary>
internal sealed class CallerAccess : ICallerAccess
{
    private const ObjectRights Everything = ObjectRights.Read | ObjectRights.Create | ObjectRights.Edit | ObjectRights.Delete
        | ObjectRights.ViewAllRecords | ObjectRights.ModifyAllRecords;

    private readonly OrgEngine _engine;
    private readonly Grants _grants;
    private readonly bool _licenseOpensStandardObjects;

    public CallerAccess(OrgEngine engine, string userId, Grants grants)
    {
        _engine = engine;
        _grants = grants;
        UserId = userId;
        _licenseOpensStandardObjects = Licenses.OpensStandardObjects(engine.Store, userId);
    }

    public string UserId { get; }

    public bool HasPermission(string name) =>
        _grants.Permissions.Contains(name.StartsWith(SystemPermissions.Prefix, StringComparison.Ordinal) ? name.Substring(SystemPermissions.Prefix.Length) : name);

    public bool CanSee(SObjectSchema o) =>
        o.Setup
            ? SetupAccess.CanRead(o, HasPermission) && (_engine.Switches.HasEventMonitoring || !EventLogObjects.Has(o.Name))
            : (RightsOn(o) & ObjectRights.Read) != 0;

    public bool CanCreate(SObjectSchema o) =>
        o.Setup ? SetupAccess.CanCreate(o, HasPermission) : (RightsOn(o) & ObjectRights.Create) != 0;

    public bool CanEdit(SObjectSchema o) =>
        o.Setup ? SetupAccess.CanEdit(o, HasPermission) : (RightsOn(o) & ObjectRights.Edit) != 0;

    public bool CanDelete(SObjectSchema o) =>
        o.Setup ? SetupAccess.CanDelete(o, HasPermission) : (RightsOn(o) & ObjectRights.Delete) != 0;

    public bool CanReadField(SObjectSchema o, FieldSchema f)
    {
        if (o.Setup && !SetupAccess.CanReadField(o, f, HasPermission))
        {
            return false;
        }

        var secured = FieldSecurity.SecuredBy(o, f);
        return secured is null
            || HasPermission("ViewAllFieldsGlobal")
            || (RightsOn(o) & ObjectRights.ViewAllFields) != 0
            || _grants.FieldReads.Contains(o.Name + "." + secured.Name);
    }

    public bool CanEditField(SObjectSchema o, FieldSchema f)
    {
        if (f.Calculated || f.AutoNumber)
        {
            return false;
        }

        var secured = FieldSecurity.SecuredBy(o, f);
        return secured is null || (_grants.Fields.TryGetValue(o.Name + "." + secured.Name, out var edit) && edit);
    }

    public bool HasRecordType(string id) => _grants.RecordTypes.Contains(id);

    public string? DefaultRecordType(string objectName) =>
        _grants.DefaultRecordTypes.FirstOrDefault(id => string.Equals(_engine.Store.Find("RecordType", id)?.Text("SobjectType"), objectName, StringComparison.OrdinalIgnoreCase));

    public bool CanSeeRow(SObjectSchema o, Row row) =>
        o.Setup ? SetupAccess.CanSeeRow(o, row, UserId, HasPermission)
        : (RightsOn(o) & ObjectRights.ViewAllRecords) != 0 || Sharing.Shows(_engine, o, row, UserId, edit: false);

    /// <summary>The object rights, all implications counted.</summary>
    public ObjectRights RightsOn(SObjectSchema o)
    {
        if (o.Setup)
        {
            return ObjectRights.None;
        }

        if (!o.ObjectPermissionable)
        {
            return OpenedBy.RightsOn(_engine.Schema, o, RightsOn, HasPermission);
        }

        if (!o.Custom && ((_engine.Switches.LicenseLimitsAccess && !_licenseOpensStandardObjects) || IsRefusedByLicense(o)))
        {
            return ObjectRights.None;
        }

        _grants.Objects.TryGetValue(o.Name, out var rights);
        if (HasPermission("ModifyAllData"))
        {
            rights |= Everything;
        }
        else if (HasPermission("ViewAllData"))
        {
            rights |= ObjectRights.Read | ObjectRights.ViewAllRecords;
        }

        return rights;
    }

    private bool IsRefusedByLicense(SObjectSchema o) =>
        _engine.Switches.ObjectsRefusedByLicense.Contains(o.Name) && Licenses.IsClosedLicense(_engine.Store, UserId);
}

/// <summary>The rights of each user, kept until something they rest on changes.</summary>
internal sealed class AccessCache
{
    private const int Kept = 100;

    private static readonly HashSet<string> s_relevant = new(StringComparer.OrdinalIgnoreCase)
    {
        "*", "User", "Profile", "PermissionSet", "PermissionSetAssignment", "PermissionSetLicenseAssign", "ObjectPermissions", "FieldPermissions", "SetupEntityAccess",
        "PermissionSetGroup", "SessionPermSetActivation",
        SideTables.RecordTypeAccess,
    };

    private readonly OrgEngine _engine;
    private readonly Dictionary<string, (DateTime From, DateTime Until, CallerAccess Access)> _known = new(StringComparer.Ordinal);

    public AccessCache(OrgEngine engine)
    {
        _engine = engine;
        engine.Store.Changed += type =>
        {
            if (s_relevant.Contains(type))
            {
                _known.Clear();
            }
        };
    }

    public CallerAccess Of(string userId)
    {
        var now = _engine.Clock.UtcNow;
        // Most users activate nothing, and have the same access in all their sessions.
        var session = SessionActivationRules.ActiveIn(_engine.Store, userId, _engine.CurrentSessionId).Count > 0 ? _engine.CurrentSessionId : null;
        var key = session is null ? userId : userId + session;
        if (_known.TryGetValue(key, out var known) && known.From <= now && now < known.Until)
        {
            return known.Access;
        }

        // In a big org each user's rights are thousands of names: not all users' are kept at once.
        if (_known.Count >= Kept)
        {
            _known.Clear();
        }

        var grants = Grants.Of(_engine.Store, userId, now, session);
        var access = new CallerAccess(_engine, userId, grants);
        _known[key] = (now, grants.Until, access);
        return access;
    }
}
