<#
.SYNOPSIS
Builds, tests and packs the module. Works in Windows PowerShell 5.1 and PowerShell 7.
.DESCRIPTION
Clean   removes what builds made.
Build   builds everything; the module stands complete in out/SfIntegration/<version>/ (default).
Test    builds and runs every test, the Pester suites included.
Help    builds, and makes the help that Get-Help shows of help/en-US; needs the module Microsoft.PowerShell.PlatyPS.
Pack    builds, the help included, and makes out/SfIntegration.<version>.zip, to unpack into a folder of $env:PSModulePath.
         Beside it the .nupkg for Install-PSResource; needs Microsoft.PowerShell.PSResourceGet 1.1 or newer.
.EXAMPLE
./build.ps1
Import-Module ./out/SfIntegration/0.1.0/SfIntegration.psd1
.EXAMPLE
./build.ps1 Clean, Build, Test -Configuration Release
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Clean', 'Build', 'Test', 'Help', 'Pack')]
    [string[]] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:TESTINGPLATFORM_TELEMETRY_OPTOUT = $env:DOTNET_NOLOGO = '1'

$out = Join-Path $PSScriptRoot 'out'
$version = ([xml] (Get-Content (Join-Path $PSScriptRoot 'Directory.Build.props') -Raw)).SelectSingleNode('//Version').InnerText
$module = Join-Path (Join-Path $out 'SfIntegration') $version

# A program that fails does not throw by itself.
function Invoke-Program {
    param([string] $Program, [string[]] $Arguments)
    Write-Verbose "$Program $Arguments"
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with exit code $LASTEXITCODE." }
}

function Invoke-Clean {
    $made = @($out) + @(
        Get-ChildItem (Join-Path $PSScriptRoot 'src'), (Join-Path $PSScriptRoot 'tests') -Directory -Recurse |
            Where-Object { $_.Name -eq 'bin' -or $_.Name -eq 'obj' } | ForEach-Object { $_.FullName })
    $made | Where-Object { Test-Path -LiteralPath $_ } | Remove-Item -Recurse -Force
}

function Invoke-Build {
    Invoke-Program dotnet @('build', '--configuration', $Configuration, '--verbosity', 'quiet', '-clp:NoSummary')
    Write-Output "Built $(Join-Path $module 'SfIntegration.psd1')"
}

function Invoke-Test {
    Invoke-Program dotnet @('test', '--configuration', $Configuration)
}

function Invoke-Help {
    Invoke-Build
    & (Join-Path $PSScriptRoot 'help/Build-Help.ps1') -ModuleFolder $module
    Write-Output "Built $(Join-Path $module 'en-US')"
}

# One zip to unpack into a folder of $env:PSModulePath.
function Invoke-Pack {
    Invoke-Help
    $package = Join-Path $out "SfIntegration.$version.zip"
    # .NET's own zip: Compress-Archive is a module of its own, which a PowerShell need not have.
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    if (Test-Path -LiteralPath $package) { Remove-Item -LiteralPath $package }
    [System.IO.Compression.ZipFile]::CreateFromDirectory((Join-Path $out 'SfIntegration'), $package, 'Optimal', $true)
    & (Join-Path $PSScriptRoot 'package/Build-Package.ps1') -ModuleFolder $module -Destination $out
    Write-Output "Packed $package and .nupkg beside it"
}

Push-Location $PSScriptRoot
try {
    foreach ($one in $Task) { & "Invoke-$one" }
}
finally { Pop-Location }
