<#
.SYNOPSIS
Runs Pester on one file and writes what it found as JSON, for the xUnit project beside this file.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $ResultPath
)

# No preference and no strict mode is set here: the tests would inherit it.
function Write-Result([hashtable] $Result) {
    [System.IO.File]::WriteAllText($ResultPath, ($Result | ConvertTo-Json -Depth 4))
}

$pester = Get-Module -ListAvailable -Name Pester | Where-Object Version -GE ([version]'5.3') | Sort-Object Version | Select-Object -Last 1
if (-not $pester) {
    Write-Result @{ Missing = 'Pester 5.3 or newer is not installed (Install-PSResource Pester).'; Passed = 0; Failed = 0; Skipped = 0; Failures = @() }
    return
}

Import-Module $pester.Path -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$configuration.Output.RenderMode = 'Plaintext'
$run = Invoke-Pester -Configuration $configuration

$failures = @(
    foreach ($bad in @($run.Failed) + @($run.FailedBlocks) + @($run.FailedContainers)) {
        if ($bad) {
            $name = if ($bad.ExpandedPath) { $bad.ExpandedPath } else { [string] $bad }
            $said = foreach ($record in $bad.ErrorRecord) {
                $record.Exception.Message
                # The lines of the suite, not those of Pester.
                $record.ScriptStackTrace -split "`n" | Where-Object { $_ -like '*.Tests.ps1*' }
            }
            @{ Test = $name; Message = ($said -join "`n") }
        }
    }
)
# A block that cannot set itself up fails without a failed test.
$failed = [Math]::Max($run.FailedCount, $failures.Count)
Write-Result @{ Passed = $run.PassedCount; Failed = $failed; Skipped = $run.SkippedCount + $run.NotRunCount; Failures = $failures }
