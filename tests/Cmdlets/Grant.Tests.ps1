BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force

    function Get-Row([string] $Set, [string] $Type, [string] $Columns) {
        Invoke-SfQuery "SELECT Id, $Columns FROM $Type WHERE Parent.Name = '$Set'"
    }
}

Describe 'Granting in bulk, on a practice org of its own' {
    BeforeEach {
        Connect-SfOrg -Practice | Out-Null
        New-SfPermissionSet Bulk | Out-Null
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'grants objects and their fields from Get-SfObject, one outcome for each object, and the org holds them' {
        $results = Get-SfObject -Name Account, Contact, Invoice__c | Grant-SfObjectPermission -PermissionSet Bulk -Access read, create, edit -Fields all -JournalPath $journal
        $results.Target | Should -Be @('Account', 'Contact', 'Invoice__c')
        $results.Outcome | Select-Object -Unique | Should -Be 'Granted'
        (Get-Row Bulk ObjectPermissions 'SobjectType, PermissionsEdit, PermissionsDelete' | Where-Object { $_.PermissionsEdit -and -not $_.PermissionsDelete }).Count | Should -Be 3
        $fields = Get-Row Bulk FieldPermissions 'SobjectType, Field, PermissionsEdit'
        $fields.Count | Should -Be ($results.FieldsChanged | Measure-Object -Sum).Sum
        $fields.Field | Should -Contain 'Account.BillingAddress'
        $fields.Field | Should -Not -Contain 'Account.BillingCity'
        ($fields | Where-Object Field -EQ 'Invoice__c.Number__c').PermissionsEdit | Should -BeFalse -Because 'an auto number cannot be edited'
    }

    It 'writes nothing the second time and says so' {
        Grant-SfObjectPermission Bulk Account read, edit | Out-Null
        $again = Grant-SfObjectPermission Bulk account edit
        $again.Outcome | Should -Be 'AlreadyHeld'
        $again.JournalPath | Should -BeNullOrEmpty
        $again.SobjectType | Should -BeExactly 'Account'
    }

    It 'completes what an access needs, and takes with a revoked one what cannot stand without it' {
        (Grant-SfObjectPermission Bulk Account modifyAll).After | Should -Be 'read, edit, delete, view all records, modify all records'
        (Revoke-SfObjectPermission Bulk Account edit).After | Should -Be 'read, view all records'
        (Revoke-SfObjectPermission Bulk Account read).After | Should -BeNullOrEmpty
        Get-Row Bulk ObjectPermissions SobjectType | Should -BeNullOrEmpty
        (Revoke-SfObjectPermission Bulk Account).Outcome | Should -Be 'NotHeld'
    }

    It 'grants the rest where one input is refused, and says why and what would be right' {
        $all = 'Account', 'Task', 'Nothing__c' | Grant-SfObjectPermission Bulk -Access read -ErrorAction SilentlyContinue -ErrorVariable refused
        ($all | Where-Object Outcome -EQ Granted).Target | Should -Be 'Account'
        ($all | Where-Object Outcome -EQ Refused).Code | Should -Be @('ObjectTakesNoRow', 'ObjectNotFound')
        ($all | Where-Object Target -EQ Task).Cure | Should -BeLike '*EditTask*'
        ($refused.FullyQualifiedErrorId | Sort-Object -Unique) | Should -Be @(
            'SfGrantRefused.ObjectNotFound,SfIntegration.Cmdlets.Permission.GrantSfObjectPermissionCommand'
            'SfGrantRefused.ObjectTakesNoRow,SfIntegration.Cmdlets.Permission.GrantSfObjectPermissionCommand')
        $refused[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'tells what Salesforce itself refuses, with its code' {
        # A detail needs its master in the same set.
        $result = Grant-SfObjectPermission Bulk Invoice_Line__c read -ErrorAction SilentlyContinue
        $result.Outcome | Should -Be 'Refused'
        $result.Code | Should -Be 'FIELD_INTEGRITY_EXCEPTION'
        $result.Reason | Should -BeLike '*depends on permission*'
        $result.After | Should -BeNullOrEmpty
    }

    It 'takes several objects, and fields with their object before them in any case' {
        (Grant-SfObjectPermission Bulk Account, Contact read -Fields all).Target | Should -Be @('Account', 'Contact')
        (Revoke-SfFieldPermission Bulk ACCOUNT account.phone).Outcome | Should -Be 'Revoked'
        $unknown = Revoke-SfFieldPermission Bulk Account Fone -ErrorAction SilentlyContinue -ErrorVariable refused
        $unknown.Code | Should -Be 'FieldNotFound'
        $refused[0].Exception.Message | Should -BeLike '*was refused*'
    }

    It 'grants edit on named fields from Get-SfField and takes it back, leaving read' {
        (Get-SfField Account -Field Phone, Website | Grant-SfFieldPermission Bulk -Access Edit).Outcome | Should -Be @('Granted', 'Granted')
        (Revoke-SfFieldPermission Bulk Account Phone Edit).After | Should -Be 'read'
        (Revoke-SfFieldPermission Bulk Account Website).After | Should -BeNullOrEmpty
        (Get-Row Bulk FieldPermissions 'SobjectType, Field, PermissionsEdit').Field | Should -Be 'Account.Phone'
    }

    It 'refuses edit on what cannot be edited, and parts of addresses, each with the cure' {
        $results = @(
            Grant-SfFieldPermission Bulk Invoice__c Number__c Edit -ErrorAction SilentlyContinue
            Grant-SfFieldPermission Bulk Account BillingCity -ErrorAction SilentlyContinue
            Grant-SfFieldPermission Bulk Account Websit -ErrorAction SilentlyContinue)
        $results.Code | Should -Be @('FieldNotEditable', 'FieldNotGrantable', 'FieldNotFound')
        $results.Cure | Should -Be @('Grant read.', 'Name BillingAddress instead.', 'Did you mean Website?')
    }

    It 'grants system permissions in piped sets, all that the org knows' {
        New-SfPermissionSet Other | Out-Null
        $results = Get-SfPermissionSet Bulk, Other | Grant-SfSystemPermission -SystemPermission RunReports, Nonsense -ErrorAction SilentlyContinue
        ($results | Where-Object Outcome -EQ Granted).PermissionSet | Should -Be @('Bulk', 'Other')
        ($results | Where-Object Outcome -EQ Refused).Target | Should -Be @('Nonsense', 'Nonsense')
        (Get-SfPermissionSet Bulk | Revoke-SfSystemPermission -SystemPermission RunReports).Outcome | Should -Be 'Revoked'
        (Invoke-SfQuery "SELECT Name FROM PermissionSet WHERE PermissionsRunReports = true AND Name IN ('Bulk', 'Other')").Name | Should -Be 'Other'
    }

    It 'names what a system permission depends on, and grants the others that were asked for beside it' {
        $results = Grant-SfSystemPermission Bulk ManageUsers, RunReports -ErrorAction SilentlyContinue
        ($results | Where-Object Target -EQ RunReports).Outcome | Should -Be 'Granted'
        $refused = $results | Where-Object Target -EQ ManageUsers
        $refused.Code | Should -Be 'FIELD_INTEGRITY_EXCEPTION'
        $refused.Reason | Should -BeLike '*depends on permission(s): View Setup*'
        $refused.Cure | Should -BeLike 'Grant what it depends on*'
    }

    It 'does not take from the caller what it would need to give it back' {
        Grant-SfSystemPermission Bulk ViewSetup | Out-Null
        Grant-SfPermissionSet Bulk (Get-SfOrg).Username | Out-Null
        $result = Revoke-SfSystemPermission Bulk ViewSetup -ErrorAction SilentlyContinue
        $result.Code | Should -Be 'CallerItself'
        (Invoke-SfQuery "SELECT PermissionsViewSetup FROM PermissionSet WHERE Name = 'Bulk'").PermissionsViewSetup | Should -BeTrue
    }

    It 'leaves <Set> alone: <Why>' -ForEach @(
        @{ Set = 'Standard User'; Why = 'a profile'; Id = 'SfPermissionSetOwned' }
        @{ Set = 'Sales_Desk'; Why = 'a group'; Id = 'SfPermissionSetOwned' }
        @{ Set = 'Nothing'; Why = 'not there'; Id = 'SfNotFound' }
    ) {
        { Grant-SfObjectPermission $Set Account read -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        (Grant-SfObjectPermission $Set, Bulk Account read -ErrorAction SilentlyContinue).PermissionSet | Should -Be 'Bulk' -Because 'one bad set does not stop the others'
    }

    It 'shows under -WhatIf a table of what would change, and writes and emits nothing' {
        $said = Invoke-FreshPowerShell "Import-Module '$ModuleManifest'; Connect-SfOrg -Practice | Out-Null; New-SfPermissionSet Bulk | Out-Null
            Get-SfObject -Name Account, Invoice__c | Grant-SfObjectPermission Bulk -Access read, edit -Fields all -WhatIf
            (Invoke-SfQuery `"SELECT Id FROM ObjectPermissions WHERE Parent.Name = 'Bulk'`").Count"
        $said | Should -BeLike 'What if: *grant 2 objects*'
        $said | Should -Match 'object +Account +- -> read, edit; fields: \d+ edit'
        $said | Should -Match 'object +Invoice__c +- -> read, edit; fields: 4 edit, 2 read'
        ($said -split "`n")[-1].Trim() | Should -Be '0'
    }

    It 'is undone from its journal' {
        Grant-SfObjectPermission Bulk Account read | Out-Null
        $result = 'Account', 'Contact' | Grant-SfObjectPermission Bulk -Access edit -Fields all -JournalPath $journal
        ($result[0] | Undo-SfAccessPlan -Confirm:$false).State | Should -Be 'Complete'
        (Get-Row Bulk ObjectPermissions 'SobjectType, PermissionsEdit' | ForEach-Object { "$($_.SobjectType) $($_.PermissionsEdit)" }) | Should -Be 'Account False'
        Get-Row Bulk FieldPermissions 'SobjectType, Field' | Should -BeNullOrEmpty
    }

    It 'sends each full 200 as they come: what was emitted stands though the pipeline is stopped' {
        $first = Get-SfObject -CanGrant | Grant-SfObjectPermission Bulk -Access read -ErrorAction SilentlyContinue | Select-Object -First 1
        $first.Outcome | Should -Be 'Granted'
        (Get-Row Bulk ObjectPermissions SobjectType).SobjectType | Should -Contain $first.Target
    }

    It 'acts on the org its input came from' {
        $other = Connect-SfOrg -Practice -Alias other -NoDefault
        New-SfPermissionSet Bulk -Org $other | Out-Null
        (Get-SfObject Account -Org $other | Grant-SfObjectPermission Bulk -Access read).Org.Alias | Should -Be 'other'
        Get-Row Bulk ObjectPermissions SobjectType | Should -BeNullOrEmpty
        { Get-SfObject Account -Org $other | Grant-SfObjectPermission Bulk -Access read -Org (Get-SfOrg | Where-Object Alias -NE other) -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
    }
}

Describe 'What can be granted, and what not' {
    BeforeAll { Connect-SfOrg -Practice | Out-Null }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'says of objects without a permission of their own what opens them' {
        $task, $item = Get-SfObject Task, OpportunityLineItem | Sort-Object SobjectType -Descending
        $task.CanGrant | Should -BeFalse
        $task.OpenedBy | Should -Be 'the system permission EditTask'
        $item.OpenedBy | Should -Be 'access to Opportunity'
        (Get-SfObject -CanGrant).CanGrant | Select-Object -Unique | Should -BeTrue
    }

    It 'says of each field why not' {
        (Get-SfField Account BillingCity).WhyNot | Should -BeLike 'part of BillingAddress*'
        (Get-SfField Account Name).WhyNot | Should -BeLike 'required*'
        (Get-SfField Invoice__c Number__c).CanGrantEdit | Should -BeFalse
        (Get-SfObject Contact | Get-SfField -CanGrant).Field | Should -Contain 'SSN__c'
        { Get-SfField Account Fone -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        { Get-SfField Nothing__c -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
    }
}
