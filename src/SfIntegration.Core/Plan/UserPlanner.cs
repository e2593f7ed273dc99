using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>The part of the plan about the user record (facts §2.3).</summary>
internal static class UserPlanner
{
    private const string UserObject = "User";

    public static PlannedUser Plan(AccessScope scope, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var identity = scope.Identity;
        var existing = input.Snapshot.User(identity.Username);
        var profile = ProfilePlanner.Plan(scope, existing, input, options, builder);
        string? roleId = null;
        if (identity.Role is { } role && !input.Names.Roles.TryGetValue(role, out roleId))
        {
            builder.Stop("UnknownRole", role, $"This org has no role '{role}'.", "Name an existing role, or leave `role` out.", scope.IdentitySource);
        }

        if (existing is null)
        {
            Create(scope, profile, roleId, input, builder);
            return new PlannedUser(null, profile?.Facts, NeedsSeat: true);
        }

        if (IsOurs(scope, existing, profile, input, options, builder))
        {
            Update(scope, existing, profile, roleId, builder);
        }

        return new PlannedUser(existing, profile?.Facts, NeedsSeat: !existing.IsActive);
    }

    private static void Create(AccessScope scope, PlannedProfile? profile, string? roleId, PlanInput input, PlanBuilder builder)
    {
        var identity = scope.Identity;
        var values = new Dictionary<string, object?>
        {
            ["Username"] = identity.Username,
            ["LastName"] = identity.LastName,
            ["Email"] = identity.Email,
            ["Alias"] = UserNames.Alias(identity.LastName),
            ["CommunityNickname"] = UserNames.Nickname(identity.Username),
            ["ProfileId"] = profile?.Id,
        };
        foreach (var pair in input.Names.UserDefaults)
        {
            values[pair.Key] = pair.Value;
        }

        if (roleId is not null)
        {
            values["UserRoleId"] = roleId;
        }

        builder.Add(new Write
        {
            Stage = WriteStage.User,
            Operation = WriteOperation.Create,
            SobjectType = UserObject,
            Values = values,
            Key = new NaturalKey(("Username", identity.Username)),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = ChangeKind.CreateUser,
                    Target = identity.Username,
                    After = $"{profile?.Facts.Name ?? "?"} ({identity.License})" + (identity.Role is null ? "" : $", role {identity.Role}"),
                    Reason = "The identity does not exist in this org.",
                    Source = scope.IdentitySource?.ToString(),
                    Risk = ChangeRisk.Low,
                    CanUndo = true,
                },
            },
        });
    }

    private static bool IsOurs(AccessScope scope, UserFacts user, PlannedProfile? profile, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        if (PlatformUsers.IsPlatformUser(user))
        {
            builder.Stop("PlatformUser", user.Username, "This user belongs to the platform itself.", "Use a user of your own; nothing overrides this.", scope.IdentitySource);
            return false;
        }

        if (user.UserId == input.CallerUserId)
        {
            builder.Stop("CallerItself", user.Username, "This is the user that runs the plan.", "Run it as another administrator.", scope.IdentitySource);
            return false;
        }

        if (!string.Equals(user.LicenseName, scope.Identity.License, StringComparison.OrdinalIgnoreCase))
        {
            builder.Stop("UserNotOurs", user.Username,
                $"The user exists with licence '{user.LicenseName}'; the scope says '{scope.Identity.License}'.",
                "Name another username, or put the user's licence into the scope.", scope.IdentitySource);
            return false;
        }

        if (profile is not null && user.ProfileId != profile.Facts.Id && !options.Adopt)
        {
            builder.Stop("UserNotOurs", user.Username,
                $"The user exists with profile '{user.ProfileName}'; the scope means '{profile.Facts.Name}'.",
                "Use -Adopt to move the user to that profile, or name its profile in the scope.", scope.IdentitySource);
            return false;
        }

        return true;
    }

    private static void Update(AccessScope scope, UserFacts user, PlannedProfile? profile, string? roleId, PlanBuilder builder)
    {
        var identity = scope.Identity;
        var changes = new List<AccessChange>();
        var values = new Dictionary<string, object?>();
        var before = new Dictionary<string, object?>();

        void Differs(string field, object? now, object? wanted, string nowText, string wantedText, ChangeRisk risk)
        {
            values[field] = wanted;
            before[field] = now;
            changes.Add(new AccessChange
            {
                Kind = ChangeKind.UpdateUser,
                Target = $"{user.Username} {field}",
                Before = nowText,
                After = wantedText,
                Reason = $"The scope says so.",
                Source = scope.IdentitySource?.ToString(),
                Risk = risk,
            });
        }

        if (!user.IsActive)
        {
            Differs("IsActive", false, true, "inactive", "active", ChangeRisk.Medium);
        }

        if (profile is not null && user.ProfileId != profile.Facts.Id)
        {
            Differs("ProfileId", user.ProfileId, profile.Id, user.ProfileName, profile.Facts.Name, ChangeRisk.High);
        }

        if (!string.Equals(user.LastName, identity.LastName, StringComparison.Ordinal))
        {
            Differs("LastName", user.LastName, identity.LastName, user.LastName, identity.LastName, ChangeRisk.Low);
        }

        if (!string.Equals(user.Email, identity.Email, StringComparison.OrdinalIgnoreCase))
        {
            Differs("Email", user.Email, identity.Email, user.Email, identity.Email, ChangeRisk.Low);
        }

        if (user.RoleId != roleId && (identity.Role is null || roleId is not null))
        {
            Differs("UserRoleId", user.RoleId, roleId, user.RoleName ?? "no role", identity.Role ?? "no role", ChangeRisk.Medium);
        }

        if (changes.Count > 0)
        {
            builder.Add(new Write
            {
                Stage = WriteStage.User,
                Operation = WriteOperation.Update,
                SobjectType = UserObject,
                RecordId = user.UserId,
                Values = values,
                Before = before,
                Key = new NaturalKey(("Username", user.Username)),
                Changes = changes,
            });
        }

        if (user.IsFrozen == true)
        {
            builder.Warn("UserFrozen", user.Username, "The user is frozen and cannot sign in.", "Unlock-SfIntegrationUser lets it sign in again, once you know why it was frozen.", scope.IdentitySource);
        }
    }
}
