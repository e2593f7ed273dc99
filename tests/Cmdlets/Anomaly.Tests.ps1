BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    function Set-Practice([string] $What, [hashtable] $Values) { Invoke-RestMethod "$($served.Url)/practice/$What" -Method Post -ContentType 'application/json' -Body ($Values | ConvertTo-Json) }
    Set-Practice switches @{ HasEventMonitoring = $true } | Out-Null
    Set-Practice settings @{ 'EventSettings.eventLogRetentionDuration' = 365 } | Out-Null
    $planted = (Set-Practice traffic @{ days = 200; rowsPerDay = 200; seed = 7 }).incidents
    $logs = Join-Path $TestDrive logs
    Save-SfEventLog $logs -EventType ApiTotalUsage, Login -Interval Daily | Out-Null
    $since = (Get-Date).ToUniversalTime().AddDays(-100)
    $quiet = (New-SfIntegrationUser -Username quiet.integration@acme.example -Email it@acme.example -WarningAction SilentlyContinue).Username
    $found = Find-SfAnomaly * -Path $logs -Since $since -PastDays 200 -All

    # Which rules are about which kind; the list of incidents is the generator's, which the rules do not know.
    $rules = @{
        OddHour = 'SFI701'; UnknownAddress = 'SFI702'; UnknownCountry = 'SFI703'; NewClient = 'SFI704'; OldApiVersion = 'SFI704', 'SFI713'; VolumeSpike = 'SFI705'; FailureBurst = 'SFI706'
        UiLogin = 'SFI707'; UseAfterFreeze = 'SFI708'; AppShared = 'SFI710', 'SFI704'; DormantAwakened = 'SFI711'; PasswordLogin = 'SFI712', 'SFI713'
    }
    function Find-Planted($Finding) {
        $planted | Where-Object {
            $Finding.RuleId -in (@($rules[$_.kind]) + @(if ($_.kind -eq 'UnknownCountry') { 'SFI702' })) -and $Finding.Username -eq $_.username -and
            $Finding.FirstSeen -lt ([datetime] $_.to).ToUniversalTime() -and $Finding.LastSeen -ge ([datetime] $_.from).ToUniversalTime().Date
        }
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Find-SfAnomaly over half a year of ten identities' {
    It 'finds every incident that was planted, by the rule of its kind, with evidence and confidence' {
        $planted | Should -HaveCount 12
        foreach ($incident in $planted) {
            $by = $found | Where-Object { $_.Outcome -eq 'Fail' -and $_.RuleId -eq @($rules[$incident.kind])[0] -and @(Find-Planted $_).kind -contains $incident.kind }
            $by | Should -Not -BeNullOrEmpty -Because "$($incident.kind) of $($incident.username) from $($incident.from) to $($incident.to)"
            foreach ($one in $by) { $one.Evidence | Should -Not -BeNullOrEmpty; $one.Confidence | Should -Not -BeNullOrEmpty }
        }
    }

    It 'raises no other alarm but for the sins that the company has without them' {
        # The company has people and sign-ins of its own besides; which of them fall behind the last saved event depends on the hour.
        $made = 'nightly.batch', 'cms.poller', 'shop.webhook', 'dwh.weekly', 'finance.close', 'tax.quarter', 'shared.api', 'erp', 'old.mes', 'crm.connector'
        $others = $found | Where-Object { $_.Outcome -eq 'Fail' -and $_.Username -replace '@.*' -in $made -and -not (Find-Planted $_) } | ForEach-Object { "$($_.RuleId) $($_.Username)" }
        # erp signs in by password and through SOAP by the seed of the company itself, a person works with it, shared.api serves three systems; a version that changes is told as Info.
        $sins = 'SFI707 erp@acme.example', 'SFI712 erp@acme.example', 'SFI713 erp@acme.example', 'SFI703 erp@acme.example', 'SFI709 shared.api@acme.example', 'SFI704 crm.connector@acme.example', 'SFI710 cms.poller@acme.example'
        $others | Where-Object { $_ -notin $sins } | Should -BeNullOrEmpty
    }

    It 'proposes how the identity of three systems would be split' {
        $split = $found | Where-Object { $_.RuleId -eq 'SFI709' -and $_.Username -eq 'shared.api@acme.example' }
        $split.Message | Should -Be '3 systems work with it.'
        $split.Evidence | Should -HaveCount 3
        $split.Evidence[0] | Should -BeLike 'make an integration of shop-bridge: * from 198.51.100.0/24, *Order (Create)*'
    }

    It 'judges month-end and quarter-end jobs by their own pauses' {
        $found | Where-Object { $_.Username -in 'finance.close@acme.example', 'tax.quarter@acme.example' -and $_.Outcome -eq 'Fail' } | Should -BeNullOrEmpty
    }

    It 'leaves out the platform''s own users and, for a wildcard, those who did nothing' {
        $platform = (Invoke-SfQuery "SELECT Username FROM User WHERE UserType = 'AutomatedProcess' OR Profile.UserLicense.Name = 'Analytics Cloud Integration User'").Username
        $platform | Should -Not -BeNullOrEmpty
        (Find-SfAnomaly $platform -Path $logs -All -Verbose 4>&1 | Out-String) | Should -BeLike "*platform's own users and is not looked at*"
        Find-SfAnomaly $platform -Path $logs -All | Should -BeNullOrEmpty
        $found.Username | Should -Not -Contain $quiet
        (Find-SfAnomaly $quiet -Path $logs -Since $since).Outcome | Should -Contain 'NotAssessed'
    }

    It 'works without any org on what was saved, and says what it could not see' {
        $offline = Find-SfAnomaly shop.webhook@acme.example -Path $logs -Since $since -PastDays 200 -Offline
        ($offline | Where-Object RuleId -EQ SFI708).Outcome | Should -Be 'NotAssessed'
        ($offline | Where-Object RuleId -EQ SFI705).Outcome | Should -Be 'Fail'
    }

    It 'looks at sign-ins alone where no logs were saved, and the rest is NotAssessed' {
        $online = Find-SfAnomaly nightly.batch@acme.example -Since $since
        ($online | Where-Object RuleId -EQ SFI707).Outcome | Should -Be 'Fail'
        ($online | Where-Object RuleId -EQ SFI705).Outcome | Should -Be 'NotAssessed'
        ($online | Where-Object RuleId -EQ SFI705).Cure | Should -BeLike '*Save-SfEventLog*'
    }

    It 'is a report for people and a line per finding for a SIEM, and fails a pipeline' {
        $files = (Join-Path $TestDrive found.md), (Join-Path $TestDrive found.jsonl)
        { $found | Where-Object Outcome -NE Pass | Export-SfReport $files -FailOn High } | Should -Throw -ErrorId 'SfFindings,*'
        $lines = Get-Content $files[1] | ForEach-Object { $_ | ConvertFrom-Json }
        $lines.Count | Should -Be @($found | Where-Object Outcome -NE Pass).Count
        $lines[0].schema | Should -Be 'sfintegration.finding/1'
        ($lines | Where-Object ruleId -EQ SFI708).confidence | Should -Be 'High'
        Get-Content $files[0] -Raw | Should -BeLike '*Confidence High; seen*'
    }

    It 'takes a scope, whose network, hours and volume count' {
        $file = Join-Path $TestDrive 'hook.scope.yaml'
        (Get-Content (Copy-SampleScope $TestDrive) -Raw) -replace 'integ-svc-orders@acme.example', 'shop.webhook@acme.example' -replace '(?m)^  license:', "  profile: { name: Integ Hook, cloneOf: default }`n  network: [192.0.2.0/24]`n  license:" | Set-Content $file
        $scope = Import-SfAccessScope $file
        $scope.Identity.Network | Should -Be '192.0.2.0/24'
        $answer = $scope | Find-SfAnomaly -Path $logs -Since $since | Where-Object RuleId -EQ SFI702
        $answer.Message | Should -BeLike 'It worked from outside its scope''s network*'
    }

    It 'never looks a user of one org up in another' {
        Connect-SfOrg -Practice -Alias other -NoDefault | Out-Null
        $both = @(Get-SfIntegrationUser shared.api@acme.example -Org served) + @(Get-SfIntegrationUser erp@acme.example -Org other) | Find-SfAnomaly -Since $since -All
        ($both | Where-Object Username -EQ shared.api@acme.example).Org.Alias | Select-Object -Unique | Should -Be 'served'
        ($both | Where-Object Username -EQ erp@acme.example).Org.Alias | Select-Object -Unique | Should -Be 'other'
        Get-SfOrg other | Disconnect-SfOrg
    }

    It 'refuses an empty window and nothing to look at' {
        { Find-SfAnomaly x@acme.example -Path $logs -Since (Get-Date) -Until (Get-Date).AddDays(-1) } | Should -Throw -ErrorId 'SfWindowEmpty,*'
        { Find-SfAnomaly x@acme.example -Offline } | Should -Throw -ErrorId 'SfNothingToLookAt,*'
    }
}

