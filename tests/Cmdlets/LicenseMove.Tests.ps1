BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $To = 'Salesforce Integration'

    function Get-Held([string] $Username) {
        (Invoke-SfQuery "SELECT PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment WHERE Assignee.Username = '$Username' AND PermissionSet.IsOwnedByProfile = false" |
            ForEach-Object { $_.PermissionSetGroup.DeveloperName ?? $_.PermissionSet.Name } | Sort-Object) -join ','
    }

    function Get-Profile([string] $Username) { (Invoke-SfQuery "SELECT Profile.Name FROM User WHERE Username = '$Username'").Profile.Name }
}

Describe 'Moving a login to the integration licence, on a practice org of its own' {
    BeforeEach { Connect-SfOrg -Practice | Out-Null }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'refuses a login that a person uses, and names the sign-ins' {
        { Set-SfIntegrationUser ines.sales@acme.example -License $To -ErrorAction Stop } | Should -Throw -ErrorId 'SfPersonalUse,*' -ExpectedMessage '*Application from*'
        Get-Profile ines.sales@acme.example | Should -Be 'Acme Sales'
    }

    It 'lists what the licence cannot hold, takes it off, and drafts a scope that replaces it' {
        $path = Join-Path $TestDrive 'ines.scope.yaml'
        $move = Set-SfIntegrationUser ines.sales@acme.example -License $To -Force -ScopePath $path
        $move.State | Should -Be 'Complete'
        $move.ProfileName | Should -Be 'Minimum Access - API Only Integrations'
        ($move.Lost | Where-Object Kind -EQ 'permission set group').Target | Should -Be 'Sales_Desk'
        ($move.Lost | Where-Object { $_.Kind -eq 'object' -and $_.Target -eq 'Lead' }).Access | Should -Be 'read, create, edit, delete'
        Get-Held ines.sales@acme.example | Should -BeNullOrEmpty
        $scope = Import-SfAccessScope $path
        $scope.Identity.License | Should -Be $To
        $scope.Integrations[0].Objects.SobjectType | Should -Contain 'Lead'
    }

    It 'drafts of an administrator only what the licence can hold, so that the draft applies as it stands' {
        $path = Join-Path $TestDrive 'erp.scope.yaml'
        $move = Set-SfIntegrationUser erp@acme.example -License $To -Force -ScopePath $path
        $move.Lost.Target | Should -Contain 'CanDoActAsUser'
        $move.Scope.Integrations[0].SystemPermissions.Name | Should -Not -Contain 'CanDoActAsUser'
        $move.Scope.Integrations[0].UsePermissionSets | Should -Be 'Legacy_API_Access'
        $move.Scope.Notes -like 'Not drafted: * system permissions*' | Should -HaveCount 1
        $made = Import-SfAccessScope $path | New-SfIntegrationUser
        $made.State | Should -Be 'Complete'
        $made.PermissionSets | Should -Be @('Integ_Erp', 'Legacy_API_Access')
    }

    It 'keeps a set without a licence, with the permission set licence that it then needs' {
        New-SfPermissionSet Plain_Orders | Out-Null
        Grant-SfObjectPermission Plain_Orders Account read | Out-Null
        Grant-SfPermissionSet Plain_Orders erp@acme.example | Out-Null
        $move = Set-SfIntegrationUser erp@acme.example -License $To -Force
        $move.State | Should -Be 'Complete'
        $move.Kept | Should -Contain 'Plain_Orders'
        (Get-SfPermissionSetLicense -Username erp@acme.example).PermissionSetLicense | Should -Contain 'SalesforceAPIIntegrationPsl'
    }

    It 'is undone to the last assignment' {
        New-SfPermissionSet Plain_Orders | Out-Null
        Grant-SfObjectPermission Plain_Orders Account read | Out-Null
        Grant-SfPermissionSet Plain_Orders ines.sales@acme.example -ExpirationDate 2027-06-30 | Out-Null
        $before = Get-Held ines.sales@acme.example
        $move = Set-SfIntegrationUser ines.sales@acme.example -License $To -Force
        ($move | Undo-SfAccessPlan -Confirm:$false).State | Should -Be 'Complete'
        Get-Profile ines.sales@acme.example | Should -Be 'Acme Sales'
        Get-Held ines.sales@acme.example | Should -Be $before
        (Get-SfPermissionSet Plain_Orders -Username ines.sales@acme.example).ExpirationDate.Year | Should -Be 2027
        (Get-SfPermissionSetLicense -Username ines.sales@acme.example).PermissionSetLicense | Should -Not -Contain 'SalesforceAPIIntegrationPsl'
    }

    It 'gives everything back where the licence has no seat' {
        $license = Get-SfLicense $To
        for ($i = $license.Used; $i -lt $license.Total; $i++) { New-SfIntegrationUser -Username "fill$i@acme.example" -LastName "fill$i" -Email x@acme.example | Out-Null }
        $before = Get-Held ines.sales@acme.example
        { Set-SfIntegrationUser ines.sales@acme.example -License $To -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfLicenseMoveRefused,*' -ExpectedMessage '*LICENSE_LIMIT_EXCEEDED*Everything is as it was*'
        Get-Profile ines.sales@acme.example | Should -Be 'Acme Sales'
        Get-Held ines.sales@acme.example | Should -Be $before
    }

    It 'does it never to the caller, nor to the platform' {
        { Set-SfIntegrationUser (Get-SfOrg).Username -License $To -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfCallerItself,*'
        $platform = (Invoke-SfQuery "SELECT Username FROM User WHERE Profile.Name = 'Analytics Cloud Integration User'").Username
        { Set-SfIntegrationUser $platform -License $To -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfPlatformUser,*'
        { Set-SfIntegrationUser shared.api@acme.example -License $To -ErrorAction Stop } | Should -Throw -ErrorId 'SfNothingToMove,*'
        { Set-SfIntegrationUser ines.sales@acme.example -License Nothing -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfNoProfile,*'
    }

    It 'writes nothing under -WhatIf, and not over an existing scope file' {
        $path = Join-Path $TestDrive 'there.scope.yaml'
        Set-SfIntegrationUser ines.sales@acme.example -License $To -Force -ScopePath $path -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
        Get-Profile ines.sales@acme.example | Should -Be 'Acme Sales'
        Set-Content $path 'mine'
        { Set-SfIntegrationUser erp@acme.example -License $To -ScopePath $path -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileExists,*'
        Get-Content $path | Should -Be 'mine'
    }
}
