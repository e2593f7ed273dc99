<#
.SYNOPSIS
Makes SfIntegration.<version>.nupkg of the staged module, as a repository of PowerShell modules takes it.
.DESCRIPTION
Whatever lies in the staged module goes in, with README.md. What changed, of CHANGELOG.md, becomes the release notes. The package is checked to hold the
version it says. Needs the module Microsoft.PowerShell.PSResourceGet 1.1 or newer, which PowerShell 7.5 brings.
.EXAMPLE
./package/Build-Package.ps1 -ModuleFolder ./out/SfIntegration/0.1.0 -Destination ./out
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $ModuleFolder,
    [Parameter(Mandatory)] [string] $Destination
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$root = Split-Path $PSScriptRoot

# The section of a version in CHANGELOG.md, or of what is not released yet, as text for the manifest.
function Get-ReleaseNote([string] $Version) {
    $sections = (Get-Content (Join-Path $root 'CHANGELOG.md') -Raw -Encoding UTF8) -split '(?m)^## ' | ForEach-Object { $_.Trim() }
    foreach ($wanted in $Version, 'Unreleased') {
        $mine = $sections | Where-Object { $_ -match "^\[?$([regex]::Escape($wanted))(?![\w.-])" } | Select-Object -First 1
        if ($mine) { return $mine }
    }
    throw "CHANGELOG.md has no section '## $Version' and none '## Unreleased': write what this version changes."
}

if (-not (Get-Command Compress-PSResource -ErrorAction SilentlyContinue)) {
    throw 'Packing needs the module Microsoft.PowerShell.PSResourceGet 1.1 or newer: Install-Module Microsoft.PowerShell.PSResourceGet.'
}

$version = Split-Path $ModuleFolder -Leaf
$work = Join-Path ([System.IO.Path]::GetTempPath()) "sfi-package-$([guid]::NewGuid().ToString('n'))"
$copy = Join-Path $work 'SfIntegration'
try {
    New-Item -ItemType Directory $work | Out-Null
    Copy-Item -LiteralPath $ModuleFolder $copy -Recurse
    Copy-Item (Join-Path $root 'README.md') $copy

    $manifest = Join-Path $copy 'SfIntegration.psd1'
    $text = [System.IO.File]::ReadAllText($manifest)
    $notes = "ReleaseNotes = '$((Get-ReleaseNote $version).Replace("'", "''"))'"
    $stamped = $text.Replace("ReleaseNotes = 'See CHANGELOG.md.'", $notes)
    if ($stamped -eq $text) { throw "SfIntegration.psd1 has no line ReleaseNotes = 'See CHANGELOG.md.' to put the release notes in." }
    # With a byte order mark: Windows PowerShell reads a manifest without one as ANSI.
    [System.IO.File]::WriteAllText($manifest, $stamped, (New-Object System.Text.UTF8Encoding $true))

    $package = Join-Path $Destination "SfIntegration.$version.nupkg"
    if (Test-Path -LiteralPath $package) { Remove-Item -LiteralPath $package }
    Compress-PSResource -Path $copy -DestinationPath $Destination
    if (-not (Test-Path -LiteralPath $package)) { throw "$package was not made: the manifest of $ModuleFolder says another version." }
}
finally {
    if (Test-Path -LiteralPath $work) { Remove-Item -LiteralPath $work -Recurse -Force }
}
