BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    $org = Connect-ServedOrg $served
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Get-SfLoginHistory' {
    It 'lists sign-ins with names, newest first, in UTC' {
        $logins = Get-SfLoginHistory
        $logins.Count | Should -BeGreaterThan 200
        $logins[0].LoginTime | Should -BeGreaterThan $logins[-1].LoginTime
        $logins | ForEach-Object { $_.LoginTime.Kind } | Select-Object -Unique | Should -Be Utc
        $logins.Username | Should -Not -Contain $null
        $logins[0].Org.Alias | Should -Be served
        $logins[0] | Should -BeOfType ([SfIntegration.SfLogin])
    }

    It 'filters by <Name>' -ForEach @(
        @{ Name = 'user'; With = @{ Username = 'erp@acme.example' }; Test = { $_.Username -eq 'erp@acme.example' } }
        @{ Name = 'a pattern of users'; With = @{ Username = '*.sales@*' }; Test = { $_.Username -eq 'ines.sales@acme.example' } }
        @{ Name = 'failure'; With = @{ Status = 'Failed' }; Test = { -not $_.Succeeded -and $_.Cause -eq 'The user is deactivated.' } }
        @{ Name = 'app'; With = @{ Application = 'SAP*', 'Warehouse' }; Test = { $_.Application -in 'SAP PI', 'Warehouse' } }
        @{ Name = 'address'; With = @{ SourceIp = '192.0.2.0/24', '198.51.100.7' }; Test = { $_.SourceIp -like '192.0.2.*' -or $_.SourceIp -eq '198.51.100.7' } }
        @{ Name = 'login type'; With = @{ LoginType = 'Oauth2' }; Test = { $_.LoginType -eq 'Remote Access 2.0' } }
        @{ Name = 'time'; With = @{ Since = [datetime]::Now.AddDays(-3); Until = [datetime]::UtcNow.AddDays(-1) }; Test = { $_.LoginTime -ge [datetime]::UtcNow.AddDays(-3.01) -and $_.LoginTime -lt [datetime]::UtcNow.AddDays(-1) } }
    ) {
        $all = Get-SfLoginHistory
        $some = @(Get-SfLoginHistory @With)
        $some.Count | Should -BeGreaterThan 0
        $some.Count | Should -BeLessThan $all.Count
        @($some | Where-Object $Test).Count | Should -Be $some.Count
    }

    It 'takes piped users together, and reads each in the org it came from' {
        $both = Get-SfIntegrationUser 'erp@acme.example', 'shared.api@acme.example' | Get-SfLoginHistory
        $both.Username | Select-Object -Unique | Sort-Object | Should -Be @('erp@acme.example', 'shared.api@acme.example')
        $both.Org.Alias | Select-Object -Unique | Should -Be served
        Connect-SfOrg -Practice -Alias other -NoDefault | Out-Null
        (Get-SfIntegrationUser erp@acme.example -Org other | Get-SfLoginHistory).Org.Alias | Select-Object -Unique | Should -Be other
        { Get-SfIntegrationUser erp@acme.example -Org other | Get-SfLoginHistory -Org served -ErrorAction Stop } | Should -Not -Throw -Because 'by property name an explicit -Org wins over the input'
    }

    It 'gives the first sign-in before it asks for the second page' {
        1..2500 | ForEach-Object { @{ username = 'erp@acme.example' } } | ForEach-Object { Invoke-RestMethod "$($served.Url)/practice/sign-in" -Method Post -ContentType 'application/json' -Body ($_ | ConvertTo-Json) } | Out-Null
        $before = (Get-ServedStats $served).apiCalls
        Get-SfLoginHistory | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        # What the caller sees, a page, and the users of that page.
        (Get-ServedStats $served).apiCalls - $before | Should -Be 3
    }

    It 'warns where Salesforce has nothing any more' {
        Get-SfLoginHistory -Since ([datetime]::Now.AddYears(-1)) -WarningVariable said -WarningAction SilentlyContinue | Out-Null
        $said | Should -BeLike 'Salesforce keeps sign-ins for 6 months*'
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'SfWindowEmpty'; Work = { Get-SfLoginHistory -Since ([datetime]::Now) -Until ([datetime]::Now.AddDays(-1)) -ErrorAction Stop } }
        @{ Id = 'SfAddressInvalid'; Work = { Get-SfLoginHistory -SourceIp 1.2.3 -ErrorAction Stop } }
        @{ Id = 'SfNotFound'; Work = { Get-SfLoginHistory nobody@acme.example -ErrorAction Stop } }
        @{ Id = 'SfNoUser'; Work = { Get-SfLicense | Get-SfLoginHistory -ErrorAction Stop } }
    ) { $Work | Should -Throw -ErrorId "$Id,*" }

    It 'says nothing of everybody when nobody is piped in' {
        Get-SfIntegrationUser 'nobody*' | Get-SfLoginHistory | Should -BeNullOrEmpty
    }
}

