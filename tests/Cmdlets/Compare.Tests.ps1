BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
}

Describe 'Compare-SfAccess on a practice org' {
    BeforeAll { Connect-PracticeTool Operator $TestDrive | Out-Null }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'compares two sets by name, flag by flag' {
        $rows = Compare-SfAccess Web_Shop_Sync Warehouse_Sync
        $account = $rows | Where-Object { $_.Kind -eq 'Object' -and $_.SobjectType -eq 'Account' }
        $account.ReferenceValue | Should -Be 'read, create, edit'
        $account.DifferenceValue | Should -Be 'read'
        $account.ReferenceOnly | Should -Be @('create', 'edit')
        ($rows | Where-Object Target -EQ Contact).Side | Should -Be 'ReferenceOnly'
        ($rows | Where-Object Target -EQ Contact.Email).Field | Should -Be 'Email'
        $rows.Target | Should -Not -Contain 'License' -Because 'both are bound to the same licence'
        $rows | ForEach-Object { $_.Org.Alias } | Sort-Object -Unique | Should -Be 'practice'
    }

    It 'takes objects from a pipeline, on either side, and gives the mirror with the sides swapped' {
        $there = Get-SfPermissionSet Invoicing | Compare-SfAccess -Difference (Get-SfPermissionSet Sales_Desk)
        $back = Get-SfPermissionSet Sales_Desk | Compare-SfAccess -Difference (Get-SfPermissionSet Invoicing)
        # What the group's muting set takes away is all of it that the set has and the group has not.
        ($there | Where-Object Target -EQ Invoice__c).ReferenceOnly | Should -Be 'delete'
        ($there | Where-Object Target -EQ Invoice__c.Internal_Note__c).Side | Should -Be 'ReferenceOnly'
        ($back | Where-Object Target -EQ Invoice__c).DifferenceOnly | Should -Be 'delete'
        $back.Count | Should -Be $there.Count
        $many = Get-SfPermissionSet *_Sync | Compare-SfAccess -Difference Invoicing -Kind Object
        ($many.Reference | Sort-Object -Unique).Count | Should -Be 3
    }

    It 'compares users by what they can do, and says from where on each side' {
        $rows = Compare-SfAccess ines.sales@acme.example carla.service@acme.example
        $invoice = $rows | Where-Object { $_.Kind -eq 'Object' -and $_.Target -eq 'Invoice__c' }
        "$($invoice.ReferencePaths)" | Should -Be 'from permission set Invoicing, through group Sales_Desk'
        "$($invoice.DifferencePaths)" | Should -Be 'from permission set Invoicing'
        $invoice.DifferenceOnly | Should -Be 'delete'
        ($rows | Where-Object { $_.Kind -eq 'Assignment' -and $_.Side -eq 'ReferenceOnly' }).Target | Should -Be 'Sales_Desk'
        ($rows | Where-Object { $_.Kind -eq 'Header' -and $_.Target -eq 'Profile' }).DifferenceValue | Should -Be 'Standard User'
    }

    It 'compares a scope with a user, its all resolved against the org' {
        $rows = Import-SfAccessScope $SampleScope | Compare-SfAccess -Difference shared.api@acme.example
        ($rows | Where-Object { $_.Kind -eq 'Object' -and $_.Target -eq 'Lead' }).Side | Should -Be 'DifferenceOnly'
        ($rows | Where-Object { $_.Kind -eq 'Object' -and $_.Target -eq 'Invoice__c' }).ReferenceValue | Should -Be 'read, create, edit'
        $rows | Where-Object { $_.Kind -eq 'Field' -and $_.Side -eq 'NotAssessed' } | Should -BeNullOrEmpty
    }

    It 'says that record types were not read and does not call them equal' {
        $row = Compare-SfAccess Invoicing Invoicing
        $row.Kind | Should -Be 'RecordType'
        $row.Side | Should -Be 'NotAssessed'
        (Compare-SfAccess Invoicing Invoicing -Summary).AreEqual | Should -BeNullOrEmpty
        (Compare-SfAccess Invoicing Invoicing -Summary -Kind Object, Field).AreEqual | Should -BeTrue
        (Compare-SfAccess Invoicing Invoicing -IncludeEqual -Kind Object).Side | Sort-Object -Unique | Should -Be 'Equal'
    }

    It 'sums up by kind and by direction' {
        $summary = Compare-SfAccess Web_Shop_Sync Warehouse_Sync -Summary
        $objects = $summary.Counts | Where-Object Kind -EQ Object
        # Contact; Account, Order and Product2.
        $objects.ReferenceOnly | Should -Be 1
        $objects.Different | Should -Be 3
        $summary.AreEqual | Should -BeFalse
        ($summary | Out-String -Width 120) | Should -Match 'Object\s+1\s+0\s+3\s+0\s+0'
    }

    It 'compares two whole orgs, and the same set in both' {
        try {
            Connect-PracticeTool Operator $TestDrive -Alias other -NoDefault | Out-Null
            # Sam's assignment lapsed ten days before each company was made.
            Compare-SfAccess -DifferenceOrg other | Where-Object { $_.Side -ne 'NotAssessed' -and $_.Target -ne 'Contractor_Access' } | Should -BeNullOrEmpty
            New-SfPermissionSet Only_There -Org other | Out-Null
            Remove-SfPermissionSet Legacy_API_Access -Force -Confirm:$false -Org other
            $rows = Compare-SfAccess -DifferenceOrg other
            ($rows | Where-Object Side -EQ DifferenceOnly).Target | Should -Be 'permission set Only_There'
            ($rows | Where-Object { $_.Side -eq 'ReferenceOnly' -and $_.Kind -eq 'Container' }).PermissionSet | Should -Be 'Legacy_API_Access'
            ($rows | Where-Object { $_.Kind -eq 'Assignment' -and $_.Target -ne 'Contractor_Access' }).Username | Should -Be 'erp@acme.example'
            Compare-SfAccess Invoicing -DifferenceOrg other | Where-Object Side -NE NotAssessed | Should -BeNullOrEmpty
            { Compare-SfAccess Only_There -DifferenceOrg other -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        }
        finally { Get-SfOrg other | Disconnect-SfOrg }
    }

    It 'puts several side by side in columns of a stable order that any cmdlet can show' {
        $rows = Compare-SfAccess Web_Shop_Sync, shared.api@acme.example, Newsletter_Sync -Matrix
        ($rows | ConvertTo-Csv)[0] -replace '"' | Should -BeLike 'SobjectType,Web_Shop_Sync,shared.api@acme.example,Newsletter_Sync,Org*'
        $lead = $rows | Where-Object SobjectType -EQ Lead
        $lead.Web_Shop_Sync | Should -Be ''
        $lead.'shared.api@acme.example' | Should -Be 'R C E D VA'
        $lead.Org.Alias | Should -Be 'practice'
        $fields = Get-SfPermissionSet *_Sync | Compare-SfAccess -Matrix -Kind Field -SobjectType Acc*
        $fields.SobjectType | Sort-Object -Unique | Should -Be 'Account'
        ($fields | Where-Object Field -EQ AccountNumber).Warehouse_Sync | Should -Be 'r'
        ($fields | Where-Object Field -EQ AccountNumber).Web_Shop_Sync | Should -Be 'r e'
        ($fields | Format-Table | Out-String -Width 120) | Should -Match 'Account\s+AccountNumber'
    }

    It 'refuses <Id> and says what to do' -ForEach @(
        @{ Id = 'SfDifferenceMissing'; Work = { Compare-SfAccess Invoicing } }
        @{ Id = 'SfDifferenceMissing'; Work = { Compare-SfAccess } }
        @{ Id = 'SfNotFound'; Work = { Compare-SfAccess Nothing Invoicing -ErrorAction Stop } }
        @{ Id = 'SfNotFound'; Work = { Compare-SfAccess Invoicing nobody@acme.example -ErrorAction Stop } }
        @{ Id = 'SfNotComparable'; Work = { Compare-SfAccess Invoicing (Get-SfOrg) -ErrorAction Stop } }
        @{ Id = 'SfNotComparable'; Work = { Compare-SfAccess (Get-SfOrg) Invoicing -ErrorAction Stop } }
        @{ Id = 'SfNotComparable'; Work = { Compare-SfAccess 42 Invoicing -ErrorAction Stop } }
        @{ Id = 'SfNotComparable'; Work = { Compare-SfAccess Invoicing (Get-SfPermissionSet *_Sync) -ErrorAction Stop } }
    ) {
        $Work | Should -Throw -ErrorId "$Id,*"
        try { & $Work } catch { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
    }

    It 'compares two scopes without any connection, and says what only an org could resolve' {
        $said = Invoke-FreshPowerShell @"
Import-Module '$ModuleManifest'
`$rows = Import-SfAccessScope '$SampleScope' | Compare-SfAccess -Difference (Import-SfAccessScope '$SampleScope')
`$rows | ForEach-Object { "`$(`$_.Side) `$(`$_.Target)" }
"@
        $said -split "`r?`n" | Sort-Object -Unique | Should -Be @('NotAssessed Invoice__c.*', 'NotAssessed Product2.*')
    }

    It 'completes sets, groups, profiles and users' {
        (TabExpansion2 'Compare-SfAccess Sal' 20).CompletionMatches.CompletionText | Should -Be @("'Salesforce API Only System Integrations'", 'Sales_Desk', 'Sales_Operations')
        (TabExpansion2 'Find-SfPermissionSet -Covering er' 33).CompletionMatches.ListItemText | Should -Be 'erp@acme.example'
    }

    It 'goes on with the next after one that is not there' {
        $rows = 'Nothing', 'Invoicing' | Compare-SfAccess -Difference Web_Shop_Sync -Kind Object -ErrorAction SilentlyContinue -ErrorVariable missing
        $missing.FullyQualifiedErrorId | Should -BeLike 'SfNotFound,*'
        $rows.Reference | Sort-Object -Unique | Should -Be 'permission set Invoicing'
    }
}
