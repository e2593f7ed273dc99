BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
    Connect-SfOrg -Practice -Alias 'second org' -NoDefault | Out-Null

    function Complete([string] $Line) {
        [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'Completion' {
    It 'of usernames asks the org and tells the profile in the tooltip' {
        $found = Complete 'Get-SfIntegrationUser -Username sha'
        $found.CompletionText | Should -Be "'shared.api@acme.example'"
        $found.ToolTip | Should -BeLike '*Minimum Access - API Only Integrations*'
    }

    It 'of usernames goes on inside an opened quote' {
        (Complete "Lock-SfIntegrationUser 'sha").CompletionText | Should -Be "'shared.api@acme.example'"
    }

    It 'of orgs lists the open ones, quoted where needed' {
        (Complete "Invoke-SfQuery 'SELECT Id FROM User' -Org ").CompletionText | Should -Be @('practice', "'second org'")
    }

    It 'of permission sets offers sets, not the hidden ones of profiles' {
        (Complete 'New-SfIntegrationUser -Username a@b.cd -Email a@b.cd -PermissionSet W').CompletionText | Should -Be @('Warehouse_Sync', 'Web_Shop_Sync')
    }

    It 'of values that are known without an org' {
        (Complete 'Export-SfReport -Format ').CompletionText | Should -Be @('AzurePipelines', 'Csv', 'Html', 'Json', 'JsonLines', 'JUnit', 'Markdown', 'Sarif')
        (Complete 'Export-SfReport -FailOn ').CompletionText | Should -Contain 'High'
    }

    It 'offers nothing, and no error, where nothing fits or no org is open' {
        Complete 'Get-SfIntegrationUser -Username zzz-nobody' | Should -BeNullOrEmpty
        Complete 'Get-SfIntegrationUser -Username "it''s' | Should -BeNullOrEmpty
        $said = Invoke-FreshPowerShell "Import-Module '$ModuleManifest'; `$l = 'Get-SfIntegrationUser -Username sha'; ([System.Management.Automation.CommandCompletion]::CompleteInput(`$l, `$l.Length, `$null)).CompletionMatches.CompletionText"
        $said | Should -BeNullOrEmpty
    }
}
