<#
.SYNOPSIS
    Plans every scope against the org and writes what would change as Markdown; writes nothing to the org.
.DESCRIPTION
    Exit code 0: the plan is made, whatever it holds. 1: it could not be made, or it cannot be applied as it is.
.EXAMPLE
    pwsh -NonInteractive -File ./Show-Plan.ps1 -ScopeFolder ../ -Practice
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ScopeFolder,
    [string] $ReportFolder = './report',
    [string] $Environment,
    [switch] $Practice
)
. $PSScriptRoot/Common.ps1
Invoke-Step {
    Connect-Pipeline -Practice:$Practice
    $plans = @(Import-PipelineScope $ScopeFolder $Environment | Get-SfAccessPlan)
    $plans | Export-SfReport -Path "$ReportFolder/plan.md", "$ReportFolder/plan.html", "$ReportFolder/plan.json"
    $plans | ForEach-Object { Write-Output "$($_.Scope.Name): $($_.ChangeCount) changes." }
    $blocked = @($plans | Where-Object IsBlocked)
    if ($blocked) { throw "$($blocked.Count) plan(s) cannot be applied; plan.md says why: $($blocked.Scope.Name -join ', ')." }
}
