using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Plan;
using SfIntegration.Harden.Apps;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>
/// Makes an integration user hold exactly what its scope says: plans, asks, applies, journals, reads back. Running it again
/// changes nothing. It always emits its object, with State Complete or Incomplete.
/// </summary>
[Cmdlet(VerbsCommon.New, "SfIntegrationUser", SupportsShouldProcess = true, DefaultParameterSetName = ScopeSet)]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
[RequiresSalesforcePermission(Needed.ToWriteSets, "ManageProfilesPermissionsets")]
[RequiresSalesforcePermission(Needed.ToAssign, "AssignPermissionSets")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData", Optional = true)]
[RequiresSalesforcePermission("to hand out the secret", "ViewClientSecret", Optional = true)]
public sealed partial class NewSfIntegrationUserCommand : PlanningCmdlet
{
    private const string ScopeSet = "Scope";
    private const string ValuesSet = "Values";

    /// <summary>The scope, from Import-SfAccessScope or New-SfAccessScope.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ScopeSet)]
    [ValidateNotNull]
    public AccessScope? Scope { get; set; }

    /// <summary>The login name: e-mail shaped, unique over all Salesforce orgs.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string Username { get; set; } = "";

    /// <summary>The last name; the part of the login name before the @ where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ValidateLength(1, 80)]
    public string? LastName { get; set; }

    /// <summary>The e-mail address: whom Salesforce writes to about this user.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ValidateNotNullOrEmpty]
    public string Email { get; set; } = "";

    /// <summary>Existing permission sets or groups to hold as they are.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>The user licence.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    public string License { get; set; } = SetLicense.IntegrationLicense;

    /// <summary>The profile; the licence's API-only profile where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ValuesSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Where the journal goes; a new file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    internal override object? ErrorTarget => ParameterSetName == ScopeSet ? Scope : Username;

    internal override void ProcessItem()
    {
        var scope = ParameterSetName == ScopeSet
            ? Scope!
            : PlainScope.Of(Username, LastName, Email, License, ProfileName, PermissionSet);
        var api = Api;
        var vault = OpenVault();
        if (HandsOver)
        {
            Done(token => new HandoverReader(api).CheckAsync(scope, token));
        }

        var plan = Wait(token => new PlanService(api).PlanAsync(scope, Options, token));
        Tell(plan);
        if (plan.IsBlocked)
        {
            Refuse(plan);
        }
        else if (Agreed(plan))
        {
            Emit(api, vault, plan, Apply(api, plan, JournalFile(JournalPath, scope), checkFreshness: false));
        }
    }

    private void Refuse(AccessPlan plan)
    {
        var errors = plan.Problems.Where(p => p.Stops).Select(p => p.ToString()).ToList();
        foreach (var problem in plan.Problems.Where(p => p.Stops))
        {
            WriteError(new CmdletError("Sf" + problem.Code, ErrorCategory.InvalidOperation, plan.Scope, $"Nothing was written. {problem.ToString().TrimEnd()}", problem.Cure).ErrorRecord);
        }

        if (!MyInvocation.BoundParameters.ContainsKey("WhatIf"))
        {
            Write(plan, plan.Input.Snapshot, ApplyState.Incomplete, errors, null);
        }
    }

    private void Emit(OrgApi api, SecretVault? vault, AccessPlan plan, ApplyResult result)
    {
        foreach (var error in result.Errors)
        {
            WriteError(new CmdletError("SfChangeFailed", ErrorCategory.WriteError, plan.Scope, error, "Mend the cause and run again; what is done is not done twice.").ErrorRecord);
        }

        var errors = result.Errors.ToList();
        var handover = HandOver(api, vault, plan, result.State, errors);
        Write(plan, result.After ?? plan.Input.Snapshot, errors.Count > result.Errors.Count ? ApplyState.Incomplete : result.State, errors, result, handover);
    }

    private void Write(AccessPlan plan, AccessSnapshot snapshot, ApplyState state, IReadOnlyList<string> errors, ApplyResult? result, IReadOnlyList<SfHandover>? handover = null)
    {
        var facts = snapshot.User(plan.Username) ?? new UserFacts { Username = plan.Username, LastName = plan.Scope.Identity.LastName, Email = plan.Scope.Identity.Email, LicenseName = plan.Scope.Identity.License };
        WriteObject(new SfIntegrationUser(plan.Org, facts)
        {
            State = state,
            Errors = errors,
            Scope = plan.Scope,
            JournalPath = result?.JournalPath,
            Trial = result?.Trial ?? Array.Empty<SfProofStep>(),
            Proof = result?.Proof,
            PermissionSets = HeldSets.Of(snapshot, facts.UserId),
            Handover = handover ?? Array.Empty<SfHandover>(),
        });
    }
}
