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

    It 'reaches the control endpoint only where that was asked for' {
        Connect-SfOrg -Practice | Out-Null
        { Invoke-SfApi /practice/stats -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        Connect-SfOrg -Practice -PracticeControl | Out-Null
        (Invoke-SfApi /practice/stats).calls | Should -BeGreaterThan 0
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

Describe 'Several orgs, several inputs' {
    BeforeEach {
        Connect-SfOrg -Practice -Alias first | Out-Null
        Connect-SfOrg -Practice -Alias second | Out-Null
    }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'works on the default while others are open' {
        (Get-SfLicense -License 'Salesforce Integration').Org.Alias | Should -Be 'second'
        (Get-SfIntegrationUser | Select-Object -First 1).Org.Alias | Should -Be 'second'
    }

    It 'never lets an object of one org act on another, though practice orgs share an org id' {
        Get-SfIntegrationUser -Org first | Lock-SfIntegrationUser -Org second -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures.Count | Should -BeGreaterThan 0
        $failures | ForEach-Object { $_.FullyQualifiedErrorId | Should -BeLike 'SfOrgMismatch,*' }
        Invoke-SfQuery "SELECT Username FROM User WHERE Username = 'shared.api@acme.example'" -Org first |
            Lock-SfIntegrationUser -Org second -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'SfOrgMismatch,*'
    }

    It 'goes on with the next input after one that was refused' {
        $done = 'admin@acme.example', 'nobody@acme.example', 'shared.api@acme.example' |
            Lock-SfIntegrationUser -PassThru -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $done.Username | Should -Be 'shared.api@acme.example'
        $failures.FullyQualifiedErrorId | ForEach-Object { $_ -replace ',.*' } | Should -Be @('SfCallerItself', 'SfNotFound')
    }
}

Describe 'What a query or a path asks for' {
    BeforeAll { Connect-SfOrg -Practice | Out-Null }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'gives the number that SELECT COUNT() answers with' {
        Invoke-SfQuery 'SELECT COUNT() FROM Account' | Should -Be (@(Invoke-SfQuery 'SELECT Id FROM Account').Count)
    }

    It 'lists only users of the licence that -License names' {
        (Get-SfIntegrationUser -License Salesforce).License | Sort-Object -Unique | Should -Be 'Salesforce'
    }

    It 'says that a licence or profile named in full is not there' {
        { Get-SfLicense nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        { Get-SfProfile nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        Get-SfLicense 'nosuch*' | Should -BeNullOrEmpty
    }

    It 'keeps a request on the org''s own host' {
        { Invoke-SfApi 'https://elsewhere.example/x' -ErrorAction Stop } | Should -Throw -ErrorId 'SfOtherHost,*'
    }
}

Describe 'A practice org that is signed in to again' {
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'is the same org, whoever signs in and how often' {
        Connect-SfOrg -Practice | Out-Null
        Invoke-SfApi sobjects/Account -Method Post -Body @{ Name = 'Kept' } | Out-Null
        foreach ($user in 'old.mes@acme.example', 'erp@acme.example', 'admin@acme.example') {
            (Connect-SfOrg -Practice -Username $user).Username | Should -Be $user
        }
        Invoke-SfQuery "SELECT Id FROM Account WHERE Name = 'Kept'" | Should -Not -BeNullOrEmpty
    }
}

Describe 'Names under a Turkish culture' {
    It 'compare without regard to case as everywhere' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'tr-TR'
            Connect-SfOrg -Practice | Out-Null
            (Get-SfProfile 'MINIMUM ACCESS - API ONLY INTEGRATIONS').License | Should -Be 'Salesforce Integration'
            (Get-SfPermissionSet 'INVOICING').PermissionSet | Should -Be 'Invoicing'
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
            Get-SfOrg | Disconnect-SfOrg
        }
    }
}
