<#
.SYNOPSIS
    Runs the PowerShell blocks of a page in order, in one session, as a reader would paste them.
.DESCRIPTION
    Before each block comes a line "=== <line of the page>". A block after <!-- not on the practice org --> is left out. An error ends the run with exit code 1.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File ./Invoke-Page.ps1 ../../docs/getting-started.md -Folder /tmp/page
#>
param(
    [Parameter(Mandatory, Position = 0)] [string] $Page,
    # Where it runs; samples/ and the built module are brought there.
    [Parameter(Mandatory)] [string] $Folder
)
. $PSScriptRoot/Common.ps1
. $PSScriptRoot/Commands.ps1
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
$blocks = Get-PowerShellBlock (Resolve-Path $Page) | Where-Object { -not $_.Skipped }
Copy-Item (Join-Path $RepositoryRoot samples) $Folder -Recurse
Set-Location $Folder
Import-Module $ModuleManifest
try {
    foreach ($block in $blocks) {
        Write-Host "=== $($block.Line)"
        # One statement after the other, as at a prompt: each has an output, and so a view, of its own.
        foreach ($statement in [System.Management.Automation.Language.Parser]::ParseInput($block.Code, [ref] $null, [ref] $null).EndBlock.Statements) {
            . ([scriptblock]::Create($statement.Extent.Text)) | Out-String -Stream -Width 110 | Write-Host
        }
    }
}
catch {
    Write-Host "Page $($Page), block of line $($block.Line): $($_.FullyQualifiedErrorId): $_"
    exit 1
}
