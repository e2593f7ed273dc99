using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Users (OR:user): names that are unique, licences, the profile's own permission set.</summary>
internal sealed class UserRules : ObjectRules
{
    public override string Type => "User";

    public override IReadOnlyList<string>? Required { get; } = new[]
    {
        "Username", "LastName", "Email", "Alias", "ProfileId", "TimeZoneSidKey", "LocaleSidKey", "EmailEncodingKey", "LanguageLocaleKey",
    };

    public override void BeforeInsert(Write write)
    {
        var row = write.Row;
        if (!write.Given.Contains("IsActive"))
        {
            row["IsActive"] = true;
        }

        Check(write);
        CheckUsername(write);
        if (row.Text("CommunityNickname") is null)
        {
            row["CommunityNickname"] = FreeNickname(write);
        }
        else
        {
            CheckNickname(write);
        }

        NeedSeat(write);
    }

    public override void AfterInsert(Write write)
    {
        var user = write.Row;
        var engine = write.Engine;
        engine.Create("UserLogin", write.Caller.UserId, ("UserId", user.Id), ("IsFrozen", false), ("IsPasswordLocked", false));
        AssignProfile(write);
        Licenses.Recount(engine.Store, LicenseIdOf(engine, user));
        AuditTrail.Note(write, "user.created", $"Created new user {user.Text("Name")}");
    }

    public override void BeforeUpdate(Write write)
    {
        Check(write);
        if (write.Changes("Username"))
        {
            CheckUsername(write);
        }

        if (write.Changes("CommunityNickname"))
        {
            CheckNickname(write);
        }

        if (LicenseIdOf(write.Engine, write.Row) != LicenseIdOf(write.Engine, write.Old!) || !write.Old!.Flag("IsActive"))
        {
            NeedSeat(write);
        }
    }

    public override void AfterUpdate(Write write)
    {
        var engine = write.Engine;
        var store = engine.Store;
        var name = write.Row.Text("Name");
        if (write.Changes("ProfileId"))
        {
            foreach (var old in store.Rows("PermissionSetAssignment", "AssigneeId", write.Row.Id)
                .Where(a => store.Find("PermissionSet", a.Text("PermissionSetId"))?.Text("ProfileId") == write.Old!.Text("ProfileId")).ToList())
            {
                store.Remove(old);
            }

            AssignProfile(write);
            foreach (var held in store.Rows("PermissionSetAssignment", "AssigneeId", write.Row.Id).ToList())
            {
                AssignmentLicenses.Check(engine, held, write.Row.Id);
            }

            Licenses.Recount(store, LicenseIdOf(engine, write.Old!));
            AuditTrail.Note(write, ProfileKey(store, write), $"Changed profile for user {name} from {ProfileName(store, write.Old!)} to {ProfileName(store, write.Row)}");
        }

        if (write.Changes("IsActive"))
        {
            AuditTrail.Note(write, write.Row.Flag("IsActive") ? "user.activated" : "user.deactivated", $"{(write.Row.Flag("IsActive") ? "Activated" : "Deactivated")} user {name}");
        }

        foreach (var (field, key) in new[] { ("UserRoleId", "user.role"), ("Username", "user.username"), ("Email", "user.email"), ("FederationIdentifier", "user.federation") })
        {
            if (write.Changes(field))
            {
                AuditTrail.Note(write, key, $"Changed {field} for user {name}");
            }
        }

        Licenses.Recount(store, LicenseIdOf(engine, write.Row));
    }

    /// <summary>Users are deactivated, never deleted.</summary>
    public override void BeforeDelete(Write write) => throw Faults.NotSupported(write.Schema, "delete");

    private static void Check(Write write)
    {
        var row = write.Row;
        foreach (var (field, length) in new[] { ("Alias", 8), ("CommunityNickname", 40), ("LastName", 80), ("Username", 80) })
        {
            ApiNames.Fit(write, field, length);
        }

        UserPicklists.Check(write);
        row["Name"] = row.Text("FirstName") is { } first ? first + " " + row.Text("LastName") : row.Text("LastName");
        row["UserType"] = write.Engine.Store.Find("Profile", row.Text("ProfileId"))?.Text("UserType") ?? row.Text("UserType");
    }

