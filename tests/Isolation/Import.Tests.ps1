BeforeAll { . $PSScriptRoot/../Cmdlets/Common.ps1 }

Describe 'Import-Module alone' {
    It 'loads nothing of Dependencies' {
        $loaded = Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            [AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { `$_ -like '*Dependencies*' }
            'ready'
"@
        $loaded | Should -Be 'ready'
    }
}
