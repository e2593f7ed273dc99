using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Handing over what a vendor needs: key, secret and URL, protected or into a vault.</summary>
public sealed partial class NewSfIntegrationUserCommand
{
    /// <summary>Gives what the vendors need: consumer key, secret (a SecureString) and My Domain URL of each app of the scope, in the output's Handover.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    public SwitchParameter Handover { get; set; }

    /// <summary>Puts them into this vault of the module SecretManagement instead; the output then names the entry and holds no secret.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    [ValidateNotNullOrEmpty]
    public string? VaultName { get; set; }

    /// <summary>The name of the vault's entry; the scope's name and the app's developer name where left out. With several apps, each one's developer name is added.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    [ValidatePattern("^[A-Za-z0-9-]{1,100}$")]
    public string? VaultEntry { get; set; }

    /// <summary>With -Handover: gives the secret as text too, which ends up in histories and logs.</summary>
    [Parameter(ParameterSetName = ScopeSet)]
    public SwitchParameter AsPlainText { get; set; }

    private bool HandsOver => Handover || VaultName is not null;

    private SecretVault? OpenVault()
    {
        if (AsPlainText && (!Handover || VaultName is not null))
        {
            throw new CmdletError("SfPlainTextOfNothing", ErrorCategory.InvalidArgument, Scope, "-AsPlainText says how -Handover gives the secret, and goes with that alone.", "Give -Handover without -VaultName, or leave -AsPlainText out.") { IsFatal = true };
        }

        if (VaultEntry is not null && VaultName is null)
        {
            throw new CmdletError("SfNoVault", ErrorCategory.InvalidArgument, Scope, "-VaultEntry names an entry of a vault, and no vault was given.", "Give -VaultName.") { IsFatal = true };
        }

        return VaultName is null ? null : SecretVault.Open(this, VaultName);
    }

    /// <summary>Hands over app by app; what goes wrong with one is an error of its own and never stops the others.</summary>
    private IReadOnlyList<SfHandover> HandOver(OrgApi api, SecretVault? vault, AccessPlan plan, ApplyState state, List<string> errors)
    {
        var handed = new List<SfHandover>();
        if (!HandsOver)
        {
            return handed;
        }

        if (state != ApplyState.Complete)
        {
            WriteWarning("Nothing is handed over: the identity is not complete.");
            return handed;
        }

        if (AsPlainText)
        {
            WriteWarning("-AsPlainText shows consumer secrets as text, which ends up in transcripts, histories and logs. -VaultName puts them into a vault instead.");
        }

        var apps = HandoverReader.AppsOf(plan.Scope);
        foreach (var (name, flow) in apps)
        {
            try
            {
                var handover = Wait(token => new HandoverReader(api).ReadAsync(plan.Scope, name, flow, token));
                handed.Add(vault is not null ? vault.Put(handover, EntryName(plan, name, apps.Count)) : handover);
                if (AsPlainText && handover.ConsumerSecret is { } secret)
                {
                    // Not a property of the type: only what was asked for as text shows it.
                    PSObject.AsPSObject(handover).Properties.Add(new PSNoteProperty("PlainTextSecret", new Secret(secret).Reveal()));
                }
            }
            catch (CmdletError e)
            {
                Failed(e, errors);
            }
            catch (SfException e)
            {
                Failed(new CmdletError("SfHandoverFailed", ErrorCategory.PermissionDenied, name, $"The app '{name}' is not handed over: {e.Message}", e.Cure ?? "Copy key and secret from the app's page in Setup.", e), errors);
            }
        }

        return handed;
    }

    private void Failed(CmdletError error, List<string> errors)
    {
        WriteError(ErrorRecords.From(error, error.ErrorRecord.TargetObject));
        errors.Add(error.Message);
    }

    // Letters, digits and hyphens: what Azure Key Vault takes, the strictest of the vaults in use.
    private string EntryName(AccessPlan plan, string app, int apps)
    {
        var text = VaultEntry is null ? $"{plan.Scope.Name}-{AppComponents.DeveloperName(app)}" : apps == 1 ? VaultEntry : $"{VaultEntry}-{AppComponents.DeveloperName(app)}";
        return string.Concat(text.Select(c => c < 128 && char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
    }
}
