using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>A definition against one org: what it can take, and what it cannot.</summary>
/// <param name="Contents">What the set will hold.</param>
/// <param name="Entities">The setup entities it will open, with their ids here.</param>
/// <param name="RecordTypes">The record types it will open.</param>
/// <param name="License">The licence a new set is bound to, or null for none.</param>
/// <param name="Refused">What the org cannot take, each with its reason.</param>
internal sealed record DefinitionFit(SetContents Contents, IReadOnlyList<DesiredEntity> Entities, IReadOnlyList<DesiredRecordType> RecordTypes, (string Id, string Label)? License, IReadOnlyList<GrantRefusal> Refused)
{
    /// <exception cref="SfPlanException">LicenseNotFound: the org has no licence of the name the definition is bound to.</exception>
    public static DefinitionFit Of(PermissionSetDefinition wanted, TargetFacts target) => new DefinitionFitter(wanted, target).Fit();
}

/// <summary>Fits a definition into an org. Pure.</summary>
internal sealed class DefinitionFitter
{
    private readonly PermissionSetDefinition _wanted;
    private readonly TargetFacts _target;
    private readonly List<GrantRefusal> _refused = new();

    public DefinitionFitter(PermissionSetDefinition wanted, TargetFacts target)
    {
        _wanted = wanted;
        _target = target;
    }

    public DefinitionFit Fit()
    {
        var license = FindLicense(out var allowed);
        var contents = new SetContents
        {
            Name = _wanted.PermissionSet,
            Label = _wanted.Label.Length > 0 ? _wanted.Label : _wanted.PermissionSet.Replace('_', ' '),
            Description = _wanted.Description,
            HasActivationRequired = _wanted.HasActivationRequired,
            Objects = _wanted.Objects.Select(Object).OfType<DesiredObject>().ToList(),
            Fields = _wanted.Fields.Select(Field).OfType<DesiredField>().ToList(),
            SystemPermissions = _wanted.SystemPermissions.Select(p => Permission(p, allowed)).OfType<DesiredName>().ToList(),
            Tabs = _wanted.Tabs.Select(Tab).OfType<DesiredTab>().ToList(),
        };
        var entities = _wanted.SetupEntities.Select(Entity).OfType<DesiredEntity>().ToList();
        var recordTypes = (_wanted.RecordTypes ?? Array.Empty<RecordTypeGrant>()).Select(RecordType).OfType<DesiredRecordType>().ToList();
        return new DefinitionFit(contents, entities, recordTypes, license, _refused);
    }

    /// <summary>"npsp" of "npsp__Batch__c"; null for a name without a namespace.</summary>
    public static string? NamespaceOf(string name)
    {
        var at = name.IndexOf("__", StringComparison.Ordinal);
        return at > 0 && name.IndexOf("__", at + 2, StringComparison.Ordinal) > 0 ? name.Substring(0, at) : null;
    }

    /// <summary>"npsp" of "npsp__GE_Gift_Entry", an Apex class or a tab of a page; null for "Invoice__c" and for a name without a namespace.</summary>
    public static string? NamespaceOfEntity(string name)
    {
        var at = name.IndexOf("__", StringComparison.Ordinal);
        return at > 0 && name.Length > at + 2 && name.Substring(at + 2) is not ("c" or "mdt" or "x" or "e" or "b" or "kav") ? name.Substring(0, at) : null;
    }

    private (string Id, string Label)? FindLicense(out IReadOnlyCollection<string>? allowed)
    {
        allowed = null;
        if (_wanted.License is not { } name)
        {
            return null;
        }

        if (_target.PermissionSetLicenses.FirstOrDefault(l => Same(l.DeveloperName, name) || Same(l.Label, name)) is { } psl)
        {
            allowed = psl.MaximumPermissions;
            return (psl.Id, psl.Label);
        }

        if (_target.UserLicenses.FirstOrDefault(l => Same(l.Name, name) || Same(l.DefinitionKey, name)) is { } license)
        {
            return (license.Id, license.Name);
        }

        throw new SfPlanException("LicenseNotFound", $"This org has no user licence and no permission set licence '{name}', to which '{_wanted.PermissionSet}' is to be bound.", "Name one it has (Get-SfLicense lists both), or make the set without a licence.");
    }

    private DesiredObject? Object(ObjectGrant grant)
    {
        var access = ObjectResolver.Complete(grant.Access);
        if (access == ObjectAccess.None)
        {
            return null;
        }

        var name = Canonical(_target.Schema.PermissionableObjects, grant.SobjectType);
        if (name is not null || (_target.Schema.PermissionableObjects.Count == 0 && _target.Schema.Objects.ContainsKey(grant.SobjectType)))
        {
            return new DesiredObject(name ?? grant.SobjectType, access, null);
        }

        return Refuse<DesiredObject>("object", grant.SobjectType, WhyNoObject(grant.SobjectType));
    }

    private DesiredField? Field(FieldGrant grant)
    {
        if (grant.Access == FieldAccess.None)
        {
            return null;
        }

        var target = grant.SobjectType + "." + grant.Field;
        if (!_target.Schema.Objects.TryGetValue(grant.SobjectType, out var owner))
        {
            return Refuse<DesiredField>("field", target, WhyNoObject(grant.SobjectType));
        }

        if (!owner.Fields.TryGetValue(grant.Field, out var field))
        {
            return Refuse<DesiredField>("field", target, ("FieldNotFound", $"{owner.Name} has no field '{grant.Field}' in this org, or the caller cannot see it.", Package(grant.Field) ?? "Deploy the field first, or leave it out."));
        }

        if (GrantableFields.WhyNot(owner, field, _target.Schema.PermissionableFields) is { } why)
        {
            return Refuse<DesiredField>("field", target, ("FieldNotGrantable", $"It takes no grant here ({why}).", "Nothing is needed: leave it out."));
        }

        var access = grant.Access;
        if ((access & FieldAccess.Edit) != 0 && !GrantableFields.IsEditable(owner, field))
        {
            Refuse("field", target, "FieldNotEditable", $"It is {GrantableFields.WrittenBy(field)} in this org: only read is granted.", "Nothing is needed, or change the field.");
            access = FieldAccess.Read;
        }

        return new DesiredField(owner.Name, field.Name, access | FieldAccess.Read, null);
    }

