BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    function Set-CallerAddress([string] $Address) {
        Invoke-RestMethod "$($served.Url)/practice/caller-address" -Method Post -ContentType 'application/json' -Body (@{ address = $Address } | ConvertTo-Json) | Out-Null
    }
    $api = 'Minimum Access - API Only Integrations'
    $here = (Invoke-RestMethod "$($served.Url)/practice/caller-address").address
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'The sample as it is' {
    It 'ends with its doors closed, its access proven before, and nothing that fails' {
        Connect-SfOrg -Practice -Alias sample -NoDefault | Out-Null
        $user = Import-SfAccessScope $SampleScope | New-SfIntegrationUser -Org sample -JournalPath (Join-Path $TestDrive sample.jsonl) -WarningVariable said -WarningAction SilentlyContinue
        $user.State | Should -Be 'Complete'
        $user.Profile | Should -Be 'Integ Orders'
        "$($user.Trial[0])" | Should -BeLike 'Proof: Pass: * calls as the identity were answered as the scope says.'
        # Nobody gave the key of the app's certificate, so that the door could not be tried, and the caller is told.
        $user.Trial[1].Outcome | Should -Be 'NotAssessed'
        "$said" | Should -BeLike '*Not tried: Door*certificate*'
        $findings = $user | Test-SfLeastPrivilege -Live
        $findings | Where-Object Outcome -NotIn 'Pass', 'Accepted' | Should -BeNullOrEmpty
        ($findings | Where-Object RuleId -EQ 'SFI403').Outcome | Should -Be 'Pass'
    }

    It 'reads for its other environment, where the exception for the identity means the same identity' {
        $scope = Import-SfAccessScope $SampleScope -Environment uat
        $scope.Identity.Username | Should -Be 'integ-svc-orders@acme.example.uat'
        Connect-SfOrg -Practice -Alias uat -NoDefault | Out-Null
        $findings = $scope | New-SfIntegrationUser -Org uat -JournalPath (Join-Path $TestDrive uat.jsonl) -WarningAction SilentlyContinue | Test-SfLeastPrivilege
        ($findings | Where-Object RuleId -EQ 'SFI404').Outcome | Should -Be 'Accepted'
    }
}

Describe 'The password policy of a profile of its own' {
    It 'is in the plan, is applied once, and goes with the profile' {
        Connect-SfOrg -Practice -Alias policy -NoDefault | Out-Null
        $scope = Import-SfAccessScope $SampleScope
        $plan = $scope | Get-SfAccessPlan -Org policy -WarningAction SilentlyContinue
        $change = $plan.Changes | Where-Object Kind -EQ 'SetPasswordPolicy'
        $change.Container | Should -Be 'Integ Orders'
        $change.Before | Should -Be "the org's"
        $change.After | Should -BeLike 'length 50, complexity 4, attempts 3, lockout 60, expiration 90, history 24,*'
        $plan | Out-String -Width 120 | Should -Match '(?m)^  Profile Integ Orders\r?$'

        $journal = Join-Path $TestDrive policy.jsonl
        ($scope | New-SfIntegrationUser -Org policy -JournalPath $journal -WarningAction SilentlyContinue).Errors | Should -BeNullOrEmpty
        ($scope | Get-SfAccessPlan -Org policy -WarningAction SilentlyContinue).Changes | Should -BeNullOrEmpty
        $undone = Undo-SfAccessPlan -JournalPath $journal -Org policy -Confirm:$false
        $undone.State | Should -Be 'Complete'
        $undone.Steps.SobjectType | Should -Not -Contain 'Metadata:ProfilePasswordPolicy'
        ($scope | Get-SfAccessPlan -Org policy -WarningAction SilentlyContinue).Changes.Kind | Should -Contain 'SetPasswordPolicy'
    }
}

Describe 'An identity that signs in through its own app' {
    It 'is refused from here once its doors are closed, and let in from an address of its scope' {
        New-SfIntegrationUser -Username idle.integration@acme.example -Email it@acme.example -WarningAction SilentlyContinue | Out-Null
        New-SfApp 'Opens secrets' idle.integration@acme.example -PermissionSet Warehouse_Sync -EnableSecretAccess -WarningAction SilentlyContinue | Out-Null
        $file = Join-Path $TestDrive 'door.scope.yaml'
        (Get-Content $SampleScope -Raw) -replace 'app: \{.*\}', 'app: { name: ERP Orders, flow: clientCredentials }' -replace '(?m)^  hours: .*\r?\n', '' -replace 'network: \[.*\]', 'network: [198.51.100.7]' | Set-Content $file
        $user = Import-SfAccessScope $file | New-SfIntegrationUser -WarningAction SilentlyContinue
        $user.Errors | Should -BeNullOrEmpty
        "$($user.Trial[1])" | Should -BeLike "Door: Pass: A sign-in from $here was refused, as it must be: the scope does not name that address."

        # The scope is widened by an address, and the caller sits at it.
        (Get-Content $file -Raw) -replace '198.51.100.7', '198.51.100.7, 198.51.100.8' | Set-Content $file
        Set-CallerAddress 198.51.100.8
        $again = Import-SfAccessScope $file | New-SfIntegrationUser -WarningAction SilentlyContinue
        Set-CallerAddress $here
        "$($again.Trial[1])" | Should -BeLike 'Door: Pass: A sign-in from 198.51.100.8, an address of the scope, was let in.'
    }
}

