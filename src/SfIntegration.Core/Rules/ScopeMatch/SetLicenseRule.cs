using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI213: generated sets carry the licence that the identity's licence needs, and the permission set licences are held.</summary>
internal sealed class SetLicenseRule : ScopeRule
{
    public override string Id => "SFI213";

    /// <summary>True where the identity needs the integration's permission set licence and does not hold it.</summary>
    public static bool LacksLicense(RuleContext context, ScopeView view) =>
        SetLicense.IsIntegration(view.Scope) && SetLicense.Integration(context.Snapshot) is { } needed
        && !context.Snapshot.LicenseAssignments.Any(l => l.AssigneeId == context.User?.UserId && l.PermissionSetLicenseId == needed.Id);

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var snapshot = context.Snapshot;
        var integration = SetLicense.IsIntegration(view.Scope);
        var needed = integration ? SetLicense.Integration(snapshot) : null;
        var held = new HashSet<string>(snapshot.LicenseAssignments.Where(l => l.AssigneeId == context.User!.UserId).Select(l => l.PermissionSetLicenseId), StringComparer.Ordinal);
        var answers = new List<RuleAnswer>();
        foreach (var container in view.Own.OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
        {
            // A set without a licence works too, once the permission set licence is held by itself (facts §2.2).
            var right = container.LicenseId == needed?.Id || container.LicenseId is null;
            answers.Add(right
                ? Answers.Pass(container.Name, $"{container.Name} is bound to {SetLicense.Words(container.LicenseId, snapshot)}.")
                : Answers.Fail(container.Name, $"{container.Name} is bound to {SetLicense.Words(container.LicenseId, snapshot)}; this identity needs {SetLicense.Words(needed?.Id, snapshot)}."));
        }

        var wanted = view.Scope.Integrations.SelectMany(i => i.PermissionSetLicenses.Select(name => (Name: name, Found: Find(snapshot, name)))).ToList();
        if (integration && view.Own.Count > 0)
        {
            wanted.Insert(0, ("Salesforce API Integration", needed));
        }

        answers.AddRange(wanted.GroupBy(w => w.Found?.DeveloperName ?? w.Name, StringComparer.OrdinalIgnoreCase).Select(w => Judge(w.Key, w.First().Found, held, snapshot)));
        return ScopeAnswers.OrPass(answers, context.Username, "Neither a generated set nor a permission set licence is needed.");
    }

    private static RuleAnswer Judge(string name, PermissionSetLicenseFacts? found, HashSet<string> held, AccessSnapshot snapshot) =>
        snapshot.PermissionSetLicenses.Count == 0 ? Answers.NotAssessed(name, "The org's permission set licences were not read.", "Read as a user with View Setup and Configuration.")
        : found is null ? Answers.Fail(name, $"This org has no permission set licence {name}.")
        : held.Contains(found.Id) ? Answers.Pass(name, $"The permission set licence '{found.Label}' is held.")
        : Answers.Fail(name, $"The permission set licence '{found.Label}' is not held.");

    private static PermissionSetLicenseFacts? Find(AccessSnapshot snapshot, string name) => snapshot.PermissionSetLicenses.FirstOrDefault(l =>
        string.Equals(l.DeveloperName, name, StringComparison.OrdinalIgnoreCase) || string.Equals(l.Label, name, StringComparison.OrdinalIgnoreCase));
}