    private DesiredName? Permission(string name, IReadOnlyCollection<string>? allowed)
    {
        var known = Canonical(_target.Schema.SystemPermissions, name);
        if (known is null && _target.Schema.SystemPermissions.Count > 0)
        {
            return Refuse<DesiredName>("system permission", name, ("PermissionNotFound", $"This org has no system permission '{name}'.", "Enable the feature that brings it, or leave it out."));
        }

        if (allowed is not null && !allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Refuse<DesiredName>("system permission", name, ("BeyondLicense", $"The permission set licence '{_wanted.License}' does not allow it.", "Bind the set to another licence or to none, or leave the permission out."));
        }

        return new DesiredName(known ?? name, null);
    }

    private DesiredEntity? Entity(SetupEntityGrant grant)
    {
        var what = EntityNames.Words(grant.EntityType);
        if (grant.Name is not { } name)
        {
            return Refuse<DesiredEntity>(what, grant.EntityId, ("EntityWithoutName", "Its name is not known, and its id means nothing in another org.", "Grant it by hand in Setup."));
        }

        if (_target.Entities.TryGetValue(EntityNames.Key(grant.EntityType, name), out var id))
        {
            return new DesiredEntity(grant.EntityType, name, id, null);
        }

        return _target.ReadEntityTypes.Contains(grant.EntityType)
            ? Refuse<DesiredEntity>(what, name, ("EntityNotFound", $"This org has no {what} '{name}'.", PackageOfEntity(name) ?? "Deploy it first, or leave it out."))
            : Refuse<DesiredEntity>(what, name, ("EntityNotLookedUp", $"The data API does not tell whether this org has the {what} '{name}'.", "Deploy the set as metadata: Export-SfPermissionSet writes the file."));
    }

    private DesiredRecordType? RecordType(RecordTypeGrant grant)
    {
        var name = RecordTypeRowPlanner.FullName(grant.SobjectType, grant.RecordType);
        if ((_target.OpenRecordTypes.NotRead ?? _target.OpenRecordTypes.NotWritten) is { } closed)
        {
            return Refuse<DesiredRecordType>("record type", name, ("NeedsMetadata", $"Only the Metadata API writes record types. {closed}", _target.OpenRecordTypes.Cure ?? "Sign in as a user who holds Modify Metadata Through Metadata API Functions."));
        }

        return _target.RecordTypes.Contains(name)
            ? new DesiredRecordType(grant.SobjectType, grant.RecordType, null)
            : Refuse<DesiredRecordType>("record type", name, ("RecordTypeNotFound", $"{grant.SobjectType} has no record type '{grant.RecordType}' in this org.", PackageOfEntity(grant.RecordType) ?? "Deploy it first, or leave it out."));
    }

    private DesiredTab? Tab(TabGrant grant)
    {
        var sobjectType = TargetReader.TabObject(grant.Name);
        if (sobjectType is not null && !_target.Schema.Objects.ContainsKey(sobjectType))
        {
            return Refuse<DesiredTab>("tab", grant.Name, WhyNoObject(sobjectType));
        }

        // No list says which tabs of pages an org has, but a package of which nothing is there brought none.
        return sobjectType is null && PackageOfEntity(grant.Name) is { } cure
            ? Refuse<DesiredTab>("tab", grant.Name, ("TabNotFound", $"This org has nothing of the package '{NamespaceOfEntity(grant.Name)}', to which the tab belongs.", cure))
            : new DesiredTab(grant.Name, grant.Visibility, null);
    }

    private (string Code, string Reason, string Cure) WhyNoObject(string sobjectType)
    {
        var why = GrantableObjects.WhyNot(_target.Schema, sobjectType, _target.Schema.Objects.ContainsKey(sobjectType))
            // The list takes it, and yet it has no describe: the caller does not see it.
            ?? ("ObjectNotVisible", $"The caller cannot see '{sobjectType}' in this org.", "Sign in as a user who can see it.");
        return why.Code == "ObjectNotFound" && Package(sobjectType) is { } cure ? (why.Code, why.Reason, cure) : why;
    }

    /// <summary>The cure where a name's package is not there.</summary>
    private string? Package(string name) => PackageOf(NamespaceOf(name));

    /// <summary>The same for an Apex class, an app, a tab of a page: names whose namespace is all that stands before two underscores.</summary>
    private string? PackageOfEntity(string name) => NamespaceOfEntity(name) is { } ns && ns != "standard" ? PackageOf(ns) : null;

    private string? PackageOf(string? ns) => ns is not null && !_target.Namespaces.Contains(ns)
        ? $"The package '{ns}' is not installed here: install it, or leave out what belongs to it." : null;

    private T? Refuse<T>(string kind, string target, (string Code, string Reason, string Cure) why)
        where T : class
    {
        Refuse(kind, target, why.Code, why.Reason, why.Cure);
        return null;
    }

    private void Refuse(string kind, string target, string code, string reason, string cure) => _refused.Add(new GrantRefusal(kind, target, code, reason, cure));

    private static string? Canonical(IEnumerable<string> names, string name) => names is ISet<string> set && !set.Contains(name) ? null : names.FirstOrDefault(n => Same(n, name));

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
