BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
}

Describe 'The first look: a scope becomes a proven identity' {
    BeforeAll {
        $served = Start-ServedOrg
        Connect-ServedOrg $served | Out-Null
        $org = (New-ServedTool $served Operator $TestDrive -AsDefault).Org
        $scope = Copy-SampleScope $TestDrive
        $report = Join-Path $TestDrive 'order-sync.md'
        $identity = 'integ-svc-orders@acme.example'
    }
    AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

    It 'only reads, and emits nothing, under -WhatIf' {
        $before = Get-ServedStats $served
        $made = Import-SfAccessScope $scope | New-SfIntegrationUser -WhatIf -WarningAction SilentlyContinue
        $after = Get-ServedStats $served
        $made | Should -BeNullOrEmpty
        $after.writes | Should -Be $before.writes
        $after.calls | Should -BeGreaterThan $before.calls
        Join-Path $TestDrive '.sfi' | Should -Not -Exist
    }

    It 'says what a -WhatIf would do, one line per container' {
        $said = Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            Connect-SfOrg -Practice | Out-Null
            Import-SfAccessScope '$scope' | New-SfIntegrationUser -WhatIf -WarningAction SilentlyContinue
"@
        $lines = $said -split "`r?`n" | Where-Object { $_ -like 'What if:*' }
        $lines | Should -HaveCount 3
        $lines[0] | Should -BeLike "*user 'integ-svc-orders@acme.example'*"
        $lines[1] | Should -BeLike "*grant 4 objects*permission set 'Integ_Order_Sync'*"
    }

    It 'makes the user, reads it back and leaves a journal' {
        $user = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
        $user.State | Should -Be 'Complete'
        $user.Errors | Should -BeNullOrEmpty
        $user.PermissionSets | Should -Be 'Integ_Order_Sync'
        $user.JournalPath | Should -Exist
        $row = Invoke-SfQuery "SELECT IsActive, Profile.Name FROM User WHERE Username = '$identity'"
        $row.IsActive | Should -BeTrue
        $row.Profile.Name | Should -Be 'Minimum Access - API Only Integrations'
    }

    It 'plans nothing and writes nothing on the second run' {
        $before = Get-ServedStats $served
        (Import-SfAccessScope $scope | Get-SfAccessPlan -WarningAction SilentlyContinue).Changes | Should -BeNullOrEmpty
        $again = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
        $again.State | Should -Be 'Complete'
        (Get-ServedStats $served).writes | Should -Be $before.writes
    }

    It 'proves it live, signed in as the identity with -As' {
        $as = Connect-ServedUser $served $identity
        $before = Get-ServedStats $served
        $findings = Get-SfIntegrationUser $identity | Test-SfLeastPrivilege -Scope (Import-SfAccessScope $scope) -As $as
        (Get-ServedStats $served).writes | Should -Be $before.writes
        $findings | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
        $findings[0].Assessment.Live | Should -BeTrue
        ($findings | Where-Object Outcome -EQ Accepted).Target | Sort-Object | Should -Be @($identity, 'Product2', 'ViewSetup')
    }

    It 'says NotAssessed, with the cure, where it cannot sign in as the identity' {
        $live = Get-SfIntegrationUser $identity | Test-SfLeastPrivilege -Scope (Import-SfAccessScope $scope) -Live | Where-Object { $_.Outcome -eq 'NotAssessed' -and $_.Cure -like '*-As*' }
        @($live).Count | Should -BeGreaterOrEqual 1
    }

    It 'is taken back by its journal: the sets go, the user is deactivated' {
        $journal = Get-ChildItem (Join-Path $TestDrive '.sfi') -Filter 'orders-*.jsonl' | Sort-Object Name | Select-Object -First 1
        $undone = Undo-SfAccessPlan $journal.FullName -Confirm:$false
        $undone.State | Should -Be 'Complete'
        Invoke-SfQuery "SELECT Id FROM PermissionSet WHERE Name = 'Integ_Order_Sync'" | Should -BeNullOrEmpty
        (Invoke-SfQuery "SELECT IsActive FROM User WHERE Username = '$identity'").IsActive | Should -BeFalse
    }

    It 'sends another identity through the whole pipeline, report and all, now that it has the app to itself' {
        $copy = Join-Path $TestDrive 'whole.scope.yaml'
        (Get-Content $scope -Raw) -replace 'integ-svc-orders', 'integ-svc-whole' -replace 'name: orders', 'name: whole' -replace 'Integ_Order_Sync', 'Integ_Whole' | Set-Content $copy
        Import-SfAccessScope $copy | New-SfIntegrationUser -WarningAction SilentlyContinue |
            Test-SfLeastPrivilege | Export-SfReport -Path $report -FailOn Low
        $report | Should -Exist
        Get-Content $report -Raw | Should -BeLike '*integ-svc-whole@acme.example*'
    }
}

