BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force

    # What was emitted and what was refused, apart.
    function Get-Answer([scriptblock] $Work) {
        $all = @(& $Work 2>&1)
        [pscustomobject] @{
            Results = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
            Errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        }
    }
}

Describe 'On a practice org of its own' {
    BeforeEach { Connect-PracticeTool Operator $TestDrive | Out-Null }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    Context 'Get-SfPermissionSet' {
        It 'lists sets and groups, and no set that a profile owns' {
            $sets = Get-SfPermissionSet
            $sets.PermissionSet | Should -Contain 'Invoicing'
            ($sets | Where-Object PermissionSet -EQ Sales_Desk).Kind | Should -Be 'Group'
            ($sets | Where-Object PermissionSet -EQ Web_Shop_Sync).License | Should -Be 'SalesforceAPIIntegrationPsl'
            ($sets | Where-Object PermissionSet -EQ Invoicing).AssigneeCount | Should -Be 1
            $sets.Count | Should -Be (Invoke-SfQuery 'SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = false').Count
        }

        It 'takes wildcards, and says so where an exact name is not there' {
            (Get-SfPermissionSet '*_Sync').PermissionSet | Should -Be @('Newsletter_Sync', 'Warehouse_Sync', 'Web_Shop_Sync')
            { Get-SfPermissionSet Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
        }

        It 'gives what piped users hold, and whether it has ended' {
            (Get-SfIntegrationUser shared.api@acme.example | Get-SfPermissionSet).PermissionSet | Should -Be @('Newsletter_Sync', 'Warehouse_Sync', 'Web_Shop_Sync')
            (Get-SfPermissionSet -Username ines.sales@acme.example).Kind | Should -Be 'Group'
            (Get-SfPermissionSet -Username sam.sales@acme.example).HasExpired | Should -BeTrue
        }
    }

    Context 'New-SfPermissionSet and Remove-SfPermissionSet' {
        It 'makes a set with a licence by its label, reads it back, and removes it' {
            $made = New-SfPermissionSet It_s_New -Label "It's `"new`"" -Description 'Why' -License 'Salesforce API Integration'
            $made.License | Should -Be 'SalesforceAPIIntegrationPsl'
            $made.Label | Should -Be "It's `"new`""
            $made | Remove-SfPermissionSet -Confirm:$false
            Get-SfPermissionSet It_s_* | Should -BeNullOrEmpty
        }

        It 'refuses <Id> before writing' -ForEach @(
            @{ Id = 'SfPermissionSetName'; Work = { New-SfPermissionSet '9 lives' -ErrorAction Stop } }
            @{ Id = 'SfPermissionSetExists'; Work = { New-SfPermissionSet invoicing -ErrorAction Stop } }
            @{ Id = 'SfLicenseNotFound'; Work = { New-SfPermissionSet Fine -License Nothing -ErrorAction Stop } }
            @{ Id = 'SfPermissionSetInUse'; Work = { Remove-SfPermissionSet Invoicing -Confirm:$false -ErrorAction Stop } }
            @{ Id = 'SfPermissionSetOwned'; Work = { Remove-SfPermissionSet Sales_Desk -Force -Confirm:$false -ErrorAction Stop } }
            @{ Id = 'SfPermissionSetOwned'; Work = { Remove-SfPermissionSet (Invoke-SfQuery 'SELECT Name FROM PermissionSet WHERE IsOwnedByProfile = true LIMIT 1').Name -Force -Confirm:$false -ErrorAction Stop } }
            @{ Id = 'SfNotFound'; Work = { Remove-SfPermissionSet Nothing -Confirm:$false -ErrorAction Stop } }
        ) {
            $before = (Get-SfPermissionSet).Count
            $Work | Should -Throw -ErrorId "$Id,*"
            (Get-SfPermissionSet).Count | Should -Be $before
        }

        It 'takes a set from its holders and groups first with -Force' {
            Remove-SfPermissionSet Invoicing -Force -Confirm:$false
            (Get-SfPermissionSet).PermissionSet | Should -Not -Contain 'Invoicing'
            Get-SfPermissionSet -Username carla.service@acme.example | Should -BeNullOrEmpty
            (Get-SfPermissionSet -Username ines.sales@acme.example).PermissionSet | Should -Be 'Sales_Desk'
        }
    }

    Context 'Grant-SfPermissionSet' {
        It 'gives one outcome for each user and set, and tells new from held' {
            $answer = Get-Answer { 'carla.service@acme.example', 'lena.lead@acme.example' | Grant-SfPermissionSet Invoicing, Sales_Operations }
            $answer.Errors | Should -BeNullOrEmpty
            $answer.Results.Outcome | Should -Be @('AlreadyHeld', 'Granted', 'Granted', 'Granted')
            (Get-SfPermissionSet -Username lena.lead@acme.example).PermissionSet | Should -Be @('Invoicing', 'Sales_Operations')
        }

        It 'counts an input that comes twice once' {
            ('lena.lead@acme.example', 'LENA.lead@acme.example' | Grant-SfPermissionSet Invoicing).Outcome | Should -Be @('Granted', 'Granted')
            @(Get-SfPermissionSet -Username lena.lead@acme.example).Count | Should -Be 1
        }

        It 'refuses the wrong licence, directly and inside a group, before sending' {
            foreach ($name in 'Sales_Operations', 'Sales_Desk') {
                $answer = Get-Answer { Get-SfIntegrationUser shared.api@acme.example | Grant-SfPermissionSet $name }
                $answer.Results.Outcome | Should -Be 'Refused'
                $answer.Results.Cure | Should -Not -BeNullOrEmpty
                $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfWrongLicense,*'
            }
        }

        It 'goes on past users and sets that are not there, one error for each reason' {
            $answer = Get-Answer { 'nobody@acme.example', 'lena.lead@acme.example' | Grant-SfPermissionSet Invoicing, Nothing }
            $answer.Results.Outcome | Should -Be @('Refused', 'Refused', 'Granted', 'Refused')
            $answer.Errors.FullyQualifiedErrorId | ForEach-Object { ($_ -split ',')[0] } | Sort-Object | Should -Be @('SfPermissionSetNotFound', 'SfUserNotFound')
            $answer.Errors.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'refuses the platform''s own users' {
            $platform = (Invoke-SfQuery "SELECT Username FROM User WHERE Profile.UserLicense.Name = 'Cloud Integration User'").Username
            $answer = Get-Answer { $platform | Grant-SfPermissionSet Invoicing }
            $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfPlatformUser,*'
            Get-SfPermissionSet -Username $platform | Should -BeNullOrEmpty
        }

        It 'sets, changes and keeps when it ends, and revives what has ended' {
            $end = [datetime]::UtcNow.Date.AddDays(30)
            ('lena.lead@acme.example' | Grant-SfPermissionSet Invoicing -ExpirationDate $end).Outcome | Should -Be 'Granted'
            ('lena.lead@acme.example' | Grant-SfPermissionSet Invoicing -ExpirationDate $end).Outcome | Should -Be 'AlreadyHeld'
            ('lena.lead@acme.example' | Grant-SfPermissionSet Invoicing).Reason | Should -BeLike '*ends on*'
            ('lena.lead@acme.example' | Grant-SfPermissionSet Invoicing -ExpirationDate $end.AddDays(1)).Outcome | Should -Be 'Changed'
            (Get-SfPermissionSet -Username lena.lead@acme.example).ExpirationDate | Should -Be $end.AddDays(1)
            ('sam.sales@acme.example' | Grant-SfPermissionSet Contractor_Access).Outcome | Should -Be 'Changed'
            (Get-SfPermissionSet -Username sam.sales@acme.example).HasExpired | Should -BeFalse
            { 'lena.lead@acme.example' | Grant-SfPermissionSet Invoicing -ExpirationDate '2020-01-01' -ErrorAction Stop } | Should -Throw -ErrorId 'SfExpirationPast,*'
        }

        It 'takes users and sets from a table' {
            $rows = @'
Username,PermissionSet
lena.lead@acme.example,Invoicing
carla.service@acme.example,Sales_Operations
'@ | ConvertFrom-Csv
            ($rows | Grant-SfPermissionSet).Outcome | Should -Be @('Granted', 'Granted')
            Get-SfPermissionSet -Username lena.lead@acme.example | Select-Object -ExpandProperty PermissionSet | Should -Be 'Invoicing'
        }

        It 'refuses an object of another org than -Org names' {
            Connect-SfOrg -Practice -Alias other -Username it.ops@acme.example -NoDefault | Out-Null
            { Get-SfIntegrationUser shared.api@acme.example -Org practice | Grant-SfPermissionSet Invoicing -Org other -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
        }
    }

    Context 'Revoke-SfPermissionSet' {
        It 'takes what its lister gives, and says what is not held or held through a group' {
            (Get-SfPermissionSet -Username shared.api@acme.example | Revoke-SfPermissionSet -Confirm:$false).Outcome | Should -Be @('Revoked', 'Revoked', 'Revoked')
            Get-SfPermissionSet -Username shared.api@acme.example | Should -BeNullOrEmpty
            ('shared.api@acme.example' | Revoke-SfPermissionSet Web_Shop_Sync -Confirm:$false).Outcome | Should -Be 'NotHeld'
            ('ines.sales@acme.example' | Revoke-SfPermissionSet Invoicing -Confirm:$false).Reason | Should -BeLike '*Sales_Desk*'
        }

        It 'refuses the caller' {
            $me = (Get-SfOrg practice).Username
            $answer = Get-Answer { $me | Revoke-SfPermissionSet Integ_SfIntegration_Operator -Confirm:$false }
            $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfCallerItself,*'
            (Get-SfPermissionSet -Username $me).PermissionSet | Should -Be 'Integ_SfIntegration_Operator'
        }
    }

    Context 'As somebody who may not' {
        It 'names the permission that is missing' {
            Connect-SfOrg -Practice -Username carla.service@acme.example -Alias carla -NoDefault | Out-Null
            $answer = Get-Answer { 'lena.lead@acme.example' | Grant-SfPermissionSet Invoicing -Org carla }
            $answer.Results | Should -BeNullOrEmpty
            $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfApi.INVALID_TYPE,*'
            $answer.Errors.ErrorDetails.RecommendedAction | Should -BeLike '*View Setup*'
        }
    }

    Context 'Permission set licences' {
        It 'lists them, and who holds them' {
            (Get-SfPermissionSetLicense '*API*').Used | Should -Be 2 -Because 'the Operator holds one too'
            (Get-SfPermissionSetLicense -Username shared.api@acme.example).PermissionSetLicense | Should -Be 'SalesforceAPIIntegrationPsl'
        }

        It 'gives and takes a seat, and passes on why one must stay, with the cure' {
            ('old.mes@acme.example', 'shared.api@acme.example' | Grant-SfPermissionSetLicense 'Salesforce API Integration').Outcome | Should -Be @('Granted', 'AlreadyHeld')
            $answer = Get-Answer { 'old.mes@acme.example', 'shared.api@acme.example' | Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl }
            $answer.Results.Outcome | Should -Be @('Revoked', 'Refused')
            $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfApi.FIELD_INTEGRITY_EXCEPTION,*'
            $answer.Errors.ErrorDetails.RecommendedAction | Should -BeLike '*revoke that permission set first*'
        }
    }
}

Describe 'On a served practice org, by its own count' {
    BeforeAll {
        $served = Start-ServedOrg
        Connect-ServedOrg $served | Out-Null
        Invoke-RestMethod "$($served.Url)/practice/grow" -Method Post -ContentType 'application/json' -Body '{"users":1000}' | Out-Null
        $people = (Invoke-SfQuery "SELECT Username FROM User WHERE Username LIKE 'person%'").Username
    }
    AfterAll {
        Get-SfOrg | Disconnect-SfOrg
        Stop-ServedOrg $served
    }

    It 'writes nothing under -WhatIf, and asks once for each set and batch' {
        $before = (Get-ServedStats $served).writes
        $said = (Invoke-FreshPowerShell "
            Import-Module '$ModuleManifest'
            Connect-SfOrg -InstanceUrl '$($served.Url)' -AccessToken (ConvertTo-SecureString '$($served.Token)' -AsPlainText -Force) | Out-Null
            'lena.lead@acme.example', 'carla.service@acme.example' | Grant-SfPermissionSet Invoicing, Sales_Operations -WhatIf
            'carla.service@acme.example' | Revoke-SfPermissionSet Invoicing -WhatIf
            'old.mes@acme.example' | Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -WhatIf
            'shared.api@acme.example' | Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -WhatIf
            New-SfPermissionSet Fine -WhatIf
            Remove-SfPermissionSet Invoicing -Force -WhatIf") -split '\r?\n'
        @($said | Where-Object { $_ -like 'What if:*' }).Count | Should -Be 7
        (Get-ServedStats $served).writes | Should -Be $before
    }

    It 'grants a set to 1,000 users in at most ten calls, and takes it again' {
        $people.Count | Should -Be 1000
        $before = (Get-ServedStats $served).calls
        $granted = $people | Grant-SfPermissionSet Invoicing
        (Get-ServedStats $served).calls - $before | Should -BeLessOrEqual 10
        @($granted | Where-Object Outcome -EQ Granted).Count | Should -Be 1000
        (Get-SfPermissionSet Invoicing).AssigneeCount | Should -Be 1001

        $before = (Get-ServedStats $served).calls
        $revoked = $people | Revoke-SfPermissionSet Invoicing -Confirm:$false
        (Get-ServedStats $served).calls - $before | Should -BeLessOrEqual 10
        @($revoked | Where-Object Outcome -EQ Revoked).Count | Should -Be 1000
        (Get-SfPermissionSet Invoicing).AssigneeCount | Should -Be 1
    }

    It 'sends each full 200 as they come: what was sent before a throw upstream has its outcome' {
        $outcomes = [System.Collections.Generic.List[object]]::new()
        { 0..299 | ForEach-Object { if ($_ -eq 250) { throw 'upstream' }; $people[$_] } | Grant-SfPermissionSet Invoicing | ForEach-Object { $outcomes.Add($_) } } | Should -Throw 'upstream'
        $outcomes.Count | Should -Be 200
        (Get-SfPermissionSet Invoicing).AssigneeCount | Should -Be 201
        $people | Revoke-SfPermissionSet Invoicing -Confirm:$false | Out-Null
    }

    It 'settles a lost answer by asking, and gives nothing twice' {
        Add-ServedFault $served @{ kind = 'LostAnswer'; writesOnly = $true }
        $granted = $people | Select-Object -First 150 | Grant-SfPermissionSet Invoicing
        @($granted | Where-Object Outcome -EQ Granted).Count | Should -Be 150
        (Get-SfPermissionSet Invoicing).AssigneeCount | Should -Be 151
    }

    It 'tells the one bad row among 200 from the others' {
        $users = $people | Select-Object -Last 200
        Add-ServedFault $served @{ kind = 'BadRow'; row = 7; writesOnly = $true }
        $answer = Get-Answer { $users | Grant-SfPermissionSet Invoicing }
        @($answer.Results | Where-Object Outcome -EQ Granted).Count | Should -Be 199
        ($answer.Results | Where-Object Outcome -EQ Refused).Username | Should -Be $users[7]
        $answer.Errors.FullyQualifiedErrorId | Should -BeLike 'SfApi.FIELD_CUSTOM_VALIDATION_EXCEPTION,*'
        ($users[7] | Grant-SfPermissionSet Invoicing).Outcome | Should -Be 'Granted'
    }
}
