using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>A profile that the identity has or will have.</summary>
/// <param name="Facts">What it is; its id is empty while it does not exist.</param>
/// <param name="Id">Its id, or what stands for it until it is made and is API Only.</param>
internal sealed record PlannedProfile(ProfileFacts Facts, object Id);

/// <summary>
/// The part of the plan about the identity's profile: the one there is, or one of its own, made from the licence's API-only profile or from
/// another. No user is moved to a profile of its own before that reads back as API Only.
/// </summary>
internal static class ProfilePlanner
{
    private const string Default = "default";

    public static PlannedProfile? Plan(AccessScope scope, UserFacts? existing, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var profiles = input.Names.Profiles;
        if (ProfileChooser.Keep(scope, existing, profiles) is { } kept)
        {
            return new PlannedProfile(kept, kept.Id);
        }

        if (scope.Identity.Profile is { CloneOf: { } source } own)
        {
            return Own(scope, own.Name, source, input, options, builder);
        }

        return ProfileChooser.Choose(scope, profiles, builder) is { } chosen ? new PlannedProfile(chosen, chosen.Id) : null;
    }

    private static PlannedProfile? Own(AccessScope scope, string name, string source, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var profiles = input.Names.Profiles;
        if (profiles.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)) is { } there)
        {
            if (ProfileChooser.Named(scope, name, profiles, builder) is null)
            {
                return null;
            }

            if (!there.ApiUserOnly)
            {
                Check(scope, there.Name, there.Id, null, builder);
            }

            return new PlannedProfile(there, there.ApiUserOnly ? there.Id : ApiOnly(there.Name));
        }

        var isDefault = string.Equals(source, Default, StringComparison.OrdinalIgnoreCase);
        var model = isDefault ? ProfileChooser.OfLicense(scope, profiles, builder) : ProfileChooser.Source(scope, source, profiles, builder);
        if (model is null)
        {
            return null;
        }

        Create(scope, name, model, input, isDefault && options.ProfileCloning == ProfileCloning.Row, builder);
        Check(scope, name, null, new IdRef(ProfileRowWriter.SobjectType, name), builder);
        return new PlannedProfile(new ProfileFacts("", name, model.LicenseName, ApiUserOnly: true, ApiEnabled: true), ApiOnly(name));
    }

    private static IdRef ApiOnly(string name) => new(ProfileRowWriter.ApiOnly, name);

    private static void Create(AccessScope scope, string name, ProfileFacts model, PlanInput input, bool asRow, PlanBuilder builder)
    {
        var license = input.Snapshot.UserLicenses.FirstOrDefault(l => string.Equals(l.Name, scope.Identity.License, StringComparison.OrdinalIgnoreCase));
        var values = new Dictionary<string, object?> { ["Name"] = name, ["UserLicenseId"] = license?.Id };
        if (!asRow)
        {
            values["CloneOf"] = model.Id;
        }

        builder.Add(new Write
        {
            Stage = WriteStage.Profile,
            Operation = WriteOperation.Create,
            SobjectType = ProfileRowWriter.SobjectType,
            Values = values,

            // A user cannot be deleted, and a profile that one has cannot either: an undo puts such users back to this one.
            Before = new Dictionary<string, object?> { ["ProfileId"] = model.Id },
            Key = new NaturalKey(("Name", name)),
            Makes = new IdRef(ProfileRowWriter.SobjectType, name),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = ChangeKind.CreateProfile,
                    Target = name,
                    Container = name,
                    After = $"made from {model.Name} ({model.LicenseName})",
                    Reason = "Address ranges and hours bind a whole profile, so the identity has one of its own.",
                    Source = scope.IdentitySource?.ToString(),
                    Risk = ChangeRisk.Low,
                },
            },
        });
    }

    private static void Check(AccessScope scope, string name, string? id, IdRef? made, PlanBuilder builder) => builder.Add(new Write
    {
        Stage = WriteStage.ProfileCheck,
        Operation = WriteOperation.Update,
        SobjectType = ProfileRowWriter.ApiOnly,
        RecordId = id,
        RecordRef = made,
        Values = new Dictionary<string, object?> { ["PermissionsApiUserOnly"] = true },
        Key = new NaturalKey(("Name", name)),
        Makes = ApiOnly(name),
        Changes = new[]
        {
            new AccessChange
            {
                Kind = ChangeKind.UpdateProfile,
                Target = "ApiUserOnly",
                Container = name,
                After = "true, read back before a user is moved to it",
                Reason = "Only API-only users can do nothing in a browser.",
                Source = scope.IdentitySource?.ToString(),
                Risk = ChangeRisk.Low,
            },
        },
    });
}
