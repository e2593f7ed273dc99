BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
}

AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'Find-SfIntegrationUser' {
    It 'puts the administrator that systems and a person share on top, and leaves people out' {
        $found = Find-SfIntegrationUser
        $found.Username | Should -Be @('erp@acme.example', 'shared.api@acme.example', 'old.mes@acme.example')
        $found[0].IsAdministrator | Should -BeTrue
        $found[0].IsSharedWithPerson | Should -BeTrue
        $found[0].Confidence | Should -Be 'High'
        $found[1].Systems | Should -Be @('Mail Service', 'Warehouse', 'Web Shop Bridge')
        $found[1].IsSharedWithPerson | Should -BeFalse
    }

    It 'gives the evidence for each, strongest first, and what it could not look at' {
        $evidence = (Find-SfIntegrationUser)[0].Evidence
        $evidence[0].Kind | Should -Be 'PasswordLogin'
        $evidence[0].What | Should -Match 'SAP PI'
        $evidence[0].When | Should -BeOfType ([datetime])
        ($evidence | Where-Object Kind -EQ UiLogin).Count | Should -Be 1
        ($evidence | Where-Object { -not $_.IsAssessed }).Kind | Should -Be 'RunAs'
        ($evidence | Measure-Object Weight -Sum).Sum | Should -BeGreaterOrEqual (Find-SfIntegrationUser)[0].Score
    }

    It 'looks further back with -Days, and at deactivated users with -IncludeInactive' {
        (Find-SfIntegrationUser | Where-Object Username -EQ old.mes@acme.example).Systems | Should -BeNullOrEmpty
        (Find-SfIntegrationUser -Days 180 | Where-Object Username -EQ old.mes@acme.example).Systems | Should -Be 'MES'
        try {
            Disable-SfIntegrationUser old.mes@acme.example -Confirm:$false | Out-Null
            (Find-SfIntegrationUser).Username | Should -Not -Contain old.mes@acme.example
            (Find-SfIntegrationUser -IncludeInactive | Where-Object Username -EQ old.mes@acme.example).IsActive | Should -BeFalse
        }
        finally { Enable-SfIntegrationUser old.mes@acme.example -Confirm:$false | Out-Null }
    }

    It 'pipes on by user' {
        (Find-SfIntegrationUser | Where-Object Username -Like shared* | Get-SfPermissionSet).PermissionSet | Should -Be @('Newsletter_Sync', 'Warehouse_Sync', 'Web_Shop_Sync')
        (Find-SfIntegrationUser | Out-String -Width 120) | Should -Match 'erp@acme.example\s+High'
    }
}

Describe 'Find-SfPermissionSet -Covering' {
    It 'finds the three sets that together are what a user holds through sets' {
        $rows = Find-SfPermissionSet -Covering shared.api@acme.example
        $rows[0].PermissionSets | Should -Be @('Newsletter_Sync', 'Warehouse_Sync', 'Web_Shop_Sync')
        # Its profile gives this and no set does.
        "$($rows[0].Missing)" | Should -Be 'ApiUserOnly'
        $rows[0].ExcessCount | Should -Be 0
        $rows[0].CoveredPercent | Should -Be 99
        $rows[1].PermissionSet | Should -Be 'Web_Shop_Sync'
        $rows[0].Org.Alias | Should -Be 'practice'
    }

    It 'ranks single sets for a scope, says what is missing and too much, and which licence does not fit' {
        $rows = Import-SfAccessScope $SampleScope | Find-SfPermissionSet | Where-Object PermissionSet
        $invoicing = $rows | Where-Object PermissionSet -EQ Invoicing
        "$($invoicing.Missing)" | Should -Match 'Opportunity \(read, create, edit\)'
        "$($invoicing.Excess)" | Should -Match 'Invoice_Line__c \(read, create, edit, delete\)'
        $invoicing.LicenseFit | Should -Be 'Fits'
        ($rows | Where-Object PermissionSet -EQ Sales_Operations).LicenseFit | Should -Be 'DoesNotFit'
        ($rows | Where-Object PermissionSet -EQ Sales_Operations).LicenseNote | Should -Match "bound to user licence 'Salesforce'"
        ($rows | Where-Object LicenseFit -NE DoesNotFit).Count | Should -BeGreaterThan 0
        @($rows.LicenseFit)[-1] | Should -Be 'DoesNotFit'
        @(Import-SfAccessScope $SampleScope | Find-SfPermissionSet -Top 2 | Where-Object PermissionSet).Count | Should -Be 2
    }

    It 'takes another licence than the scope has' {
        $row = Import-SfAccessScope $SampleScope | Find-SfPermissionSet -License Salesforce | Where-Object PermissionSet -EQ Sales_Operations
        $row.LicenseFit | Should -Be 'Fits'
    }

    It 'finds the set that a scope made, and says so' {
        $scope = Import-SfAccessScope (Copy-SampleScope $TestDrive)
        $scope | New-SfIntegrationUser -Confirm:$false | Out-Null
        $row = @($scope | Find-SfPermissionSet -Top 1)[0]
        $row.PermissionSet | Should -Be 'Integ_Order_Sync'
        $row.CoveredPercent | Should -Be 100
        $row.ExcessCount | Should -Be 0
        $row.Notes | Should -Contain 'Integ_Order_Sync was made by this scope'
    }

    It 'does not offer a set for itself' {
        (Get-SfPermissionSet Warehouse_Sync | Find-SfPermissionSet).PermissionSet | Should -Not -Contain Warehouse_Sync
    }

    It 'refuses <Id> and says what to do' -ForEach @(
        @{ Id = 'SfNotComparable'; Work = { Find-SfPermissionSet -Covering (Get-SfOrg) -ErrorAction Stop } }
        @{ Id = 'SfNotFound'; Work = { Find-SfPermissionSet -Covering nobody@acme.example -ErrorAction Stop } }
    ) {
        $Work | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'A caller who may not read permission sets' {
    BeforeAll {
        $served = Start-ServedOrg
        Connect-ServedUser $served shared.api@acme.example low | Out-Null
    }

    AfterAll { Stop-ServedOrg $served }

    It 'is told that sets could not be judged, and not that there are none' {
        Import-SfAccessScope $SampleScope | Find-SfPermissionSet -Org low -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$($said[-1])" | Should -Match 'could not be judged.*View Setup'
        "$said" | Should -Not -Match 'no permission set or group'
    }

    It 'compares two users in no sort of grant' {
        $rows = Compare-SfAccess ines.sales@acme.example sam.sales@acme.example -Org low -WarningAction SilentlyContinue
        $rows.Side | Sort-Object -Unique | Should -Be NotAssessed
        $rows.Kind | Should -Be @('Assignment', 'License', 'Object', 'Field', 'SystemPermission', 'SetupEntity', 'Tab', 'RecordType')
        $summary = Compare-SfAccess ines.sales@acme.example sam.sales@acme.example -Org low -Summary -WarningAction SilentlyContinue
        $summary.AreEqual | Should -BeNullOrEmpty
        ($summary.Counts | Where-Object NotAssessed).Count | Should -Be 8
    }
}
