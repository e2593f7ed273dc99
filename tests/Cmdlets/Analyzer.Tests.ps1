BeforeDiscovery {
    $noAnalyzer = -not (Get-Module -ListAvailable PSScriptAnalyzer)
    $parts = 'the built module', 'samples', 'module', 'package', 'build.ps1'
    $cases = foreach ($settings in 'PSGallery', 'CmdletDesign') { foreach ($part in $parts) { @{ Settings = $settings; Part = $part } } }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    # What a set of PSScriptAnalyzer's rules says of a file or folder, a line per finding.
    function Get-Complaint([string] $Path, [string] $Settings) {
        Invoke-ScriptAnalyzer -Path $Path -Recurse -Settings $Settings | ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName) $($_.Message)" }
    }
}

Describe 'PSScriptAnalyzer' -Skip:$noAnalyzer {
    It 'with <Settings> finds nothing in <Part>' -ForEach $cases {
        $path = if ($Part -eq 'the built module') { Split-Path $ModuleManifest } else { Join-Path $RepositoryRoot $Part }
        Get-Complaint $path $Settings | Should -BeNullOrEmpty
    }

    It 'with <_> would find something' -ForEach 'PSGallery', 'CmdletDesign' {
        Set-Content (Join-Path $TestDrive wrong.ps1) 'function Start-Home { 1 }'
        (Get-Complaint (Join-Path $TestDrive wrong.ps1) $_) -match 'PSUseShouldProcessForStateChangingFunctions' | Should -HaveCount 1 -Because 'a check that finds nothing anywhere proves nothing'
    }
}

Describe 'PSScriptAnalyzer is not installed' -Skip:(-not $noAnalyzer) {
    It 'so that nothing was analyzed' { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed (Install-PSResource PSScriptAnalyzer)' }
}

Describe 'The manifest of the built module' {
    It 'passes Test-ModuleManifest without a warning, with the version of the build' {
        $said = @()
        $manifest = Test-ModuleManifest $ModuleManifest -WarningVariable said -WarningAction SilentlyContinue -ErrorAction Stop
        $said | Should -BeNullOrEmpty
        $manifest.Version | Should -Be $ModuleVersion
        $manifest.ExportedCmdlets.Count | Should -Be (Import-PowerShellDataFile $ModuleManifest).CmdletsToExport.Count
        $manifest.ExportedFunctions.Count + $manifest.ExportedAliases.Count + $manifest.ExportedVariables.Count | Should -Be 0
    }
}