Describe 'The first look on the practice org in the process' {
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'reads as the design writes it, live proof included' {
        Connect-SfOrg -Practice | Out-Null
        $scope = Copy-SampleScope $TestDrive
        $findings = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue | Test-SfLeastPrivilege -Live
        $findings | Export-SfReport -Path (Join-Path $TestDrive 'x.md'), (Join-Path $TestDrive 'x.json'), (Join-Path $TestDrive 'x.xml')
        $findings | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
        $findings.Count | Should -BeGreaterThan 30
        (Get-Content (Join-Path $TestDrive 'x.json') -Raw | ConvertFrom-Json).assessments.findings.Count | Should -Be $findings.Count
        ([xml] (Get-Content (Join-Path $TestDrive 'x.xml') -Raw)).SelectNodes('//testcase').Count | Should -Be $findings.Count
    }

    It 'a user without a scope gets NotAssessed for the rules that need one, and a bool with -Quiet' {
        $findings = Get-SfIntegrationUser shared.api@acme.example | Test-SfLeastPrivilege
        $findings | Where-Object { $_.RuleId -like 'SFI2*' -and $_.Outcome -ne 'NotAssessed' } | Should -BeNullOrEmpty
        $findings | Where-Object RuleId -Like 'SFI2*' | Should -Not -BeNullOrEmpty
        Get-SfIntegrationUser shared.api@acme.example | Test-SfLeastPrivilege -Quiet | Should -BeFalse
    }

    It 'makes a first user without a file' {
        $made = New-SfIntegrationUser -Username integ-svc-plain@acme.example -Email ops@acme.example -PermissionSet Web_Shop_Sync -JournalPath (Join-Path $TestDrive plain.jsonl)
        $made.State | Should -Be 'Complete'
        (Get-SfIntegrationUser integ-svc-plain@acme.example).PermissionSets | Should -Be 'Web_Shop_Sync'
    }
}

Describe 'A test with calls of an identity that was just made' {
    It 'makes its calls anew, so that what was granted since then does not pass' {
        Connect-SfOrg -Practice -Alias anew | Out-Null
        $open = Join-Path $TestDrive 'open.scope.yaml'
        Get-Content (Copy-SampleScope $TestDrive) | Where-Object { $_ -notmatch '^\s+(network|hours):' -and $_ -notmatch 'rule: SFI40' } | Set-Content $open
        $user = Import-SfAccessScope $open | New-SfIntegrationUser -WarningAction SilentlyContinue
        ($user | Test-SfLeastPrivilege -Live | Where-Object { $_.RuleId -EQ 'SFI221' -and $_.Outcome -NE 'Pass' }) | Should -BeNullOrEmpty
        Grant-SfObjectPermission Integ_Order_Sync Case -Access read -WarningAction SilentlyContinue | Out-Null
        $user | Test-SfLeastPrivilege -Live | Where-Object { $_.RuleId -Match 'SFI22[16]' -and $_.Outcome -NE 'Pass' } | Should -Not -BeNullOrEmpty
        Get-SfOrg anew | Disconnect-SfOrg
    }
}
