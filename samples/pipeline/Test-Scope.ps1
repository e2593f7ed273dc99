<#
.SYNOPSIS
    Tests every identity against its scope: what drifted since the scope was applied, what lapsed, what is too much.
.DESCRIPTION
    Exit code 0: nothing of that severity fails. 2: findings. 1: anything else, that is, the tool could not do its work. The reports are whole in each case:
    .md and .html for people, .xml (JUnit) for the page of test results, .sarif for code scanning.
.EXAMPLE
    pwsh -NonInteractive -File ./Test-Scope.ps1 -ScopeFolder ../ -Practice
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ScopeFolder,
    [string] $ReportFolder = './report',
    [ValidateSet('Info', 'Low', 'Medium', 'High', 'Critical')] [string] $FailOn = 'High',
    [string] $Environment,
    [switch] $Practice
)
. $PSScriptRoot/Common.ps1
Invoke-Step {
    Connect-Pipeline -Practice:$Practice
    $scopes = Import-PipelineScope $ScopeFolder $Environment
    # A practice org starts empty of our identities, so they are made first.
    if ($Practice) { $null = $scopes | New-SfIntegrationUser -Confirm:$false }

    $findings = @($scopes | Test-SfLeastPrivilege)
    $files = 'md', 'html', 'xml', 'sarif', 'json' | ForEach-Object { "$ReportFolder/test.$_" }
    $findings | Export-SfReport -Path $files -FailOn $FailOn
    # A caller who may see nothing finds nothing wrong: that is no green run.
    if (-not ($findings | Where-Object Outcome -NE 'NotAssessed')) { throw 'Nothing could be assessed; the report says why.' }
    Write-Output "$($findings.Count) findings of $(@($scopes).Count) scope(s), none of them a failure of severity $FailOn or worse."
}
