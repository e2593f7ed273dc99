BeforeDiscovery { $noGallery = -not (Get-Command Compress-PSResource -ErrorAction SilentlyContinue) }

Describe 'The package that build.ps1 Pack makes' -Skip:$noGallery {
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $feed = (New-Item -ItemType Directory (Join-Path $TestDrive feed)).FullName
        & (Join-Path $RepositoryRoot 'package/Build-Package.ps1') -ModuleFolder (Split-Path $ModuleManifest) -Destination $feed
        $repository = "sfi-$([guid]::NewGuid().ToString('n'))"
        Register-PSResourceRepository $repository $feed -Trusted
        $modules = (New-Item -ItemType Directory (Join-Path $TestDrive modules)).FullName
        Save-PSResource SfIntegration -Repository $repository -Path $modules
        $installed = Join-Path $modules "SfIntegration/$ModuleVersion"
    }
    AfterAll { if ($repository) { Unregister-PSResourceRepository $repository } }

    It 'is found in a folder repository with what a gallery shows' {
        $found = Find-PSResource SfIntegration -Repository $repository
        $found.Version | Should -Be $ModuleVersion
        $found.Type | Should -Be 'Module'
        $found.Author | Should -Be 'SfIntegration maintainers'
        $found.LicenseUri | Should -Be 'https://opensource.org/license/mit'
        $found.Tags | Should -Contain 'Salesforce'
        $found.Tags | Should -Contain 'PSEdition_Desktop'
        $found.Tags | Should -Contain 'PSEdition_Core'
        $found.Description | Should -BeLike 'Salesforce integration users*'
    }

    It 'carries what changed as its release notes, the license, the readme and the changelog' {
        $notes = (Find-PSResource SfIntegration -Repository $repository).ReleaseNotes
        $notes | Should -Match '^(Unreleased|\[?\d+\.\d+\.\d+)'
        $notes | Should -Match '### (Added|Changed|Fixed)'
        foreach ($file in 'LICENSE', 'README.md', 'CHANGELOG.md') {
            Get-Content (Join-Path $installed $file) -Raw | Should -BeExactly (Get-Content (Join-Path $RepositoryRoot $file) -Raw)
        }
    }

    It 'installs every file of the built module' {
        $staged = Split-Path $ModuleManifest
        $relative = { param($folder) Get-ChildItem $folder -Recurse -File | ForEach-Object { $_.FullName.Substring($folder.Length + 1) } }
        & $relative $staged | Where-Object { $_ -notin (& $relative $installed) } | Should -BeNullOrEmpty
    }

    It 'is taken by Import-Module by name in a fresh PowerShell, and does a first look at a practice org' {
        $scope = Copy-SampleScope $TestDrive
        Invoke-FreshPowerShell @"
            `$env:PSModulePath = '$modules'
            Import-Module SfIntegration
            (Get-Module SfIntegration).ModuleBase
            Connect-SfOrg -Practice | Out-Null
            `$user = Import-SfAccessScope '$scope' | New-SfIntegrationUser -WarningAction SilentlyContinue
            `$findings = `$user | Test-SfLeastPrivilege -Live
            "`$(`$user.State), `$(@(`$findings | Where-Object Outcome -EQ Fail).Count) failed of `$(`$findings.Count)"
"@ | Should -Match "^$([regex]::Escape($installed))\r?\nComplete, 0 failed of [1-9]\d*$"
    }

    It 'is installed by Install-PSResource among the modules of a user, and is found there by itself' -Skip:(-not $IsLinux) {
        # The folder of the user's modules follows HOME, and so does the list of repositories.
        $before = $env:HOME
        try {
            $env:HOME = (New-Item -ItemType Directory (Join-Path $TestDrive home)).FullName
            Invoke-FreshPowerShell @"
                Register-PSResourceRepository local '$feed' -Trusted
                Install-PSResource SfIntegration -Repository local -Scope CurrentUser -ErrorAction Stop
                (Connect-SfOrg -Practice).Alias
                (Get-Module SfIntegration).ModuleBase
"@ | Should -Be ("practice", (Join-Path $env:HOME ".local/share/powershell/Modules/SfIntegration/$ModuleVersion") -join [Environment]::NewLine)
        }
        finally { $env:HOME = $before }
    }
}

Describe 'Microsoft.PowerShell.PSResourceGet 1.1 is not installed' -Skip:(-not $noGallery) {
    It 'so that no package was made' { Set-ItResult -Skipped -Because 'PSResourceGet 1.1 is not installed' }
}
