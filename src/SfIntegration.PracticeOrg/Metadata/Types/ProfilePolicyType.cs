using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>
/// What one profile says of passwords or of sessions, over the org's word (facts §5.3): one row of a side table, whose columns bear the elements'
/// names. The full name says nothing: the element "profile" does. It is the name that metadata has for the profile, and comes back in lower case
/// (the guide's own sample says "platformportal").
/// </summary>
internal abstract class ProfilePolicyType : MetadataType
{
    private const string Owner = "profile";

    // "To edit session and password settings in profiles" (H:platform.users_profiles_session).
    private const string Permission = "ManageProfilesPermissionsets";

    private static readonly string[] s_elsewhere = { Owner };

    private static readonly string[] s_noFlags = { };

    /// <summary>The table of its rows.</summary>
    protected abstract string Table { get; }

    protected override bool HasNoRules => true;

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        Need(scope);
        scope.Store.Remove(component.Row!);
        Note(scope, "Deleted", component.FullName);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Table, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component) => MetadataXml.El(
        Name,
        MetadataXml.El(Owner, ProfileType.FullNameOf(scope.Store.Find("Profile", component.Row!.Text("ParentId"))!).ToLowerInvariant()),
        ColumnXml.Read(component.Row, Name, s_elsewhere, s_noFlags));

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        Need(scope);
        ApiName.Check(Name, fullName);
        CheckValues(metadata);
        var profile = ProfileOf(scope, MetadataXml.TextOf(metadata, Owner)!);
        if (component is not null && component.Row!.Text("ParentId") != profile.Id)
        {
            throw MetadataFaults.Invalid($"{Name} can't be given to another profile", Owner);
        }

        var there = SideRows.Of(scope.Store, Table, profile.Id);
        if (there is not null && component is null && scope.Engine.Switches.SecondProfilePolicyIsRefused)
        {
            throw new SfFault(400, "DUPLICATE_VALUE", $"A profile has one {Name}: {profile.Text("Name")} has {there.Text("DeveloperName")}", Owner);
        }

        var (now, userId) = (scope.Engine.Clock.UtcNow, scope.Caller.UserId);
        var values = ColumnXml.Write(metadata, Name, s_elsewhere).Select(v => (v.Key, v.Value)).ToList();
        if (component is null)
        {
            values.Add(("DeveloperName", scope.Engine.Switches.ProfilePoliciesKeepTheirName ? fullName : ProfileCompanions.NameFor(scope.Engine, profile, Name)));
            values.Add(("CreatedDate", now));
            values.Add(("CreatedById", userId));
        }

        values.Add(("LastModifiedDate", now));
        values.Add(("LastModifiedById", userId));
        SideRows.Set(scope.Store, Table, profile.Id, values.ToArray());
    }

    /// <summary>Refuses numbers that the guide does not list.</summary>
    protected abstract void CheckValues(XElement metadata);

    /// <summary>Refuses a number that is none of these.</summary>
    protected static void OneOf(XElement metadata, string element, params int[] values)
    {
        if (NumberOf(metadata, element) is { } number && Array.IndexOf(values, number) < 0)
        {
            throw MetadataFaults.Invalid($"{element} must be one of {string.Join(", ", values)}: {number}", element);
        }
    }

    /// <summary>Refuses a number outside these.</summary>
    protected static void Between(XElement metadata, string element, int least, int most)
    {
        if (NumberOf(metadata, element) is { } number && (number < least || number > most))
        {
            throw MetadataFaults.Invalid($"{element} must be from {least} to {most}: {number}", element);
        }
    }

    protected static int? NumberOf(XElement metadata, string element) =>
        MetadataXml.TextOf(metadata, element) is { } text ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : null;

    private static Row ProfileOf(MetadataScope scope, string name) =>
        scope.Store.Rows("Profile").FirstOrDefault(p =>
            string.Equals(ProfileType.FullNameOf(p), name, StringComparison.OrdinalIgnoreCase) || string.Equals(p.Text("Name"), name, StringComparison.OrdinalIgnoreCase))
        ?? throw NoSuch(Owner, "Profile", name);

    private static void Need(MetadataScope scope)
    {
        if (!scope.Caller.HasPermission(Permission))
        {
            throw MetadataFaults.NoAccess();
        }
    }
}

/// <summary>ProfilePasswordPolicy. The practice org keeps no passwords, so nothing is judged by it.</summary>
internal sealed class ProfilePasswordPolicyType : ProfilePolicyType
{
    public override string Name => "ProfilePasswordPolicy";

    public override string Directory => "profilePasswordPolicies";

    public override string Suffix => "profilePasswordPolicy";

    protected override string Table => SideTables.ProfilePasswordPolicy;

    // MD:profilepasswordpolicy; how many passwords are remembered is from MD:securitysettings, historyRestriction.
    protected override void CheckValues(XElement metadata)
    {
        OneOf(metadata, "lockoutInterval", 0, 15, 30, 60);
        OneOf(metadata, "maxLoginAttempts", 0, 3, 5, 10);
        Between(metadata, "minimumPasswordLength", 5, 50);
        OneOf(metadata, "passwordComplexity", 0, 1, 2, 3, 4, 5);
        OneOf(metadata, "passwordExpiration", 0, 30, 60, 90, 180, 365);
        Between(metadata, "passwordHistory", 0, 24);
        OneOf(metadata, "passwordQuestion", 0, 1);
        if (NumberOf(metadata, "passwordHistory") == 0 && NumberOf(metadata, "passwordExpiration") != 0)
        {
            throw MetadataFaults.Invalid("Password expiration cannot be enabled if your organization does not remember users' passwords.", "passwordExpiration");
        }
    }
}

/// <summary>ProfileSessionSetting: how long a session of the profile lasts without use (<see cref="SessionTimeouts"/>).</summary>
internal sealed class ProfileSessionSettingType : ProfilePolicyType
{
    public override string Name => "ProfileSessionSetting";

    public override string Directory => "profileSessionSettings";

    public override string Suffix => "profileSessionSetting";

    protected override string Table => SideTables.ProfileSessionSetting;

    // MD:profilesessionsetting.
    protected override void CheckValues(XElement metadata) => OneOf(metadata, "sessionTimeout", 0, 15, 30, 60, 90, 120, 240, 480, 720, 1440);
}
