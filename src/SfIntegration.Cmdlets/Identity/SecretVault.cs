using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>A vault of the module SecretManagement, where that module is installed: the one place that writes into one.</summary>
internal sealed class SecretVault
{
    private const string ModuleName = "Microsoft.PowerShell.SecretManagement";

    private readonly PSCmdlet _cmdlet;
    private readonly string _name;

    private SecretVault(PSCmdlet cmdlet, string name)
    {
        _cmdlet = cmdlet;
        _name = name;
    }

    /// <summary>Finds a registered vault.</summary>
    /// <exception cref="CmdletError">SfNoSecretManagement, SfNoVault.</exception>
    public static SecretVault Open(PSCmdlet cmdlet, string name)
    {
        if (cmdlet.InvokeCommand.GetCommand(ModuleName + "\\Set-Secret", CommandTypes.Cmdlet) is null)
        {
            throw new CmdletError("SfNoSecretManagement", ErrorCategory.NotInstalled, name, $"The module {ModuleName} is not installed, so that nothing can be put into the vault '{name}'. Nothing was written.",
                $"Install-PSResource {ModuleName}, and the module of your vault; then Register-SecretVault.") { IsFatal = true };
        }

        var vaults = cmdlet.InvokeCommand.InvokeScript(ModuleName + "\\Get-SecretVault").Select(v => (string)v.Properties["Name"].Value).ToList();
        var found = vaults.FirstOrDefault(v => string.Equals(v, name, System.StringComparison.OrdinalIgnoreCase));
        return found is not null ? new SecretVault(cmdlet, found) : throw new CmdletError("SfNoVault", ErrorCategory.ObjectNotFound, name, $"No vault '{name}' is registered. Nothing was written.",
            vaults.Count == 0 ? "Register-SecretVault registers one." : $"These are: {string.Join(", ", vaults)}.") { IsFatal = true };
    }

    /// <summary>
    /// Puts key and secret under a name, as a PSCredential, and the URL beside it under the name and "-url": entries of these types every vault takes.
    /// Entries that are there are replaced.
    /// </summary>
    /// <exception cref="CmdletError">SfVaultFailed.</exception>
    public SfHandover Put(SfHandover handover, string entry)
    {
        object keyAndSecret = handover.ConsumerSecret is { } secret ? new PSCredential(handover.ConsumerKey, secret) : handover.ConsumerKey;
        Set(entry, keyAndSecret, handover);
        Set(entry + "-url", handover.MyDomainUrl, handover);
        return handover with { ConsumerSecret = null, VaultName = _name, VaultEntry = entry };
    }

    private void Set(string name, object value, SfHandover handover)
    {
        try
        {
            _cmdlet.InvokeCommand.InvokeScript("param($name, $value, $vault) Microsoft.PowerShell.SecretManagement\\Set-Secret -Name $name -Secret $value -Vault $vault -Confirm:$false -WhatIf:$false -ErrorAction Stop", name, value, _name);
        }
        catch (RuntimeException e)
        {
            throw new CmdletError("SfVaultFailed", ErrorCategory.WriteError, handover.AppName, $"The vault '{_name}' did not take '{name}' for the app '{handover.AppName}': {e.Message}", "Unlock the vault (Unlock-SecretVault) or mend its registration (Test-SecretVault), then run again.", e);
        }
    }
}