    private static void CheckUsername(Write write)
    {
        var username = write.Row.Text("Username")!;
        if (!EmailShape.Fits(username))
        {
            throw new SfFault(400, "INVALID_EMAIL_ADDRESS", $"Username: invalid email address: {username}", "Username");
        }

        // Upper case is folded, as in Salesforce.
        write.Row["Username"] = username = username.ToLowerInvariant();
        if (write.Engine.Switches.UsernamesTakenElsewhere.Contains(username) || IsTaken(write, "Username", username))
        {
            throw new SfFault(
                400,
                "DUPLICATE_USERNAME",
                "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ",
                "Username");
        }
    }

    private static void CheckNickname(Write write)
    {
        if (IsTaken(write, "CommunityNickname", write.Row.Text("CommunityNickname")))
        {
            throw new SfFault(
                400,
                "DUPLICATE_COMM_NICKNAME",
                "Duplicate Nickname.<br>Another user has already selected this nickname.<br>Please select another.",
                "CommunityNickname");
        }
    }

    // The name part of the username; a number when somebody has it already.
    private static string FreeNickname(Write write)
    {
        var name = write.Row.Text("Username")!.Split('@')[0];
        name = name.Length > 36 ? name.Substring(0, 36) : name;
        var nickname = name;
        for (var n = 1; IsTaken(write, "CommunityNickname", nickname); n++)
        {
            nickname = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return nickname;
    }

    private static void NeedSeat(Write write)
    {
        if (write.Row.Flag("IsActive") && Licenses.OfProfile(write.Engine.Store, write.Row.Text("ProfileId")) is { } license)
        {
            Licenses.NeedSeat(write.Engine, license);
        }
    }

    private static void AssignProfile(Write write)
    {
        var set = ProfileRules.OwnedSet(write.Engine.Store, write.Row.Text("ProfileId"))
            ?? throw Faults.BadReference("ProfileId");
        write.Engine.Create("PermissionSetAssignment", write.Caller.UserId, ("AssigneeId", write.Row.Id), ("PermissionSetId", set.Id), ("IsActive", true));
    }

    private static bool IsTaken(Write write, string field, string? text) =>
        write.Engine.Store.Rows("User", field, text, ignoreCase: true).Any(u => u.Id != write.Row.Id);

    private static string? LicenseIdOf(OrgEngine engine, Row user) => Licenses.OfProfile(engine.Store, user.Text("ProfileId"))?.Id;

    /// <summary>Between a standard and a custom profile, the move has a name of its own.</summary>
    private static string ProfileKey(OrgStore store, Write write) =>
        (StandardProfiles.Has(store.Find("Profile", write.Old!.Text("ProfileId"))), StandardProfiles.Has(store.Find("Profile", write.Row.Text("ProfileId")))) switch
        {
            (false, true) => "user.profile.toStandard",
            (true, false) => "user.profile.toCustom",
            _ => "user.profile",
        };

    private static string? ProfileName(OrgStore store, Row user) => store.Find("Profile", user.Text("ProfileId"))?.Text("Name");
}

/// <summary>Freezing (OR:userlogin). The row comes with the user; only these two flags change.</summary>
internal sealed class UserLoginRules : ObjectRules
{
    public override string Type => "UserLogin";

    public override void BeforeUpdate(Write write)
    {
        if (write.Changes("IsPasswordLocked") && write.Row.Flag("IsPasswordLocked"))
        {
            throw Faults.Integrity("IsPasswordLocked can only be set to false", "IsPasswordLocked");
        }
    }

    public override void AfterUpdate(Write write)
    {
        if (write.Changes("IsFrozen"))
        {
            var frozen = write.Row.Flag("IsFrozen");
            var name = write.Engine.Store.Find("User", write.Row.Text("UserId"))?.Text("Name");
            AuditTrail.Note(write, frozen ? "user.frozen" : "user.unfrozen", $"{(frozen ? "Froze" : "Unfroze")} user {name}");
        }
    }
}
