BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force

    # What was emitted, warned about and refused, apart.
    function Get-Answer([scriptblock] $Work) {
        $all = @(& $Work *>&1)
        [pscustomobject] @{
            Results  = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.InformationalRecord] -and $_ -isnot [System.Management.Automation.InformationRecord] })
            Errors   = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
            Warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
        }
    }

    # All that a set of the org holds, as one text.
    function Get-Contents([string] $PermissionSet, $Org) {
        $where = if ($Org) { @{ Org = $Org } } else { @{} }
        $file = Export-SfPermissionSet $PermissionSet -Path (Join-Path $TestDrive "$([guid]::NewGuid()).xml") @where -WarningAction SilentlyContinue
        (Get-Content $file.FullName -Raw) -replace '\s*<(label|description)>.*?</\1>', ''
    }
}

Describe 'ConvertTo-SfPermissionSet' {
    BeforeEach { $org = Connect-SfOrg -Practice }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'makes a definition of a profile and writes nothing' {
        $definition = Get-SfProfile 'Acme Sales' | ConvertTo-SfPermissionSet
        $definition.PermissionSet | Should -Be 'Acme_Sales'
        $definition.Source | Should -Be 'profile Acme Sales'
        $definition.License | Should -BeNullOrEmpty
        $definition.Org | Should -Be $org
        $definition.Objects.SobjectType | Should -Contain 'Account'
        $definition.Fields.Count | Should -BeGreaterThan 50
        $null -ne $definition.RecordTypes | Should -BeTrue
        Get-SfPermissionSet Acme_* | Should -BeNullOrEmpty
        $definition | New-SfPermissionSet -WhatIf
        Get-SfPermissionSet Acme_* | Should -BeNullOrEmpty
    }

    It 'is made by New-SfPermissionSet with everything in it, also where the definition has a label, a description and a licence' {
        $made = Get-SfProfile 'Acme Sales' | ConvertTo-SfPermissionSet -PermissionSet Bound -License Salesforce | New-SfPermissionSet
        $made.State | Should -Be 'Complete'
        $made.Refused | Should -BeNullOrEmpty
        $set = Get-SfPermissionSet Bound
        $set.License | Should -Be 'Salesforce'
        $set.ObjectCount | Should -Be (ConvertTo-SfPermissionSet 'Acme Sales').Objects.Count
    }

    It 'makes one set of several, of what any grants or of what all grant' {
        $union = Get-SfProfile 'Acme Sales', 'Standard User' | ConvertTo-SfPermissionSet -PermissionSet Any -Combine Union
        $common = Get-SfProfile 'Acme Sales', 'Standard User' | ConvertTo-SfPermissionSet -PermissionSet All -Combine Intersection
        $sales, $standard = 'Acme Sales', 'Standard User' | ForEach-Object { ConvertTo-SfPermissionSet $_ }
        @($union.Objects.SobjectType | Sort-Object) | Should -Be @($sales.Objects.SobjectType + $standard.Objects.SobjectType | Sort-Object -Unique)
        @($common.Objects.SobjectType | Sort-Object) | Should -Be @($sales.Objects.SobjectType | Where-Object { $standard.Objects.SobjectType -contains $_ } | Sort-Object)
        $union.Source | Should -Be 'union of profile Acme Sales, profile Standard User'
    }

    It 'gives each of several profiles a set of its own, named after it' {
        (ConvertTo-SfPermissionSet 'Minimum Access*' -WarningAction SilentlyContinue).PermissionSet | Should -Be @('Minimum_Access_API_Only_Integrations', 'Minimum_Access_Salesforce')
    }

    It 'makes one set of a group' {
        $flat = Get-SfPermissionSet Sales_Desk | ConvertTo-SfPermissionSet -PermissionSet Flat -WarningAction SilentlyContinue
        $flat.Source | Should -Be 'permission set group Sales_Desk'
        $flat.Fields | Where-Object { $_.SobjectType -eq 'Invoice__c' -and $_.Field -eq 'Internal_Note__c' } | Should -BeNullOrEmpty -Because 'the group mutes it'
        $flat.Objects.SobjectType | Should -Contain 'Invoice__c'
    }

    It 'names the system permissions that the chosen licence does not allow' {
        $definition = ConvertTo-SfPermissionSet 'System Administrator' -PermissionSet Admin -License 'Salesforce API Integration'
        $definition.License | Should -Be 'SalesforceAPIIntegrationPsl'
        $forbidden = $definition.LeftOut | Where-Object Kind -EQ 'system permission'
        $forbidden | Should -Not -BeNullOrEmpty
        $forbidden[0].Reason | Should -Match 'SalesforceAPIIntegrationPsl.*does not allow'
        $definition.SystemPermissions | Where-Object { $forbidden.Target -contains $_ } | Should -BeNullOrEmpty
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'SfNotFound'; Work = { ConvertTo-SfPermissionSet Nothing -ErrorAction Stop } }
        @{ Id = 'SfNameNeeded'; Work = { ConvertTo-SfPermissionSet 'Acme Sales' -Combine Union -ErrorAction Stop } }
        @{ Id = 'SfOneNameForSeveral'; Work = { ConvertTo-SfPermissionSet 'Acme Sales', 'Standard User' -PermissionSet One -ErrorAction Stop } }
        @{ Id = 'SfLicenseNotFound'; Work = { ConvertTo-SfPermissionSet 'Acme Sales' -License Nothing -ErrorAction Stop } }
    ) {
        $Work | Should -Throw -ErrorId "$Id,*"
    }

    It 'works offline on a snapshot and says that record types are not in it' {
        $file = Join-Path $TestDrive 'org.snapshot.gz'
        Export-SfAccessSnapshot -Path $file -WarningAction SilentlyContinue | Out-Null
        $snapshot = Import-SfAccessSnapshot -Path $file
        $online = ConvertTo-SfPermissionSet 'Acme Sales'
        Get-SfOrg | Disconnect-SfOrg
        $answer = Get-Answer { ConvertTo-SfPermissionSet 'Acme Sales' -Snapshot $snapshot }
        $answer.Errors | Should -BeNullOrEmpty
        $answer.Results[0].Fields.Count | Should -Be $online.Fields.Count
        $answer.Results[0].RecordTypes | Should -BeNullOrEmpty
        $answer.Warnings | Should -Match 'record types.*not read'
    }
}

