BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
}

Describe 'Connecting to a practice org' {
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'signs in as the administrator of a company and becomes the default' {
        $org = Connect-SfOrg -Practice
        $org.Alias | Should -Be 'practice'
        $org.Username | Should -Be 'admin@acme.example'
        (Get-SfOrg -Default).OrgId | Should -Be $org.OrgId
        (Invoke-SfQuery 'SELECT Id, Name FROM Organization').Name | Should -Not -BeNullOrEmpty
    }

    It 'opens one beside the default with -NoDefault' {
        Connect-SfOrg -Practice -Alias first | Out-Null
        Connect-SfOrg -Practice -Alias second -NoDefault | Out-Null
        (Get-SfOrg -Default).Alias | Should -Be 'first'
        (Get-SfOrg).Alias | Sort-Object | Should -Be @('first', 'second')
        (Invoke-SfQuery 'SELECT Id FROM Organization' -Org second).Org.Alias | Should -Be 'second'
    }

    It 'closes what Disconnect-SfOrg names, and only that' {
        Connect-SfOrg -Practice -Alias first | Out-Null
        Connect-SfOrg -Practice -Alias second | Out-Null
        Disconnect-SfOrg -Org first
        (Get-SfOrg).Alias | Should -Be 'second'
    }

    It 'signs in as another user with -Username and refuses one that is not there' {
        $other = (Connect-SfOrg -Practice | ForEach-Object { Invoke-SfQuery "SELECT Username FROM User WHERE IsActive = true AND Username != 'admin@acme.example' AND UserType = 'Standard' LIMIT 1" }).Username
        (Connect-SfOrg -Practice -Alias other -Username $other).Username | Should -Be $other
        { Connect-SfOrg -Practice -Username nobody@acme.example -ErrorAction Stop } | Should -Throw -ErrorId 'SfUnknownUser,*'
    }
}

Describe 'Without a connection' {
    It 'says so, with the cure as the recommended action' {
        Get-SfOrg | Should -BeNullOrEmpty
        $failure = $null
        try { Invoke-SfQuery 'SELECT Id FROM User' } catch { $failure = $_ }
        $failure.FullyQualifiedErrorId | Should -BeLike 'SfNotConnected,*'
        $failure.CategoryInfo.Category | Should -Be 'ConnectionError'
        $failure.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-SfOrg -Practice*'
    }
}
