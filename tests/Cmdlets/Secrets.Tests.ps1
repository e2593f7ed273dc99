BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    $org = Connect-ServedOrg $served
    $scope = Copy-SampleScope $TestDrive
    $identity = 'integ-svc-orders@acme.example'
    $plan = Import-SfAccessScope $scope | Get-SfAccessPlan -WarningAction SilentlyContinue
    $applied = $plan | Invoke-SfAccessPlan -Confirm:$false
    $token = (Invoke-RestMethod "$($served.Url)/practice/sign-in" -Method Post -ContentType 'application/json' -Body (@{ username = $identity } | ConvertTo-Json)).access_token
    $as = Connect-SfOrg -InstanceUrl $served.Url -AccessToken (ConvertTo-SecureString $token -AsPlainText -Force) -Alias identity -NoDefault
    $outputs = @{
        Org       = $org
        User      = Get-SfIntegrationUser $identity
        License   = Get-SfLicense
        Profile   = Get-SfProfile
        Record    = Invoke-SfQuery 'SELECT Id, Username FROM User LIMIT 3'
        Scope     = Import-SfAccessScope $scope
        Plan      = $plan
        Applied   = $applied
        Findings  = Import-SfAccessScope $scope | Test-SfLeastPrivilege -As $as
        Undo      = Undo-SfAccessPlan $applied.JournalPath -Confirm:$false
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'No secret in what is emitted: <_>' -ForEach 'Org', 'User', 'License', 'Profile', 'Record', 'Scope', 'Plan', 'Applied', 'Findings', 'Undo' {
    BeforeAll { $output = $outputs[$_] }

    It 'is there' { $output | Should -Not -BeNullOrEmpty }

    It 'ConvertTo-Json holds no token' {
        $json = ConvertTo-Json -InputObject @($output)[0] -Depth 6 -WarningAction SilentlyContinue -EnumsAsStrings
        $json.Contains($served.Token) | Should -BeFalse
        $json.Contains($token) | Should -BeFalse
        $json | Should -Not -Match '(?i)"[^"]*(accessToken|secret|password|privateKey)[^"]*"\s*:\s*"'
    }

    It 'Export-Clixml holds no token' {
        $file = Join-Path $TestDrive "$_.clixml"
        $output | Export-Clixml -Path $file -Depth 4
        $text = Get-Content $file -Raw
        $text.Contains($served.Token) | Should -BeFalse
        $text.Contains($token) | Should -BeFalse
    }
}

Describe 'No secret in any stream or file' {
    It 'verbose, debug, warnings and errors hold no token' {
        Add-ServedFault $served @{ kind = 'ExpiredSession'; times = 1 }
        $said = & {
            $VerbosePreference = $DebugPreference = 'Continue'
            try { Invoke-SfQuery 'SELECT Id FROM Account LIMIT 1' -Org identity } catch { $_ }
            Import-SfAccessScope $scope | Get-SfAccessPlan
        } *>&1 | Out-String -Width 500
        $said += ($Error | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 500 }) -join "`n"
        $said | Should -BeLike '*Session expired*'
        $said.Contains($served.Token) | Should -BeFalse
        $said.Contains($token) | Should -BeFalse
    }

    It 'neither journals nor reports hold a token' {
        $outputs.Findings | Export-SfReport -Path (Join-Path $TestDrive a.md), (Join-Path $TestDrive a.json), (Join-Path $TestDrive a.xml)
        $files = Get-ChildItem $TestDrive -Recurse -File -Force
        $files.Count | Should -BeGreaterThan 4
        foreach ($file in $files) {
            $text = Get-Content $file.FullName -Raw
            ($text.Contains($served.Token) -or $text.Contains($token)) | Should -BeFalse -Because $file.Name
        }
    }
}
