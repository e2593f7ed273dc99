<#
.SYNOPSIS
    Installs the module for the user of the agent, from the feed that your company keeps it in, or a folder of packages.
.DESCRIPTION
    Name the version: an agent that takes the newest changes what it does from one night to the next. PowerShell 7.4 and newer bring Install-PSResource.
.EXAMPLE
    ./Install-SfIntegration.ps1 -Feed https://pkgs.example/nuget/v3/index.json -Version 0.1.0
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Feed,
    [Parameter(Mandatory)] [string] $Version
)
. $PSScriptRoot/Common.ps1
Invoke-Step {
    $repository = 'sfintegration-feed'
    Register-PSResourceRepository $repository $Feed -Trusted -Force
    Install-PSResource SfIntegration -Version $Version -Repository $repository -Scope CurrentUser
    Import-Module SfIntegration -RequiredVersion $Version
    Write-Output "SfIntegration $Version is installed."
}
