<#
.SYNOPSIS
Runs the examples of help pages as a person at a prompt would, each in a folder and against a practice org of its own, and writes what they say between markers.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Work, [Parameter(Mandatory)] [string] $Examples)

. $PSScriptRoot/Common.ps1
. $PSScriptRoot/HelpGround.ps1
Import-Module $ModuleManifest
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
# On an agent reports say more.
$env:TF_BUILD = $null
$PSStyle.OutputRendering = 'PlainText'

# In a scope of its own, statement by statement: each is shown as a prompt shows it.
function Invoke-Example($Example) {
    $HelpServed = $null
    try {
        . New-HelpGround $Example.Code
        $code = if ($HelpServed) { $Example.Code -replace 'https://acme\.my\.salesforce\.com', $HelpServed.Url } else { $Example.Code }
        $parsed = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $null)
        Write-Host "<<<$($Example.Page) $($Example.Number)"
        foreach ($statement in $parsed.EndBlock.Statements) {
            . ([scriptblock]::Create($statement.Extent.Text)) | Out-String -Stream -Width 120 | ForEach-Object { Write-Host $_ }
        }
        Write-Host '>>>'
    }
    catch { Write-Host ">>>$("$_" -replace '\s+', ' ') [$($_.FullyQualifiedErrorId)]" }
    finally {
        Get-SfOrg | Disconnect-SfOrg
        Stop-ServedOrg $HelpServed
    }
}

foreach ($example in Get-Content $Examples -Raw | ConvertFrom-Json) {
    Set-Location (New-Item -ItemType Directory (Join-Path $Work "$($example.Page)-$($example.Number)"))
    Invoke-Example $example
    Set-Location $Work
}
