BeforeAll {
    . $PSScriptRoot/../Cmdlets/Common.ps1
    . $PSScriptRoot/Patched.ps1
}

Describe 'Import-Module alone' {
    It 'loads nothing of Dependencies' {
        $loaded = Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            [AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { `$_ -like '*Dependencies*' }
            'ready'
"@
        $loaded | Should -Be 'ready'
    }

    It 'exports the cmdlets of the manifest, and nothing else' {
        $exported = Invoke-FreshPowerShell "Import-Module '$ModuleManifest'; Get-Command -Module SfIntegration | ForEach-Object { `"`$(`$_.CommandType) `$(`$_.Name)`" }"
        $names = (Import-PowerShellDataFile $ModuleManifest).CmdletsToExport | ForEach-Object { "Cmdlet $_" }
        $exported -split "`r?`n" | Sort-Object | Should -Be ($names | Sort-Object)
    }

    It 'can be done again, and the module can be removed' {
        Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            Import-Module '$ModuleManifest' -Force
            (Connect-SfOrg -Practice).Alias
            Remove-Module SfIntegration
            Import-Module '$ModuleManifest'
            (Get-SfOrg).Alias
"@ | Should -Match '^practice\r?\npractice$'
    }
}

Describe 'A second version of the module in one process' {
    It 'fails, and says which version cannot be loaded beside which' {
        # PowerShell 7 refuses the second dll before any code of ours runs; on 5.1 Init/ModuleResolver.cs does.
        $second = Join-Path $TestDrive '0.0.9'
        Copy-Item (Split-Path $ModuleManifest) $second -Recurse
        Get-ChildItem (Split-Path $ModuleManifest) -Filter SfIntegration.*.dll |
            ForEach-Object { New-PatchedAssembly $_.FullName (Join-Path $second $_.Name) '0.0.9.0' }
        $manifest = Join-Path $second 'SfIntegration.psd1'
        (Get-Content $manifest -Raw) -replace "ModuleVersion          = '[^']*'", "ModuleVersion          = '0.0.9'" | Set-Content $manifest
        $said = Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            try { Import-Module '$manifest' -ErrorAction Stop; 'both were imported' } catch { `$_.Exception.Message }
            (Get-Module SfIntegration).Version -join ' '
"@
        $said | Should -Match 'SfIntegration\.Cmdlets, Version=0\.0\.9\.0.*already loaded'
        $said | Should -Match "\n$([regex]::Escape($ModuleVersion))$"
    }
}
