BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
}

Describe 'A scope drafted from a wide set, narrowed' {
    BeforeAll { Connect-SfOrg -Practice | Out-Null }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'takes only the objects that are named, and no more than the access that is given' {
        $scope = New-SfAccessScope -From Web_Shop_Sync -Only Account, Cont* -Access read -ScopeName shop-read -Username shop-read@acme.example -WarningVariable said -WarningAction SilentlyContinue
        $scope.Integrations[0].Objects.SobjectType | Should -Be @('Account', 'Contact')
        $scope.Integrations[0].Objects.Access | Select-Object -Unique | Should -Be 'Read'
        $scope.Integrations[0].Objects.Fields.Edit | Should -BeNullOrEmpty
        $scope.Integrations[0].Objects[0].Fields.Read.Name | Should -Contain 'AccountNumber'
        $scope.Integrations[0].SystemPermissions | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*Left out: the objects Order, Product2*'
        "$said" | Should -BeLike '*Cut by -Access: Account (create, edit), Contact (create, edit)*'
        "$said" | Should -BeLike '*Left out: the system permissions ApiEnabled (-KeepSystemPermission keeps them)*'
    }

    It 'keeps what is named to be kept' {
        $scope = New-SfAccessScope -PermissionSet Web_Shop_Sync -Only Order -KeepSystemPermission api* -ScopeName shop-orders -Username shop-orders@acme.example -WarningAction SilentlyContinue
        $scope.Integrations[0].SystemPermissions.Name | Should -Be 'ApiEnabled'
        $scope.Integrations[0].Objects.Access | Should -Be 'Read, Create, Edit'
        $scope = New-SfAccessScope -PermissionSet Invoicing -Access read, edit -KeepSetupAccess Invoice* -ScopeName inv -Username inv@acme.example -WarningAction SilentlyContinue
        $scope.Integrations[0].SetupAccess.ApexClasses.Name | Should -Be 'InvoiceExporter'
        $scope.Integrations[0].SetupAccess.CustomPermissions | Should -BeNullOrEmpty
        $scope.Integrations[0].Objects.Access | Select-Object -Unique | Should -Be 'Read, Edit'
    }

    It 'narrows a user and a metadata file too' {
        $scope = New-SfAccessScope -FromUsername lena.lead@acme.example -Only Case -Access read -ScopeName lena -Username lena-copy@acme.example -WarningAction SilentlyContinue
        $scope.Integrations[0].Objects.SobjectType | Should -Be 'Case'
        $scope.Integrations[0].Objects.RecordTypes.Name | Should -Be @('Billing', 'Support')
        $file = Join-Path $TestDrive 'Wide.permissionset-meta.xml'
        Set-Content $file @'
<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>Wide</label>
<objectPermissions><allowCreate>true</allowCreate><allowDelete>true</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>true</modifyAllRecords><object>Account</object><viewAllRecords>true</viewAllRecords></objectPermissions>
<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Lead</object><viewAllRecords>false</viewAllRecords></objectPermissions>
<tabSettings><tab>standard-Account</tab><visibility>Visible</visibility></tabSettings>
<tabSettings><tab>standard-Lead</tab><visibility>Visible</visibility></tabSettings>
<userPermissions><enabled>true</enabled><name>ModifyAllData</name></userPermissions>
</PermissionSet>
'@
        $scope = New-SfAccessScope $file -Only Account -Access read, create -ScopeName file -Username file@acme.example -WarningAction SilentlyContinue
        $scope.Integrations[0].Objects.Access | Should -Be 'Read, Create'
        $scope.Integrations[0].Tabs.Name | Should -Be 'standard-Account'
        $scope.Integrations[0].Expires | Should -BeNullOrEmpty -Because 'Modify All Data is not drafted'
    }

    It 'says what was meant where no object matches' {
        { New-SfAccessScope -From Web_Shop_Sync -Only Acount -ScopeName a -Username a@acme.example -ErrorAction Stop } | Should -Throw "*gives access to no object 'Acount'*"
        $Error[0].ErrorDetails.RecommendedAction | Should -Be 'Did you mean Account?'
        { New-SfAccessScope -From Web_Shop_Sync -KeepSystemPermission Api* -ScopeName a -Username a@acme.example -ErrorAction Stop } | Should -Throw '*nothing is narrowed*' -ErrorId 'SfNothingNarrowed*'
        { New-SfAccessScope -From Web_Shop_Sync -Access None -ScopeName a -Username a@acme.example } | Should -Throw '*None is no access*'
    }

    It 'writes a file that reads back and applies' {
        $path = Join-Path $TestDrive 'shop.scope.yaml'
        New-SfAccessScope -From Contractor_Access -Only Case -Access read -ScopeName cases -Username integ-svc-cases@acme.example -Path $path -WarningAction SilentlyContinue | Out-Null
        Get-Content $path -Raw | Should -Match '(?s)Case:\s+access: \[read\].*recordTypes: \[Support\]'
        $plan = Import-SfAccessScope $path | Get-SfAccessPlan
        ($plan.Changes | Where-Object Kind -EQ GrantRecordType).Target | Should -Be 'Case.Support'
        $plan.Changes.Kind | Should -Not -Contain 'NotApplied'
    }
}

Describe 'Tabs and record types of a scope' {
    BeforeEach {
        Connect-SfOrg -Practice | Out-Null
        $file = Copy-SampleScope $TestDrive
        $text = (Get-Content $file -Raw).
            Replace('ERP_Number__c] }', 'ERP_Number__c], recordTypes: [Customer] }').
            Replace('    app: {', "    tabs: [standard-Account]`n    app: {")
        Set-Content $file $text -NoNewline
    }

    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'are planned, shown, applied, tested and undone' {
        $plan = Import-SfAccessScope $file | Get-SfAccessPlan
        $shown = $plan.Changes | Out-String -Width 120
        $shown | Should -Match 'GrantTab\s+Integ_Order_Sync\s+standard-Account\s+visible'
        $shown | Should -Match 'GrantRecordType\s+Integ_Order_Sync\s+Account\.Customer\s+opened'
        $applied = $plan | Invoke-SfAccessPlan -Confirm:$false
        $applied.State | Should -Be 'Complete'
        (Invoke-SfQuery "SELECT Name, Visibility FROM PermissionSetTabSetting WHERE Parent.Name = 'Integ_Order_Sync'").Visibility | Should -Be 'DefaultOn'
        $test = Test-SfLeastPrivilege -Scope (Import-SfAccessScope $file) -Username integ-svc-orders@acme.example
        ($test | Where-Object RuleId -In SFI216, SFI217, SFI218, SFI219).Outcome | Select-Object -Unique | Should -Be 'Pass'
        (Undo-SfAccessPlan $applied.JournalPath -Confirm:$false).State | Should -Be 'Complete'
    }

    It 'that the org does not have stop the plan, with the line and the right name' {
        Set-Content $file ((Get-Content $file -Raw).Replace('[Customer]', '[Custommer]').Replace('[standard-Account]', '[Invoise__c]')) -NoNewline
        $plan = Import-SfAccessScope $file | Get-SfAccessPlan -WarningAction SilentlyContinue
        $plan.IsBlocked | Should -BeTrue
        $stops = $plan.Problems | Where-Object Stops
        $stops.Code | Sort-Object | Should -Be @('UnknownRecordType', 'UnknownTab')
        $stops.Cure | Sort-Object | Should -Be @('Did you mean Customer?', 'Did you mean Invoice__c?')
        $stops.Source | Should -BeLike '*order-sync.scope.yaml(*'
    }
}
