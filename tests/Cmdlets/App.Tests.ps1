BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    $identity = 'integ-svc-bulk@acme.example'
    New-SfIntegrationUser -Username $identity -Email it@acme.example -PermissionSet Warehouse_Sync -WarningAction SilentlyContinue | Out-Null
    function Get-Journal([string] $Name) { Join-Path $TestDrive "$Name.jsonl" }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'New-SfApp' {
    It 'makes nothing where the secret could not be handed out, and says what lets it' {
        New-SfApp 'Closed' $identity -PermissionSet Warehouse_Sync -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SfSecretsClosed,*'
        $failed[0].ErrorDetails.RecommendedAction | Should -BeLike '*-EnableSecretAccess*'
        Get-SfApp Closed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'hands out key and secret once, as a PSCredential that signs in as the identity' {
        $app = New-SfApp 'Bulk Orders' $identity -PermissionSet Warehouse_Sync -EnableSecretAccess -JournalPath (Get-Journal first)
        $app.Credential | Should -BeOfType pscredential
        $app.ConsumerKey | Should -BeExactly $app.Credential.UserName
        $app.RunAs | Should -Be $identity
        $app.PermissionSets | Should -Be 'Warehouse_Sync'
        $app.PermittedUsers | Should -Be 'AdminApprovedPreAuthorized'
        $app.AddressPolicy | Should -Be 'Enforce'
        $app.Scopes | Should -Be 'Api'
        $app.SessionTimeout | Should -Be 15
        $as = Connect-SfOrg -InstanceUrl $served.Url -ClientCredential $app.Credential -Alias bulk -NoDefault
        $as.Username | Should -Be $identity

        $again = New-SfApp 'Bulk Orders' $identity -PermissionSet Warehouse_Sync -JournalPath (Get-Journal second)
        $again.Credential | Should -BeNullOrEmpty
        $again.ConsumerKey | Should -BeExactly $app.ConsumerKey
        Get-Journal second | Should -Not -Exist

        $secret = $app.Credential.GetNetworkCredential().Password
        (ConvertTo-Json $app -Depth 6 -WarningAction SilentlyContinue).Contains($secret) | Should -BeFalse
        ($app | Format-List * | Out-String -Width 500).Contains($secret) | Should -BeFalse
        ($app | Out-String -Width 500).Contains($secret) | Should -BeFalse
        (Get-Content (Get-Journal first) -Raw).Contains($secret) | Should -BeFalse
    }

    It 'tells its secret to no stream' {
        $said = & { New-SfApp 'Talking' $identity -PermissionSet Warehouse_Sync -JournalPath (Get-Journal talking) -Verbose -Debug | Tee-Object -Variable talking } *>&1 | Out-String -Width 500
        $made = New-SfApp 'Silent' $identity -PermissionSet Warehouse_Sync -Verbose *>&1
        $secret = ($made | Where-Object { $_ -is [SfIntegration.SfApp] }).Credential.GetNetworkCredential().Password
        $secret.Length | Should -BeGreaterThan 10
        ($made | Out-String -Width 500).Contains($secret) | Should -BeFalse
        ($Error | Out-String -Width 500).Contains($secret) | Should -BeFalse
        $said | Should -BeLike '*Talking*'
    }

    It 'makes a certificate that signs in, and shows it only when asked' {
        $app = New-SfApp 'Jwt Orders' $identity -PermissionSet Warehouse_Sync -NewCertificate
        $app.Credential | Should -BeNullOrEmpty
        $certificate = $app.GetCertificate()
        $certificate.HasPrivateKey | Should -BeTrue
        $app.CertificateThumbprint | Should -Be $certificate.Thumbprint
        $app.Scopes | Should -Be 'Api', 'RefreshToken'
        $as = Connect-SfOrg -InstanceUrl $served.Url -ClientId $app.ConsumerKey -Certificate $certificate -Username $identity -Alias jwt -NoDefault
        $as.Username | Should -Be $identity
        ConvertTo-Json $app -Depth 4 -WarningAction SilentlyContinue | Should -Not -Match '(?i)private'
    }

    It 'takes an integration user from the pipeline, and a certificate from a file' {
        $file = Join-Path $TestDrive 'public.cer'
        [System.IO.File]::WriteAllBytes($file, (New-SfApp 'File One' $identity -PermissionSet Warehouse_Sync -NewCertificate).GetCertificate().Export('Cert'))
        $app = Get-SfIntegrationUser $identity | New-SfApp -AppName 'From File' -PermissionSet Warehouse_Sync -CertificatePath $file
        $app.CertificateThumbprint | Should -Not -BeNullOrEmpty
        $app.GetCertificate() | Should -BeNullOrEmpty
    }

    It 'keeps other identities in the list of an app that is there' {
        New-SfIntegrationUser -Username 'integ-svc-second@acme.example' -Email it@acme.example -PermissionSet Newsletter_Sync -WarningAction SilentlyContinue | Out-Null
        $cert = Join-Path $TestDrive 'public.cer'
        New-SfApp 'From File' 'integ-svc-second@acme.example' -PermissionSet Newsletter_Sync -CertificatePath $cert -JournalPath (Get-Journal joined) | Out-Null
        (Get-SfApp 'From File').PermissionSets | Should -Be 'Newsletter_Sync', 'Warehouse_Sync'
        (Undo-SfAccessPlan (Get-Journal joined) -Confirm:$false).State | Should -Be 'Complete'
        (Get-SfApp 'From File').PermissionSets | Should -Be 'Warehouse_Sync'
    }

    It 'is undone without a trace' {
        New-SfApp 'Short Lived' $identity -PermissionSet Warehouse_Sync -NewCertificate -JournalPath (Get-Journal short) | Out-Null
        Get-SfApp 'Short Lived' | Should -Not -BeNullOrEmpty
        Undo-SfAccessPlan (Get-Journal short) -Confirm:$false | Out-Null
        Get-SfApp 'Short Lived' -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'refuses: <Name>' -ForEach @(
        @{ Name = 'a connected app'; Id = 'SfConnectedAppsClosed'; Says = '*Spring ''26*'; Call = { New-SfApp 'Old' $identity -Kind ConnectedApp } }
        @{ Name = 'a user who is not API Only'; Id = 'SfRunAsNotApiOnly'; Says = '*erp@acme.example*API Only*'; Call = { New-SfApp 'Erp' erp@acme.example -PermissionSet Warehouse_Sync } }
        @{ Name = 'the jwt flow without a certificate'; Id = 'SfNoCertificate'; Says = '*certificate*'; Call = { New-SfApp 'No Cert' $identity -Flow jwt } }
        @{ Name = 'a user who is not there'; Id = 'SfUserNotFound'; Says = '*nobody@acme.example*'; Call = { New-SfApp 'Nobody' nobody@acme.example } }
        @{ Name = 'a permission set that is not there'; Id = 'SfPermissionSetNotFound'; Says = '*No_Such*'; Call = { New-SfApp 'X' $identity -PermissionSet No_Such } }
        @{ Name = 'nobody to let in'; Id = 'SfNoPermissionSet'; Says = '*permission set*'; Call = { New-SfApp 'X' $identity } }
        @{ Name = 'the name of a connected app'; Id = 'SfAppExistsAsConnectedApp'; Says = '*Data Loader*'; Call = { New-SfApp 'Data Loader' $identity -PermissionSet Warehouse_Sync } }
        @{ Name = 'the app of somebody else'; Id = 'SfAppOfSomebodyElse'; Says = '*shared.api@acme.example*'; Call = { New-SfApp 'Web Shop Bridge' $identity -PermissionSet Warehouse_Sync } }
    ) {
        $before = (Get-ServedStats $served).writes
        $failed = try { & $Call 2>&1 } catch { $_ }
        $failed.FullyQualifiedErrorId | Should -BeLike "$Id,*"
        $failed.Exception.Message | Should -BeLike $Says
        $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Get-ServedStats $served).writes | Should -Be $before
    }
}

Describe 'Get-SfApp' {
    It 'lists both kinds with policies, doors and use' {
        $apps = Get-SfApp
        ($apps | Group-Object Kind).Name | Sort-Object | Should -Be 'ConnectedApp', 'ExternalClientApp'
        $loader = $apps | Where-Object AppName -EQ 'Data Loader'
        $loader.PermittedUsers | Should -Be 'AllSelfAuthorized'
        $loader.AddressPolicy | Should -Be 'Bypass'
        $loader.Scopes | Should -Contain 'Full'
        $loader.TokensInUse | Should -Be 2
        $loader.LastUsed | Should -Not -BeNullOrEmpty
        $bridge = $apps | Where-Object AppName -EQ 'Web Shop Bridge'
        $bridge.RunAs | Should -Be 'shared.api@acme.example'
        $bridge.PermissionSets | Should -Be 'Newsletter_Sync', 'Warehouse_Sync', 'Web_Shop_Sync'
        ($apps | Where-Object AppName -EQ 'SfIntegration').Profiles | Should -Be 'System Administrator'
        $apps.NotRead | Should -BeNullOrEmpty
        @($apps | Where-Object ConsumerKey).Count | Should -Be 0
    }

    It 'narrows by name and kind, and shows keys when asked' {
        (Get-SfApp 'web*').AppName | Should -Be 'Web Shop Bridge'
        (Get-SfApp Web_Shop_Bridge).AppName | Should -Be 'Web Shop Bridge'
        Get-SfApp 'web*' -Kind ConnectedApp | Should -BeNullOrEmpty
        (Get-SfApp 'Web Shop Bridge' -IncludeConsumerKey).ConsumerKey | Should -BeLike '3MVG9*'
        Get-SfApp 'No Such' -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SfNotFound,*'
    }

    It 'says what a caller without rights could not see, never "none"' {
        $as = Connect-ServedUser $served 'shared.api@acme.example'
        $apps = Get-SfApp -Org $as -WarningVariable said -WarningAction SilentlyContinue
        $said.Count | Should -BeGreaterThan 0
        @($apps | Where-Object { $null -ne $_.TokensInUse -or $_.PermissionSets }).Count | Should -Be 0
        @($apps | Where-Object { -not $_.NotRead }).Count | Should -Be 0
    }

    It 'fits a terminal of 120 columns' {
        $lines = Get-SfApp | Out-String -Width 120 -Stream
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $lines | Should -Contain ($lines | Where-Object { $_ -match 'Data Loader .*everybody, Bypass' } | Select-Object -First 1)
    }

    It 'completes names of both kinds' {
        $found = (TabExpansion2 -inputScript "Get-SfApp 'web" -cursorColumn 14).CompletionMatches.CompletionText
        $found | Should -Be "'Web Shop Bridge'"
    }
}

Describe 'Set-SfApp' {
    It 'names who loses access, and asks with high impact' {
        $transcript = Join-Path $TestDrive 'set.transcript'
        Start-Transcript $transcript | Out-Null
        try { Set-SfApp 'Data Loader' -ToDefaults -WhatIf } finally { Stop-Transcript | Out-Null }
        $said = Get-Content $transcript -Raw
        $said | Should -BeLike '*AllSelfAuthorized -> AdminApprovedPreAuthorized*'
        $said | Should -BeLike '*Loses access: whoever holds an older refresh token*'
        [System.Management.Automation.CommandMetadata]::new((Get-Command Set-SfApp)).ConfirmImpact | Should -Be 'High'
    }

    It 'tightens a connected app, and its undo gives everything back' {
        $before = Get-SfApp 'Data Loader'
        $after = Set-SfApp 'Data Loader' -ToDefaults -PassThru -Confirm:$false -JournalPath (Get-Journal loader)
        $after.PermittedUsers | Should -Be 'AdminApprovedPreAuthorized'
        $after.AddressPolicy | Should -Be 'Enforce'
        $after.RefreshTokenPolicy | Should -Be 'none live'
        $after.SessionTimeout | Should -Be 15
        $after.Scopes | Should -Be 'Api', 'RefreshToken'
        (Undo-SfAccessPlan (Get-Journal loader) -Confirm:$false).State | Should -Be 'Complete'
        $back = Get-SfApp 'Data Loader'
        foreach ($name in 'PermittedUsers', 'AddressPolicy', 'RefreshTokenPolicy', 'Scopes') { $back.$name | Should -Be $before.$name }
    }

    It 'tightens an external client app and switches it off' {
        Get-SfApp 'Web Shop Bridge' | Set-SfApp -RefreshTokenPolicy SpecificLifetime -RefreshTokenValidity 4h -SessionTimeout 30 -Confirm:$false
        $app = Get-SfApp 'Web Shop Bridge'
        $app.RefreshTokenPolicy | Should -Be '4 hours from when they are made'
        $app.SessionTimeout | Should -Be 30
        $app.PermissionSets.Count | Should -Be 3
        (Set-SfApp 'Web Shop Bridge' -Disable -PassThru -Confirm:$false).IsEnabled | Should -BeFalse
    }

    It 'lets client credentials sign in as another API Only user, and as nobody else' {
        Set-SfApp 'Bulk Orders' -RunAs 'integ-svc-second@acme.example' -Confirm:$false -JournalPath (Get-Journal runas)
        (Get-SfApp 'Bulk Orders').RunAs | Should -Be 'integ-svc-second@acme.example'
        (Undo-SfAccessPlan (Get-Journal runas) -Confirm:$false).State | Should -Be 'Complete'
        (Get-SfApp 'Bulk Orders').RunAs | Should -Be $identity
        Set-SfApp 'Bulk Orders' -RunAs erp@acme.example -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SfRunAsNotApiOnly,*'
    }

    It 'does nothing where it is so already' {
        Set-SfApp 'Web Shop Bridge' -SessionTimeout 30 -Confirm:$false -JournalPath (Get-Journal nothing)
        Get-Journal nothing | Should -Not -Exist
    }

    It 'refuses what would be looser: <Name>' -ForEach @(
        @{ Name = 'a longer session'; Call = { Set-SfApp 'Web Shop Bridge' -SessionTimeout 60 -Confirm:$false } }
        @{ Name = 'a longer life of refresh tokens'; Call = { Set-SfApp 'Web Shop Bridge' -RefreshTokenPolicy SpecificInactivity -RefreshTokenValidity 1h -Confirm:$false } }
        @{ Name = 'addresses that are not checked'; Call = { Set-SfApp 'Bulk Orders' -AddressPolicy Bypass_2factor -Confirm:$false } }
        @{ Name = 'a further scope'; Call = { Set-SfApp 'Bulk Orders' -OAuthScope Api, Full -Confirm:$false } }
    ) {
        $before = (Get-ServedStats $served).writes
        & $Call -ErrorVariable failed 2>&1 | ForEach-Object FullyQualifiedErrorId | Should -BeLike 'SfAppWouldLoosen,*'
        (Get-ServedStats $served).writes | Should -Be $before
    }

    It 'cannot switch a connected app off, and says who can' {
        Set-SfApp 'Order Sync' -Disable -Confirm:$false -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'SfAppCannotBeDisabled,*'
    }
}
