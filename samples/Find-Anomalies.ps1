<#
.SYNOPSIS
    Saves the event logs of an org and looks for what its integrations should not have done; for a scheduler with nobody watching.
.DESCRIPTION
    Run it every hour: the free event logs live one day. Exit code 0: nothing of that severity was found. 2: findings. 1: anything else, that is, the
    tool could not do its work. The report is for people, the .jsonl has a line per finding for a SIEM.
.EXAMPLE
    pwsh -NonInteractive -File ./Find-Anomalies.ps1 -ScopeFolder ./scopes -LogFolder ./logs -Practice
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ScopeFolder,
    [Parameter(Mandatory)] [string] $LogFolder,
    [string] $ReportFolder = './report',
    [ValidateSet('Info', 'Low', 'Medium', 'High', 'Critical')] [string] $FailOn = 'High',
    [int] $Days = 1,
    [string] $Environment,
    [switch] $Practice,
    [string] $InstanceUrl = $env:SF_INSTANCE_URL,
    [string] $ClientId = $env:SF_CLIENT_ID,
    [string] $Username = $env:SF_USERNAME,
    [string] $CertificatePath = $env:SF_CERTIFICATE_PATH,
    [string] $KeyVaultKey = $env:SF_KEY_VAULT_KEY
)
$ErrorActionPreference = 'Stop'
try {
    if (-not (Get-Module SfIntegration)) { Import-Module SfIntegration }
    if ($Practice) { Connect-SfOrg -Practice | Out-Null }
    elseif ($KeyVaultKey) { Connect-SfOrg -InstanceUrl $InstanceUrl -ClientId $ClientId -Username $Username -KeyVaultKey $KeyVaultKey | Out-Null }
    else { Connect-SfOrg -InstanceUrl $InstanceUrl -ClientId $ClientId -Username $Username -CertificatePath $CertificatePath | Out-Null }

    $saved = @(Save-SfEventLog $LogFolder -Confirm:$false)
    Write-Host "$($saved.Count) files saved."
    $named = if ($Environment) { @{ Environment = $Environment } } else { @{} }
    $scopes = Get-ChildItem $ScopeFolder -Filter *.scope.yaml | Import-SfAccessScope @named
    # Before the first logs are there only sign-ins can be looked at.
    $where = if (Get-ChildItem $LogFolder -Recurse -Filter manifest.json -ErrorAction SilentlyContinue) { @{ Path = $LogFolder } } else { @{} }
    $findings = @($scopes | Find-SfAnomaly @where -Since (Get-Date).AddDays(-$Days) -All)
    $findings | Export-SfReport -Path "$ReportFolder/anomalies.md", "$ReportFolder/anomalies.xml", "$ReportFolder/anomalies.jsonl" -FailOn $FailOn
    # A caller who may see nothing finds nothing wrong: that is no green run.
    if (-not ($findings | Where-Object Outcome -NE 'NotAssessed')) { throw 'Nothing could be looked at; the report says why.' }
    exit 0
}
catch {
    Write-Host $_.Exception.Message
    $code = if ($_.FullyQualifiedErrorId -like 'SfFindings*') { 2 } else { 1 }
    # Agents run a script by -Command ". 'file'", and of that pwsh makes 1 of every exit code unless the host is told.
    if ($env:TF_BUILD -or $env:GITHUB_ACTIONS) { $Host.SetShouldExit($code) }
    exit $code
}
