BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null

    # A snapshot of the whole org as the module reads it.
    function Get-WholeSnapshot {
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).sfsnap"
        Export-SfAccessSnapshot $path | Out-Null
        Import-SfAccessSnapshot $path
    }

    function Get-Verbose([scriptblock] $Work) { (& $Work 4>&1) | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'Get-SfEffectiveAccess' {
    It 'reads as a person would say it: who of the integration users can do what with orders' {
        $rows = Get-SfIntegrationUser | Get-SfEffectiveAccess | Where-Object SobjectType -EQ Order
        ($rows | Where-Object Kind -EQ Object).Username | Should -Be 'shared.api@acme.example'
        ($rows | Where-Object Kind -EQ Object).Access | Should -Be 'read, create, edit'
        ($rows | Where-Object Kind -EQ Object).From | Should -Be @('Warehouse_Sync', 'Web_Shop_Sync')
        $rows | ForEach-Object { $_.Org.Alias | Should -Be 'practice' }
    }

    It 'adds up profile, group and muting, and names the set and the group it comes through' {
        # Sales Desk holds Invoicing (read, create, edit, delete) and mutes delete and the internal note.
        $invoice = Get-SfEffectiveAccess ines.sales@acme.example -SobjectType Invoice__c
        $object = $invoice | Where-Object Kind -EQ Object
        $object.Access | Should -Be 'read, create, edit'
        $object.PermissionSet | Should -Be 'Invoicing'
        $object.Through | Should -Be 'Sales_Desk'
        $invoice.Field | Should -Not -Contain 'Internal_Note__c'
        $invoice.Field | Should -Contain 'Status__c'
    }

    It 'filters by kind, object, field, access and name, with wildcards' {
        (Get-SfEffectiveAccess carla.service@acme.example -Kind ApexClass, CustomPermission).Target | Should -Be @('InvoiceExporter', 'Skip_Credit_Check')
        (Get-SfEffectiveAccess carla.service@acme.example -SobjectType 'invoice*' -Kind Object).Target | Should -Be @('Invoice_Line__c', 'Invoice__c')
        (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Contact -Field 'HasOptedOut*' -Access Edit).Field | Should -Be @('HasOptedOutOfEmail', 'HasOptedOutOfFax')
        (Get-SfEffectiveAccess shared.api@acme.example -SystemPermission 'Api*').Target | Should -Be @('ApiEnabled', 'ApiUserOnly')
        (Get-SfEffectiveAccess shared.api@acme.example -SystemPermission PermissionsApiEnabled).From | Should -Be @('Minimum Access - API Only Integrations', 'Web_Shop_Sync')
        (Get-SfEffectiveAccess shared.api@acme.example -App *).Target | Should -Be 'Web_Shop_Bridge'
    }

    It 'shows what a power over every object gives on the object asked about, and no object that is not there' {
        $row = Get-SfEffectiveAccess erp@acme.example -SobjectType Task, Nope__c -Kind Object -WarningVariable said -WarningAction SilentlyContinue
        $row.Target | Should -Be 'Task'
        $row.ImpliedBy | Should -Contain 'Modify All Data'
        "$said" | Should -BeLike "*no object 'Nope__c'*"
    }

    It 'says of record types that they were not read, instead of nothing' {
        $row = Get-SfEffectiveAccess carla.service@acme.example -Kind RecordType
        $row.Access | Should -Be 'not assessed'
        $row.IsEffective | Should -BeFalse
        $row.Note | Should -BeLike '*Metadata API*'
    }

    It 'says that a user is frozen or deactivated, and which sets it skipped and why' {
        Get-SfEffectiveAccess frozen@acme.example -Kind Tab -WarningVariable frozen -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$frozen" | Should -BeLike '*frozen@acme.example is frozen*'
        Get-SfEffectiveAccess leaver@acme.example -Kind Tab -WarningVariable gone -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$gone" | Should -BeLike '*leaver@acme.example is deactivated*'
        Get-Verbose { Get-SfEffectiveAccess sam.sales@acme.example -Kind Tab -Verbose } | Should -BeLike '*Contractor_Access expired on *: it is not counted.'
    }

    It 'lists with -AllFields the fields that take no grant and the parts of an address' {
        $rows = Get-SfEffectiveAccess shared.api@acme.example -SobjectType Order -AllFields | Where-Object Kind -EQ Field
        ($rows | Where-Object Field -EQ Id).Access | Should -Be 'read'
        ($rows | Where-Object Field -EQ OwnerId).Access | Should -Be 'edit'
        ($rows | Where-Object Field -EQ BillingCity).Note | Should -Be 'granted through BillingAddress'
        (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Order).Field | Should -Not -Contain 'Id'
    }

    It 'a user who is not there is one error with its cure, and the next one goes on' {
        $rows = Get-SfEffectiveAccess nobody@acme.example, carla.service@acme.example -Kind ApexClass -ErrorVariable failed -ErrorAction SilentlyContinue
        $rows.Username | Should -Be 'carla.service@acme.example'
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SfNotFound,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'takes usernames with wildcards' {
        (Get-SfEffectiveAccess '*.sales@acme.example' -SobjectType Account -Kind Object).Username | Should -Be @('ines.sales@acme.example', 'sam.sales@acme.example')
    }
}

Describe 'Get-SfEffectiveAccess -Explain' {
    It 'gives every path and the fewest removals, and they do end it' {
        $why = Get-SfEffectiveAccess shared.api@acme.example -SobjectType Contact -Field Email -Access Edit -Explain
        $why.Has | Should -BeTrue
        $why.Question | Should -Be 'edit on Contact.Email'
        $why.Paths.From | Should -Be 'Web_Shop_Sync'
        $why.SmallestRemoval.Name | Should -Be 'Web_Shop_Sync'
        $why.SmallestRemoval.Action | Should -Be 'unassign the set'

        $why | Revoke-SfPermissionSet -PermissionSet $why.SmallestRemoval.Name -Confirm:$false | Out-Null
        (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Contact -Field Email -Access Edit -Explain).Has | Should -BeFalse
        Grant-SfPermissionSet -Username shared.api@acme.example -PermissionSet Web_Shop_Sync -Confirm:$false | Out-Null
    }

    It 'explains system permissions, classes, apps and a flag on an object, each by itself' {
        $why = Get-SfEffectiveAccess erp@acme.example -SystemPermission ApiEnabled -SobjectType Account -Access 'Read, Delete' -Explain
        $why.Question | Should -Be @('read on Account', 'delete on Account', 'system permission ApiEnabled')
        $why[2].SmallestRemoval.Name | Should -Be @('System Administrator', 'Legacy_API_Access')
        (Get-SfEffectiveAccess ines.sales@acme.example -ApexClass InvoiceExporter -Explain).SmallestRemoval.Name | Should -Be 'Sales_Desk'
        (Get-SfEffectiveAccess ines.sales@acme.example -Tab standard-Account -Explain).Has | Should -BeFalse
    }

    It 'explains a field that takes no grant by its object' {
        $why = Get-SfEffectiveAccess shared.api@acme.example -SobjectType Order -Field Id -Explain
        $why.Paths.From | Should -Be @('Warehouse_Sync', 'Web_Shop_Sync')
        "$($why.Notes)" | Should -BeLike '*Order.Id: takes no grant*'
    }

    It 'does not answer "no" for a name that is not there' {
        foreach ($ask in @{ SystemPermission = 'ModifyAllDat' }, @{ SobjectType = 'Nope__c' }, @{ SobjectType = 'Account'; Field = 'Nope__c' }, @{ App = 'Nope' }) {
            { Get-SfEffectiveAccess erp@acme.example @ask -Explain -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        }
    }

    It 'without a thing, or with a pattern, says what to name' {
        { Get-SfEffectiveAccess erp@acme.example -Explain } | Should -Throw -ErrorId 'SfNothingToExplain,*'
        { Get-SfEffectiveAccess erp@acme.example -SystemPermission 'Modify*' -Explain } | Should -Throw -ErrorId 'SfNothingToExplain,*'
        { Get-SfEffectiveAccess erp@acme.example -SobjectType Account -Field Phone -Access Delete -Explain } | Should -Throw -ErrorId 'SfFieldAccess,*'
    }
}

Describe 'Get-SfEffectiveAccess -Verify' {
    It 'lays the platform''s answer beside ours, right by right' {
        $checks = Get-SfEffectiveAccess shared.api@acme.example -SobjectType Contact, Case -Verify
        ($checks | Where-Object { $_.Target -eq 'Contact' }).Right | Should -Be @('read', 'create', 'edit', 'delete')
        ($checks | Where-Object Target -EQ Case).Platform | Should -Be @($false, $false, $false, $false)
        $checks.Outcome | Sort-Object -Unique | Should -Be 'Agrees'
    }

    It 'says what the platform would not tell, and why' {
        $checks = Get-SfEffectiveAccess shared.api@acme.example -SobjectType Nope__c -Field X__c -Verify
        $checks.Outcome | Should -Be @('NotAssessed', 'NotAssessed')
        $checks[0].Platform | Should -BeNullOrEmpty
        $checks[0].Reason | Should -BeLike 'UserFieldAccess has no row for it*'
    }
}

Describe 'Get-SfEffectiveAccess -Snapshot' {
    BeforeAll { $snapshot = Get-WholeSnapshot }

    It 'answers offline what the org answers, for every user' {
        $usernames = $snapshot.Users.Username | Where-Object { $_ -like '*@acme.example' }
        $live = Get-SfEffectiveAccess $usernames -WarningAction SilentlyContinue | ForEach-Object { "$_ $($_.Paths)" }
        $offline = Get-SfEffectiveAccess $usernames -Snapshot $snapshot -WarningAction SilentlyContinue | ForEach-Object { "$_ $($_.Paths)" }
        $offline.Count | Should -BeGreaterThan 500
        Compare-Object $live $offline | Should -BeNullOrEmpty
    }

    It 'asks no org, also where users are piped into it' {
        $user = Get-SfIntegrationUser shared.api@acme.example
        ($user | Get-SfEffectiveAccess -Snapshot $snapshot -Kind App).Target | Should -Be 'Web_Shop_Bridge'
        { Get-SfEffectiveAccess nobody@x.y -Snapshot $snapshot -ErrorAction Stop } | Should -Throw -ExpectedMessage 'The snapshot has no user*'
    }

    It 'a field that takes no grant is open offline as it is in the org, and a wrong name is no "no"' {
        (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Account -Field Name -Explain -Snapshot $snapshot).Has | Should -Be (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Account -Field Name -Explain).Has
        $wrong = Get-SfEffectiveAccess shared.api@acme.example -SystemPermission ModifyAllDat -Explain -Snapshot $snapshot
        $wrong.Has | Should -BeNullOrEmpty
        "$($wrong.Notes)" | Should -BeLike '*no such system permission*'
        (Find-SfAccess -SobjectType Account -Field Name -Snapshot $snapshot -WarningAction SilentlyContinue).Username | Should -Be (Find-SfAccess -SobjectType Account -Field Name -WarningAction SilentlyContinue).Username
    }

    It '-Verify and -AllFields need the org and say so' {
        { Get-SfEffectiveAccess erp@acme.example -Verify -Snapshot $snapshot } | Should -Throw -ErrorId 'SfNeedsOrg,*'
        { Get-SfEffectiveAccess erp@acme.example -AllFields -Snapshot $snapshot } | Should -Throw -ErrorId 'SfNeedsOrg,*'
    }
}

Describe 'Find-SfAccess' {
    BeforeAll { $snapshot = Get-WholeSnapshot }

    It 'who has Modify All Data, and through what' {
        $who = Find-SfAccess ModifyAllData
        $who.Username | Should -Be @('admin@acme.example', 'erp@acme.example', 'it.ops@acme.example')
        $who[0].From | Should -Be 'System Administrator'
        $who[0].License | Should -Be 'Salesforce'
        $who[0].LastLogin | Should -BeOfType datetime
        (Find-SfAccess -SystemPermission PermissionsModifyAllData).Username | Should -Be $who.Username
    }

    It 'who can edit a field: the grant and the object both count' {
        $who = Find-SfAccess -SobjectType Contact -Field SSN__c -Access Edit
        $who.Username | Should -Contain 'shared.api@acme.example'
        ($who | Where-Object Username -EQ shared.api@acme.example).PermissionSet | Should -Be 'Web_Shop_Sync'
        $who.IsEffective | Should -Not -Contain $false
        (Find-SfAccess -SobjectType Contact -Field Contact.SSN__c -Access Edit).Username | Should -Be $who.Username
    }

    It 'who can use a class, a custom permission, an app' {
        (Find-SfAccess -ApexClass InvoiceExporter).Through | Should -Be 'Sales_Desk'
        (Find-SfAccess -CustomPermission Skip_Credit_Check).Username | Should -Be @('carla.service@acme.example', 'ines.sales@acme.example')
        (Find-SfAccess -App 'SfIntegration').ProfileName | Sort-Object -Unique | Should -Be 'System Administrator'
    }

    It 'leaves deactivated users out unless they are asked for, and shows the frozen ones as frozen' {
        $who = Find-SfAccess -SobjectType Account -Access Edit
        $who.Username | Should -Not -Contain 'leaver@acme.example'
        ($who | Where-Object Username -EQ frozen@acme.example).IsFrozen | Should -BeTrue
        ($who | Out-String -Width 120) | Should -Match 'frozen@acme\.example .* Frozen'
        ((Find-SfAccess -SobjectType Account -Access Edit -IncludeInactive) | Where-Object Username -EQ leaver@acme.example).IsActive | Should -BeFalse
    }

    It 'answers the same offline' -ForEach @(
        @{ Ask = @{ SystemPermission = 'ViewSetup' } }
        @{ Ask = @{ SobjectType = 'Invoice__c'; Access = 'Delete' } }
        @{ Ask = @{ SobjectType = 'Opportunity'; Field = 'Amount'; Access = 'Edit' } }
        @{ Ask = @{ App = 'Web_Shop_Bridge' } }
    ) {
        $live = Find-SfAccess @Ask | ForEach-Object { "$_ $($_.Paths)" }
        $live | Should -Not -BeNullOrEmpty
        Find-SfAccess @Ask -Snapshot $snapshot | ForEach-Object { "$_ $($_.Paths)" } | Should -Be $live
    }

    It 'does not answer "nobody" for a name that is not there' {
        foreach ($ask in @{ SystemPermission = 'ModifyAllDat' }, @{ SobjectType = 'Nope__c' }, @{ SobjectType = 'Account'; Field = 'Nope__c' }, @{ ApexClass = 'Nope' }) {
            { Find-SfAccess @ask -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        }
        Find-SfAccess ModifyAllDat -Snapshot $snapshot -WarningVariable said -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$said" | Should -BeLike '*holds no grant that names ModifyAllDat*'
    }

    It 'one wrong name does not stop the next' {
        (Find-SfAccess Nope, ModifyAllData -ErrorAction SilentlyContinue).Count | Should -Be 3
    }

    It 'asks a part of an address by its whole and a field without a grant by its object, and says so' {
        (Find-SfAccess -SobjectType Account -Field BillingCity -Access Edit -WarningVariable part -WarningAction SilentlyContinue)[0].Target | Should -Be 'Account.BillingAddress'
        "$part" | Should -BeLike '*granted through Account.BillingAddress*'
        (Find-SfAccess -SobjectType Account -Field Id -WarningVariable open -WarningAction SilentlyContinue)[0].Target | Should -Be 'Account'
        "$open" | Should -BeLike '*takes no grant of its own*'
    }

    It 'completes names' {
        function Complete([string] $Line) { [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches.CompletionText }
        Complete 'Find-SfAccess -SystemPermission ModifyAll' | Should -Contain 'ModifyAllData'
        Complete 'Find-SfAccess -SobjectType Invoice_' | Should -Contain 'Invoice_Line__c'
        Complete 'Find-SfAccess -SobjectType Contact -Field SS' | Should -Be 'SSN__c'
        Complete 'Find-SfAccess -App ' | Should -Contain 'Web_Shop_Bridge'
        Complete 'Get-SfEffectiveAccess -ApexClass Inv' | Should -Be 'InvoiceExporter'
    }
}

Describe 'A caller who may not look at what others hold' {
    BeforeAll {
        $served = Start-ServedOrg
        Connect-ServedUser $served shared.api@acme.example 'unseeing' | Out-Null
    }

    AfterAll {
        Get-SfOrg unseeing | Disconnect-SfOrg
        Stop-ServedOrg $served
    }

    It 'is told of each kind that it was not assessed, and never "no"' {
        $rows = Get-SfEffectiveAccess ines.sales@acme.example -Org unseeing -WarningAction SilentlyContinue
        $rows.Access | Sort-Object -Unique | Should -Be 'not assessed'
        $rows.Kind | Should -Contain 'Object'
        $rows.Kind | Should -Contain 'Field'
        $rows.Kind | Should -Contain 'SystemPermission'
        $rows.Kind | Should -Contain 'Tab'
        $why = Get-SfEffectiveAccess ines.sales@acme.example -Org unseeing -SobjectType Account -Field Name -SystemPermission ApiEnabled -Explain -WarningAction SilentlyContinue
        $why.Count | Should -Be 2
        $why | ForEach-Object { $null -eq $_.Has | Should -BeTrue }
        $why | Out-String -Width 120 | Should -Match 'Has +: not assessed'
        $checks = Get-SfEffectiveAccess ines.sales@acme.example -Org unseeing -SobjectType Account -Verify -WarningAction SilentlyContinue
        $checks.Outcome | Sort-Object -Unique | Should -Be 'NotAssessed'
    }
}

Describe 'What a person sees of access' {
    It 'fits 120 columns: <Name>' -ForEach @(
        @{ Name = 'effective access'; Work = { Get-SfEffectiveAccess erp@acme.example -SobjectType Account } }
        @{ Name = 'who has it'; Work = { Find-SfAccess -SobjectType Account } }
        @{ Name = 'what the platform says'; Work = { Get-SfEffectiveAccess shared.api@acme.example -SobjectType Contact -Verify } }
        @{ Name = 'why'; Work = { Get-SfEffectiveAccess ines.sales@acme.example -SobjectType Account -Access Edit -Explain } }
    ) {
        $lines = (& $Work | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'groups by user and by question, and shows no empty brackets' {
        $text = Get-SfEffectiveAccess ines.sales@acme.example -SobjectType Invoice__c | Out-String -Width 120
        $text | Should -Match 'Username: ines\.sales@acme\.example'
        $text | Should -Match 'Invoicing through Sales_Desk'
        $text | Should -Not -Match '\[\]'
        Find-SfAccess ModifyAllData | Out-String -Width 120 | Should -Match 'Question: system permission ModifyAllData'
    }
}

Describe 'Get-SfEffectiveAccess -RecordCount' {
    It 'says how many rows each object has, which SOQL counts too, and nothing of what is no object' {
        $rows = Get-SfEffectiveAccess shared.api@acme.example -RecordCount
        foreach ($name in 'Account', 'Contact') {
            $count = (Invoke-SfQuery "SELECT COUNT(Id) n FROM $name").n
            ($rows | Where-Object { $_.Kind -eq 'Object' -and $_.Target -eq $name }).RecordCount | Should -Be $count
        }
        $rows | Where-Object Kind -NE Object | ForEach-Object { $_.RecordCount | Should -BeNullOrEmpty }
    }

    It 'asks nothing of the org unless it is asked' {
        (Get-SfEffectiveAccess shared.api@acme.example -SobjectType Account).RecordCount | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
    }

    It 'of a snapshot is refused, and says what would do' {
        { Get-SfEffectiveAccess shared.api@acme.example -Snapshot (Get-WholeSnapshot) -RecordCount } | Should -Throw -ErrorId 'SfNeedsOrg,*' -ExpectedMessage '-RecordCount asks the org*'
    }
}
