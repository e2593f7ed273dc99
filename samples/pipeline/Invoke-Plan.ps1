<#
.SYNOPSIS
    Plans every scope and applies what was merged; asks nothing. A second run finds nothing to do.
.DESCRIPTION
    Exit code 0: every scope is in the org as it says, read back. 1: something is not; the report and the journals say what, and Undo-SfAccessPlan takes a
    journal back. Keep the journals with the run.
.EXAMPLE
    pwsh -NonInteractive -File ./Invoke-Plan.ps1 -ScopeFolder ../ -Practice
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
    # One scope that fails does not keep the others from being applied, and the report is written in any case.
    $results = foreach ($scope in Import-PipelineScope $ScopeFolder $Environment) {
        $journal = Join-Path $ReportFolder "$($scope.Name).$(Get-Date -Format yyyyMMddTHHmmss).jsonl"
        $scope | Get-SfAccessPlan -ErrorAction Continue -ErrorVariable +failed |
            Invoke-SfAccessPlan -JournalPath $journal -Confirm:$false -ErrorAction Continue -ErrorVariable +failed
    }
    if ($results) { $results | Export-SfReport -Path "$ReportFolder/apply.md", "$ReportFolder/apply.xml", "$ReportFolder/apply.json" }
    $results | ForEach-Object { Write-Output "$_" }
    if ($failed) { throw "$(@($failed).Count) error(s); the first: $($failed[0])" }
}
