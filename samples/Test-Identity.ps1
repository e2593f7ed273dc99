<#
.SYNOPSIS
    Tests one identity against its scope and writes reports; for pipelines with nobody watching.
.DESCRIPTION
    Exit code 0: nothing of that severity fails. 2: findings. 1: anything else, that is, the tool could not do its work.
.EXAMPLE
    pwsh -NonInteractive -File ./Test-Identity.ps1 -ScopePath ./order-sync.scope.yaml -Practice
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ScopePath,
    [string] $ReportFolder = './report',
    [ValidateSet('Info', 'Low', 'Medium', 'High', 'Critical')] [string] $FailOn = 'High',
    [switch] $Practice,
    [string] $InstanceUrl = $env:SF_INSTANCE_URL,
    [string] $ClientId = $env:SF_CLIENT_ID,
    [string] $Username = $env:SF_USERNAME,
    [string] $CertificatePath = $env:SF_CERTIFICATE_PATH
)
$ErrorActionPreference = 'Stop'
try {
    if (-not (Get-Module SfIntegration)) { Import-Module SfIntegration }
    if ($Practice) {
        Connect-SfOrg -Practice | Out-Null
        # A practice org starts empty of our identities, so the identity is made first.
        Import-SfAccessScope $ScopePath | New-SfIntegrationUser -Confirm:$false | Out-Null
    }
    else {
        Connect-SfOrg -InstanceUrl $InstanceUrl -ClientId $ClientId -Username $Username -CertificatePath $CertificatePath | Out-Null
    }

    $findings = Import-SfAccessScope $ScopePath | Test-SfLeastPrivilege -Live:$Practice
    $findings | Export-SfReport -Path "$ReportFolder/report.md", "$ReportFolder/report.xml", "$ReportFolder/report.json" -FailOn $FailOn
    # A caller who may see nothing finds nothing wrong: that is no green run.
    if (-not ($findings | Where-Object Outcome -NE 'NotAssessed')) { throw 'Nothing could be assessed; the report says why.' }
    exit 0
}
catch {
    Write-Host $_.Exception.Message
    $code = if ($_.FullyQualifiedErrorId -like 'SfFindings*') { 2 } else { 1 }
    # Agents run a script by -Command ". 'file'", and of that pwsh makes 1 of every exit code unless the host is told.
    if ($env:TF_BUILD -or $env:GITHUB_ACTIONS) { $Host.SetShouldExit($code) }
    exit $code
}
