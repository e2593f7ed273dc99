using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules.Apps;
using SfIntegration.Rules.Behaviour;
using SfIntegration.Rules.Governance;
using SfIntegration.Rules.Identity;
using SfIntegration.Rules.Live;
using SfIntegration.Rules.Network;
using SfIntegration.Rules.Policy;
using SfIntegration.Rules.Power;
using SfIntegration.Rules.ScopeMatch;

namespace SfIntegration.Rules;

/// <summary>Every rule there is, in the order of their ids.</summary>
internal static class RuleSet
{
    /// <summary>Every rule.</summary>
    public static IReadOnlyList<IRule> All => s_all.Value;

    /// <summary>What Test-SfLeastPrivilege runs.</summary>
    public static IReadOnlyList<IRule> Access { get; } = new IRule[]
    {
        new AdministratorProfileRule(),
        new ApiOnlyRule(),
        new LicenseRule(),
        new PersonLikeNameRule(),
        new PasswordNeverExpiresRule(),
        new SharedIdentityRule(),
        new DifferentWriteAccessRule(),
        new DescribedAsRule(),
        new UsableRule(),
        new NamingRule(),
        new ObjectTooMuchRule(),
        new ObjectMissingRule(),
        new FieldTooMuchRule(),
        new FieldMissingRule(),
        new SystemPermissionTooMuchRule(),
        new SystemPermissionMissingRule(),
        new SetupEntityTooMuchRule(),
        new SetupEntityMissingRule(),
        new RecordWideRule(),
        new ForeignContainerRule(),
        new AssignmentRule(),
        new HeldAsItIsRule(),
        new SetLicenseRule(),
        new ProfileGrantRule(),
        new UncheckedScopeRule(),
        new TabTooMuchRule(),
        new TabMissingRule(),
        new RecordTypeTooMuchRule(),
        new RecordTypeMissingRule(),
        new SignInRule(),
        new ObjectSeenRule(),
        new ObjectFlagsRule(),
        new FieldSeenRule(),
        new PermissionSeenRule(),
        new RowsReadRule(),
        new RefusalRule(),
        new DangerousPermissionRule(),
        new ToxicPairRule(),
        new RecordWidePowerRule(),
        new NoAddressRangesRule(),
        new WideAddressRangesRule(),
        new AddressRangesDifferRule(),
        new CheckedAtLoginOnlyRule(),
        new AppRelaxesRangesRule(),
        new LoginHoursDifferRule(),
        new PolicyNetworkRule(),
        new AppOpenToAllRule(),
        new PreAuthorisedRule(),
        new OldSignInRule(),
        new FullScopeRule(),
        new EndlessRefreshTokenRule(),
        new OldCredentialRule(),
        new SharedAppRule(),
        new RunAsRule(),
        new ScopeAppMissingRule(),
        new PolicyRotationRule(),
        new OwnerRule(),
        new ApprovalRule(),
        new LapsedExceptionRule(),
        new IdleExceptionRule(),
        new MarkerRule(),
        new PlaceholderRule(),
        new UnapprovedAccessRule(),
        new LapsedReviewRule(),
        new TouchedApprovalRule(),
        new PolicyReviewRule(),
    };

    /// <summary>What Find-SfAnomaly runs: group 7xx.</summary>
    public static IReadOnlyList<IRule> Activity { get; } = new IRule[]
    {
        new OddHourRule(),
        new UnknownAddressRule(),
        new UnknownCountryRule(),
        new NewClientRule(),
        new VolumeRule(),
        new FailureBurstRule(),
        new PersonSignInRule(),
        new UseAfterFreezeRule(),
        new ManySystemsRule(),
        new AppOfSeveralRule(),
        new DormantRule(),
        new PasswordSignInRule(),
        new RetirementRule(),
    };

    private static readonly Lazy<IReadOnlyList<IRule>> s_all = new(() => Access.Concat(Activity).OrderBy(r => r.Id, StringComparer.Ordinal).ToList());
}