Describe 'Get-SfSetupAuditTrail' {
    BeforeAll {
        New-SfPermissionSet Seen_Set -Description x | Out-Null
        Lock-SfIntegrationUser shared.api@acme.example -Confirm:$false
        # Two changes of one second have no order.
        Start-Sleep -Seconds 1.1
        Unlock-SfIntegrationUser shared.api@acme.example -Confirm:$false
    }

    It 'tells who did what, newest first' {
        $changes = Get-SfSetupAuditTrail -Since ([datetime]::Now.AddHours(-1))
        $changes[0].Action | Should -Be unfrozeuser
        $changes.Username | Select-Object -Unique | Should -Be admin@acme.example
        "$($changes.Display)" | Should -BeLike '*Seen Set*'
        ($changes | Out-String -Width 120) | Should -BeLike '*unfrozeuser*Manage Users*Integration*'
    }

    It 'filters by action, with or without wildcards, section and user' {
        (Get-SfSetupAuditTrail -Action frozeuser).Action | Should -Be frozeuser
        (Get-SfSetupAuditTrail -Action *frozeuser).Action | Should -Be @('unfrozeuser', 'frozeuser')
        (Get-SfSetupAuditTrail -Action *frozeuser -Section Manage* -Username admin*).Count | Should -Be 2
        Get-SfSetupAuditTrail -Section Nowhere | Should -BeNullOrEmpty
        Get-SfSetupAuditTrail erp@acme.example | Should -BeNullOrEmpty
    }

    It 'says who may not see it that it may not' {
        Connect-ServedUser $served lena.lead@acme.example -Alias lena | Out-Null
        { Get-SfSetupAuditTrail -Org lena -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotSeen,*'
    }

    It 'completes the names of actions' {
        $line = 'Get-SfSetupAuditTrail -Action PermSetG'
        (TabExpansion2 $line $line.Length).CompletionMatches.ListItemText | Should -Be @('PermSetGroupAssign', 'PermSetGroupUnassign')
    }
}

Describe 'Get-SfOAuthToken' {
    It 'lists tokens by user and app, and by app alone' {
        $tokens = Get-SfOAuthToken
        $tokens.AppName | Select-Object -Unique | Should -Be 'Data Loader'
        $tokens.Username | Sort-Object | Should -Be @('erp@acme.example', 'it.ops@acme.example')
        (Get-SfOAuthToken erp@acme.example).Username | Should -Be erp@acme.example
        (Get-SfOAuthToken -AppName data*).Count | Should -Be 2
        Get-SfOAuthToken -AppName Nothing | Should -BeNullOrEmpty
        (Get-SfApp 'Data Loader' | Get-SfOAuthToken).Count | Should -Be 2
        Get-SfApp 'Order Sync' | Get-SfOAuthToken | Should -BeNullOrEmpty
    }

    It 'shows no handle of a token anywhere' {
        $handles = (Invoke-SfQuery 'SELECT AccessToken, DeleteToken, RequestToken FROM OauthToken') | ForEach-Object { $_.AccessToken; $_.DeleteToken; $_.RequestToken } | Where-Object { $_ }
        $handles | Should -Not -BeNullOrEmpty
        $token = Get-SfOAuthToken
        $shown = ($token | ConvertTo-Json -Depth 5) + ($token | Format-List * -Force | Out-String) + ([System.Management.Automation.PSSerializer]::Serialize($token, 5)) + ($token | Out-String)
        $handles | ForEach-Object { $shown.Contains($_) | Should -BeFalse }
    }
}

Describe 'Get-SfAuthSession' {
    It 'lists sessions and marks the own one' {
        Connect-ServedUser $served it.ops@acme.example -Alias ops | Out-Null
        $sessions = Get-SfAuthSession
        ($sessions | Where-Object IsCurrent).Username | Should -Be admin@acme.example
        $ops = Get-SfAuthSession it.ops@acme.example
        $ops.ExpiresDate - $ops.LastModifiedDate | Should -Be ([timespan]::FromHours(2))
        $ops.AuthSessionId | Should -BeLike 0Ak*
        $ops.ToString() | Should -BeLike 'it.ops@acme.example (*'
    }
}

Describe 'Who sees its own rows only' {
    BeforeAll { Connect-ServedUser $served lena.lead@acme.example -Alias lena | Out-Null }

    It 'is told so by <Command>' -ForEach @(
        @{ Command = 'Get-SfLoginHistory'; Needs = 'Monitor Login History or Manage Users' }
        @{ Command = 'Get-SfOAuthToken'; Needs = 'Customize Application' }
        @{ Command = 'Get-SfAuthSession'; Needs = 'Manage Users' }
    ) {
        $rows = & $Command -Org lena -WarningVariable said -WarningAction SilentlyContinue
        $said | Should -BeLike "Only the * of lena.lead@acme.example itself are shown on lena: * needs $Needs."
        $rows.Username | Where-Object { $_ -ne 'lena.lead@acme.example' } | Should -BeNullOrEmpty
        & $Command lena.lead@acme.example -Org lena -WarningVariable quiet -WarningAction SilentlyContinue | Out-Null
        $quiet | Should -BeNullOrEmpty
    }
}