Describe 'The sample for a scheduler' {
    BeforeAll {
        $scopes = (New-Item -ItemType Directory (Join-Path $TestDrive scopes)).FullName
        (Get-Content (Copy-SampleScope $TestDrive) -Raw) -replace 'integ-svc-orders@acme.example', 'erp@acme.example' | Set-Content (Join-Path $scopes erp.scope.yaml)
        function Invoke-Sample([hashtable] $With) {
            $call = ($With.GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }) -join ' '
            & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command "Import-Module '$ModuleManifest'; & '$RepositoryRoot/samples/Find-Anomalies.ps1' $call -Practice -Days 60; exit `$LASTEXITCODE" *>&1 | Out-String
        }
    }

    It 'ends with 2 for findings, its reports written' {
        $report = Join-Path $TestDrive sample-report
        $said = Invoke-Sample @{ ScopeFolder = $scopes; LogFolder = Join-Path $TestDrive sample-logs; ReportFolder = $report }
        $LASTEXITCODE | Should -Be 2 -Because $said
        $said | Should -BeLike '*SFI707 erp@acme.example*'
        'anomalies.md', 'anomalies.xml', 'anomalies.jsonl' | ForEach-Object { Join-Path $report $_ | Should -Exist }
    }

    It 'ends with 1 where it could not do its work' {
        Invoke-Sample @{ ScopeFolder = Join-Path $TestDrive nowhere; LogFolder = Join-Path $TestDrive sample-logs } | Should -BeLike '*nowhere*'
        $LASTEXITCODE | Should -Be 1
    }
}