Describe 'Export-SfPermissionSet and Import-SfPermissionSet' {
    BeforeEach {
        $org = Connect-SfOrg -Practice
        $folder = Join-Path $TestDrive ([guid]::NewGuid())
    }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'writes each set to a file of its own that reads back equal, byte for byte the same each time' {
        $files = Export-SfPermissionSet '*' -Path $folder -WarningAction SilentlyContinue
        $files.PermissionSet | Should -Contain 'Web_Shop_Sync'
        $files.PermissionSet | Should -Not -Contain 'Sales_Desk'
        (Split-Path -Leaf $files[0].FullName) | Should -Be "$($files[0].PermissionSet).permissionset-meta.xml"
        $read = $files | Import-SfPermissionSet
        $read.PermissionSet | Should -Be $files.PermissionSet
        $again = $read | Export-SfPermissionSet -Path (Join-Path $folder again) -WarningAction SilentlyContinue
        foreach ($i in 0..($files.Count - 1)) {
            (Get-FileHash $again[$i].FullName).Hash | Should -Be (Get-FileHash $files[$i].FullName).Hash
        }
    }

    It 'takes wildcards, pipes, relative paths and literal paths' {
        Export-SfPermissionSet Invoicing, Web_Shop_Sync -Path $folder -WarningAction SilentlyContinue | Out-Null
        Push-Location $folder
        try {
            (Import-SfPermissionSet *.xml).PermissionSet | Should -Be @('Invoicing', 'Web_Shop_Sync')
            (Get-ChildItem *.xml | Import-SfPermissionSet).PermissionSet | Should -Be @('Invoicing', 'Web_Shop_Sync')
            Rename-Item Invoicing.permissionset-meta.xml 'a[b].permissionset-meta.xml'
            (Import-SfPermissionSet -LiteralPath 'a[b].permissionset-meta.xml').PermissionSet | Should -Be 'a[b]'
        }
        finally { Pop-Location }
    }

    It 'writes a piped profile as a permission set, and sets of a snapshot without any org' {
        $file = Get-SfProfile 'Acme Sales' | Export-SfPermissionSet -Path $folder
        (Split-Path -Leaf $file.FullName) | Should -Be 'Acme_Sales.permissionset-meta.xml'
        $online = Export-SfPermissionSet Invoicing -Path $folder
        $saved = Join-Path $TestDrive "$([guid]::NewGuid()).gz"
        Export-SfAccessSnapshot -Path $saved -WarningAction SilentlyContinue | Out-Null
        Get-SfOrg | Disconnect-SfOrg
        $answer = Get-Answer { Export-SfPermissionSet Invoicing -Snapshot (Import-SfAccessSnapshot -Path $saved) -Path (Join-Path $folder offline) }
        $answer.Errors | Should -BeNullOrEmpty
        $answer.Warnings | Should -Match 'record types'
        Get-Content $answer.Results[0].FullName -Raw | Should -Be (Get-Content $online.FullName -Raw)
    }

    It 'warns of what a file cannot hold' {
        $answer = Get-Answer { Export-SfPermissionSet Web_Shop_Sync -Path $folder }
        $answer.Warnings | Should -Match 'external client app Web_Shop_Bridge'
        $answer.Results[0].LeftOut.Target | Should -Contain 'Web_Shop_Bridge'
    }

    It 'never writes over a file unasked, nor anything under -WhatIf' {
        Export-SfPermissionSet Invoicing -Path $folder -WhatIf
        Test-Path $folder | Should -BeFalse
        $file = (Export-SfPermissionSet Invoicing -Path $folder).FullName
        Set-Content $file 'mine'
        { Export-SfPermissionSet Invoicing -Path $folder -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileExists,*'
        Get-Content $file | Should -Be 'mine'
        Export-SfPermissionSet Invoicing -Path $folder -Force | Out-Null
        Get-Content $file -TotalCount 1 | Should -Match '^<\?xml'
    }

    It 'writes a scope that reads' {
        $file = Export-SfPermissionSet Web_Shop_Sync -Path $folder -As Scope -Username integ-svc-shop@acme.example -WarningAction SilentlyContinue
        $file.FullName | Should -Match 'web-shop-sync\.scope\.yaml$'
        $scope = Import-SfAccessScope $file.FullName
        $scope.Identity.Username | Should -Be 'integ-svc-shop@acme.example'
        @($scope.Integrations[0].Objects.SobjectType | Sort-Object) | Should -Be @((Export-SfPermissionSet Web_Shop_Sync -Path (Join-Path $folder x.xml) -WarningAction SilentlyContinue | Import-SfPermissionSet).Objects.SobjectType | Sort-Object)
    }

    It 'refuses <Id> and goes on with the others' -ForEach @(
        @{ Id = 'SfNotFound'; Names = 'Nothing', 'Invoicing' }
        @{ Id = 'SfPermissionSetGroup'; Names = 'Sales_Desk', 'Invoicing' }
    ) {
        $answer = Get-Answer { Export-SfPermissionSet $Names -Path $folder }
        $answer.Errors.FullyQualifiedErrorId | Should -Match "^$Id,"
        $answer.Errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $answer.Results.PermissionSet | Should -Be 'Invoicing'
    }

    It 'refuses several sets in one file, and a scope without a login name' {
        { Export-SfPermissionSet Invoicing, Web_Shop_Sync -Path (Join-Path $folder one.xml) -ErrorAction Stop } | Should -Throw -ErrorId 'SfOneFileForSeveral,*'
        { Export-SfPermissionSet Invoicing -Path $folder -As Scope -ErrorAction Stop } | Should -Throw -ErrorId 'SfUsernameNeeded,*'
    }

    It 'tells every mistake of a file with its line and the cure, and reads the other files' {
        $null = New-Item -ItemType Directory $folder
        $bad = Join-Path $folder bad.permissionset
        Set-Content $bad "<PermissionSet xmlns=`"http://soap.sforce.com/2006/04/metadata`">`n<label>B</label>`n<classAccesses><apexClass>%%%NAMESPACE%%%A</apexClass><enabled>true</enabled></classAccesses></PermissionSet>"
        Set-Content (Join-Path $folder good.permissionset) '<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>G</label></PermissionSet>'
        $answer = Get-Answer { Import-SfPermissionSet (Join-Path $folder *.permissionset) }
        $answer.Results.PermissionSet | Should -Be 'good'
        "$($answer.Errors)" | Should -Match 'bad\.permissionset\(3,\d+\)'
        $answer.Errors[0].ErrorDetails.RecommendedAction | Should -Match '-Namespace'
        (Import-SfPermissionSet $bad -Namespace acme).SetupEntities.Name | Should -Be 'acme__A'
        { Import-SfPermissionSet (Join-Path $folder none.xml) -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileNotFound,*'
    }

    It 'gives definitions without an org, which go to the default org; an empty -Org does not' {
        $file = Export-SfPermissionSet Invoicing -Path $folder
        $definition = $file | Import-SfPermissionSet
        $definition.Org | Should -BeNullOrEmpty
        ($definition | New-SfPermissionSet -PermissionSet Invoicing_Two).State | Should -Be 'Complete'
        Get-Contents Invoicing_Two | Should -Be (Get-Contents Invoicing)
        $none = $null
        { $definition | New-SfPermissionSet -PermissionSet Invoicing_Three -Org $none } | Should -Throw '*names no org*'
        Get-SfPermissionSet Invoicing_Three -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }
}

Describe 'Copy-SfPermissionSet' {
    BeforeEach {
        $here = Connect-SfOrg -Practice -Alias here
        $there = Connect-SfOrg -Practice -Alias there -NoDefault
        ConvertTo-SfPermissionSet 'Acme Sales' -PermissionSet Travels | New-SfPermissionSet | Out-Null
        Grant-SfObjectPermission -PermissionSet Travels -SobjectType Invoice__c -Access read -Fields all | Out-Null
    }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'shows first, copies, reads back, and can be undone' {
        Copy-SfPermissionSet Travels -DestinationOrg there -WhatIf | Should -BeNullOrEmpty
        Get-SfPermissionSet Travels -Org there -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $plan = Copy-SfPermissionSet Travels -DestinationOrg there -PlanOnly
        $plan.IsNew | Should -BeTrue
        Get-SfPermissionSet Travels -Org there -ErrorAction SilentlyContinue | Should -BeNullOrEmpty

        $result = Get-SfPermissionSet Travels | Copy-SfPermissionSet -DestinationOrg there
        $result.State | Should -Be 'Complete'
        $result.Org | Should -Be $there
        $result.Changes.Count | Should -Be $plan.Changes.Count
        Get-Contents Travels $there | Should -Be (Get-Contents Travels $here)

        Undo-SfAccessPlan $result.JournalPath -Org there -Confirm:$false | Out-Null
        Get-SfPermissionSet Travels -Org there -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'makes an existing set equal only when asked, and shows what that takes away' {
        Copy-SfPermissionSet Travels -DestinationOrg there | Out-Null
        Grant-SfObjectPermission -PermissionSet Travels -SobjectType Case -Access read -Org there | Out-Null
        Revoke-SfSystemPermission -PermissionSet Travels -SystemPermission RunReports -Org there -Confirm:$false | Out-Null
        { Copy-SfPermissionSet Travels -DestinationOrg there -ErrorAction Stop } | Should -Throw -ErrorId 'SfPermissionSetExists,*'
        $plan = Copy-SfPermissionSet Travels -DestinationOrg there -Update -PlanOnly
        $plan.RemovalCount | Should -Be 1
        $plan.Changes.Target | Should -Be @('RunReports', 'Case')
        (Copy-SfPermissionSet Travels -DestinationOrg there -Update).State | Should -Be 'Complete'
        Get-Contents Travels $there | Should -Be (Get-Contents Travels $here)
        (Copy-SfPermissionSet Travels -DestinationOrg there -Update -PlanOnly).Changes | Should -BeNullOrEmpty
    }

    It 'copies within an org under another name' {
        (Copy-SfPermissionSet Travels -NewName Travels_Two).Org | Should -Be $here
        Get-Contents Travels_Two | Should -Be (Get-Contents Travels)
        { Copy-SfPermissionSet Travels, Invoicing -NewName Three -ErrorAction Stop } | Should -Throw -ErrorId 'SfOneNameForSeveral,*'
    }

    It 'maps licences, and says how where a licence is missing' {
        ConvertTo-SfPermissionSet 'Acme Sales' -PermissionSet Licensed -License Salesforce | New-SfPermissionSet | Out-Null
        $plain = Copy-SfPermissionSet Licensed -DestinationOrg there -LicenseMap @{ salesforce = 'Salesforce API Integration' } -PlanOnly -ErrorAction SilentlyContinue
        $plain.Changes[0].After | Should -Match 'Salesforce API Integration'
        Copy-SfPermissionSet Licensed -DestinationOrg there -LicenseMap @{ Salesforce = '' } | Out-Null
        (Get-SfPermissionSet Licensed -Org there).License | Should -BeNullOrEmpty
        $answer = Get-Answer { Copy-SfPermissionSet Licensed, Travels -DestinationOrg there -LicenseMap @{ Salesforce = 'Galaxy' } }
        $answer.Errors.FullyQualifiedErrorId | Should -Match '^SfLicenseNotFound,'
        $answer.Errors[0].ErrorDetails.RecommendedAction | Should -Match 'LicenseMap.*Galaxy'
        $answer.Results.PermissionSet | Should -Be 'Travels' -Because 'one set that fails does not stop the others'
    }

    It 'copies a definition and a file, and out of a snapshot without its org' {
        $file = Export-SfPermissionSet Travels -Path (Join-Path $TestDrive "$([guid]::NewGuid()).xml")
        ($file | Import-SfPermissionSet | Copy-SfPermissionSet -DestinationOrg there -NewName From_File).State | Should -Be 'Complete'
        $saved = Join-Path $TestDrive "$([guid]::NewGuid()).gz"
        Export-SfAccessSnapshot -Path $saved -WarningAction SilentlyContinue | Out-Null
        $snapshot = Import-SfAccessSnapshot -Path $saved
        Disconnect-SfOrg -Org here
        (Copy-SfPermissionSet Travels -Snapshot $snapshot -DestinationOrg there -WarningAction SilentlyContinue).State | Should -Be 'Complete'
        Get-Contents Travels $there | Should -Be (Get-Contents From_File $there)
    }

    It 'names groups and names that are not there' {
        $answer = Get-Answer { Copy-SfPermissionSet Sales_Desk, Nothing, Travels -DestinationOrg there }
        @($answer.Errors.FullyQualifiedErrorId -replace ',.*' | Sort-Object) | Should -Be @('SfNotFound', 'SfPermissionSetGroup')
        $answer.Results.PermissionSet | Should -Be 'Travels'
    }
}

Describe 'Real sets between an org with their package and one without' -Skip:(-not (Test-Path (Join-Path $PSScriptRoot '../../../shared/fixtures/permissionsets'))) {
    BeforeAll {
        $path = Join-Path $RepositoryRoot '../shared/fixtures/permissionsets/npsp-Gift_Entry_Recommended.permissionset'
        $home1 = Start-ServedOrg '--metadata', $path, '--namespace', 'npsp'
        $bare = Start-ServedOrg
        $with = Connect-ServedOrg $home1 'with'
        $without = Connect-ServedOrg $bare 'without' -NoDefault
        Import-SfPermissionSet $path -Namespace npsp | New-SfPermissionSet -PermissionSet Gift_Entry -ErrorAction SilentlyContinue | Out-Null
    }
    AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $home1; Stop-ServedOrg $bare }

    It 'the rest arrives and each row that cannot is named with its reason' {
        $answer = Get-Answer { Copy-SfPermissionSet Gift_Entry -DestinationOrg without }
        $result = $answer.Results[0]
        $result.State | Should -Be 'Incomplete'
        $source = Export-SfPermissionSet Gift_Entry -Path (Join-Path $TestDrive a.xml) | Import-SfPermissionSet
        $copy = Export-SfPermissionSet Gift_Entry -Path (Join-Path $TestDrive b.xml) -Org without | Import-SfPermissionSet
        ($copy.Objects.Count + $copy.Fields.Count + $copy.SetupEntities.Count + $copy.Tabs.Count + $result.Refused.Count) |
            Should -Be ($source.Objects.Count + $source.Fields.Count + $source.SetupEntities.Count + $source.Tabs.Count)
        $copy.Objects.SobjectType | Should -Be @('Account', 'Campaign', 'Contact', 'Opportunity')
        "$($copy.Fields | ForEach-Object { "$($_.SobjectType).$($_.Field)" })" | Should -Not -Match 'npsp__|npe01__|npo02__'
        ($result.Refused | Where-Object Target -EQ npsp__DataImport__c).Cure | Should -Match "package 'npsp' is not installed"
        $result.Refused | Where-Object { -not $_.Reason -or -not $_.Cure } | Should -BeNullOrEmpty
        $answer.Errors | ForEach-Object { $_.FullyQualifiedErrorId | Should -Match '^SfGrantRefused\.' }
    }
}