Describe 'Set-SfLoginRestriction' {
    It 'sets ranges and hours, gives them back merged, and lifts them' {
        $set = Set-SfLoginRestriction 'Integ Orders' -Network 203.0.113.0/25, 203.0.113.128/25, 2001:db8::/48 -Hours 'mon-fri 06:00-20:00' -PassThru -Confirm:$false
        $set.AddressRanges | ForEach-Object { "$_" } | Should -Be '203.0.113.0/24', '2001:db8::/48'
        "$($set.Hours)" | Should -Be 'Mon-Fri 06:00-20:00'
        $set.HoursZone | Should -BeLike 'not assessed*'
        $lifted = Set-SfLoginRestriction 'Integ Orders' -ClearNetwork -ClearHours -PassThru -Confirm:$false
        $lifted.AddressRanges | Should -BeNullOrEmpty
        $lifted.Hours | Should -BeNullOrEmpty
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'a profile that several users hold'; Id = 'SfProfileShared'; Call = { Set-SfLoginRestriction $api -Network 203.0.113.0/24 } }
        @{ What = 'to shut the caller out by its address'; Id = 'SfCallerShutOut'; Call = { Set-SfLoginRestriction 'System Administrator' -Network 203.0.113.200 -Force } }
        @{ What = 'to shut the platform out'; Id = 'SfPlatformShutOut'; Call = { Set-SfLoginRestriction 'Analytics Cloud Integration User' -Network 203.0.113.0/24 -Force } }
        @{ What = 'hours for the platform'; Id = 'SfPlatformShutOut'; Call = { Set-SfLoginRestriction 'Analytics Cloud Integration User' -Hours 'mon-fri 06:00-20:00' -Force } }
        @{ What = 'hours that cannot be kept'; Id = 'SfHoursUnsayable'; Call = { Set-SfLoginRestriction 'Integ Orders' -Hours 'mon-fri 06:00-20:00' -TimeZone America/New_York } }
        @{ What = 'what is no range'; Id = 'SfBadAddressRange'; Call = { Set-SfLoginRestriction 'Integ Orders' -Network 203.0.113.1/24 } }
        @{ What = 'a range across the IPv4 block'; Id = 'SfBadAddressRange'; Call = { Set-SfLoginRestriction 'Integ Orders' -Network ::/0 } }
        @{ What = 'to restrict and to lift at once'; Id = 'SfParameterConflict'; Call = { Set-SfLoginRestriction 'Integ Orders' -Network 203.0.113.9 -ClearNetwork } }
        @{ What = 'to set nothing'; Id = 'SfNothingToSet'; Call = { Set-SfLoginRestriction 'Integ Orders' } }
        @{ What = 'a profile that is not there'; Id = 'SfNotFound'; Call = { Set-SfLoginRestriction 'No Such Profile' -ClearNetwork } }
    ) {
        $failed = try { & ([scriptblock]::Create("$Call -Confirm:`$false -ErrorAction Stop")) } catch { $_ }
        $failed.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'lets the org check every request, and then says so' {
        (Get-SfLoginRestriction 'Integ Orders').CheckedEveryRequest | Should -BeFalse
        Set-SfLoginRestriction -EveryRequest -Confirm:$false
        (Get-SfLoginRestriction 'Integ Orders').CheckedEveryRequest | Should -BeTrue
    }
}

Describe 'Get-SfLoginRestriction' {
    It 'shows API-only profiles where none is named, takes users, and warns of an unknown name' {
        (Get-SfLoginRestriction).ProfileName | Should -Contain $api
        (Get-SfLoginRestriction).ProfileName | Should -Not -Contain 'System Administrator'
        (Get-SfIntegrationUser integ-svc-orders@acme.example | Get-SfLoginRestriction).ProfileName | Should -Be 'Integ Orders'
        { Get-SfLoginRestriction nosuch -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
    }

    It 'reads well at 120 columns' {
        Set-SfLoginRestriction 'Integ Orders' -Network 203.0.113.0/24, 198.51.100.7 -Hours 'mon-fri 06:00-20:00' -Confirm:$false
        $text = Get-SfLoginRestriction 'Integ Orders', $api | Out-String -Width 120
        $text | Should -Match '198\.51\.100\.7'
        $text | Should -Match 'Mon-Fri 06:00-20:00'
        $text | Should -Match 'every address +any hour'
    }
}
