BeforeDiscovery {
    # .NET on Linux reads SSL_CERT_FILE, so that a fresh PowerShell can trust the stand-in's certificate, and no switch of ours can.
    $cannotTrust = -not $IsLinux
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Azure.ps1
    if (-not $IsLinux) { return }
    $served = Start-ServedOrg
    $azure = Start-AzureStandIn $TestDrive
    $app = New-ServedApp $served @{ name = 'Order Sync'; certificate = $azure.signingCertificate }
    $secretApp = New-ServedApp $served @{ name = 'Secret Sync'; runAsUsername = 'admin@acme.example' }
    $common = @{ AZURE_TENANT_ID = $azure.tenant; AZURE_CLIENT_ID = $azure.client }
    $gitHub = $common + @{ ACTIONS_ID_TOKEN_REQUEST_URL = $azure.gitHubUri; ACTIONS_ID_TOKEN_REQUEST_TOKEN = $azure.gitHubToken }
    $devOps = @{
        SYSTEM_OIDCREQUESTURI = $azure.devOpsUri; SYSTEM_ACCESSTOKEN = $azure.systemAccessToken; AZURESUBSCRIPTION_SERVICE_CONNECTION_ID = $azure.serviceConnection
        AZURESUBSCRIPTION_TENANT_ID = $azure.tenant; AZURESUBSCRIPTION_CLIENT_ID = $azure.client
    }
    $managed = @{ IDENTITY_ENDPOINT = $azure.identityEndpoint; IDENTITY_HEADER = $azure.identityHeader }
    $connect = "Connect-SfOrg -InstanceUrl $($served.Url) -ClientId $($app.consumerKey) -Username admin@acme.example -KeyVaultKey $($azure.vault)/keys/signing"
    $who = '| ForEach-Object { "$($_.SignIn) as $($_.Username)" }'
    $secrets = @($azure.systemAccessToken, $azure.gitHubToken, $azure.identityHeader, $azure.consumerSecret, $azure.clientPfx.Substring(0, 40))
    function Assert-NoSecret($Said) {
        foreach ($secret in $secrets) { $Said.Contains($secret) | Should -BeFalse }
        $Said | Should -Not -Match 'eyJ[\w-]{10,}\.' -Because 'tokens of Entra and assertions begin so'
    }
}
AfterAll { if ($IsLinux) { Stop-AzureStandIn $azure; Stop-ServedOrg $served } }

Describe 'Connect-SfOrg -KeyVaultKey' -Skip:$cannotTrust {
    It 'signs in from <_>, in a fresh process, with MSAL in between' -ForEach 'gitHub', 'devOps', 'managed' {
        Invoke-Pipeline $azure (Get-Variable $_ -ValueOnly) "$connect $who" | Should -Be 'JwtBearer as admin@acme.example'
    }

    It 'signs in from a cluster, whose token is in a file' {
        $file = Join-Path $TestDrive token
        Set-Content $file $azure.clusterToken
        Invoke-Pipeline $azure ($common + @{ AZURE_FEDERATED_TOKEN_FILE = $file }) "$connect $who" | Should -Be 'JwtBearer as admin@acme.example'
    }

    It 'signs in with a certificate of the app registration, given as Get-Secret gives a PFX' {
        $file = Join-Path $TestDrive client.pfx
        [System.IO.File]::WriteAllBytes($file, [Convert]::FromBase64String($azure.clientPfx))
        Invoke-Pipeline $azure @{} "$connect -AzureClientId $($azure.client) -AzureCertificate ([System.IO.File]::ReadAllBytes('$file')) $who" | Should -Be 'JwtBearer as admin@acme.example'
    }

    It 'says with -Verbose how it signs in to Azure, and shows no secret in any stream' {
        $said = Invoke-Pipeline $azure $gitHub "$connect -Verbose -Debug *>&1 | Out-String -Width 300; ConvertTo-Json (Get-SfOrg) -Depth 5"
        $said | Should -Match ([regex]::Escape("workload identity (GitHub), client $($azure.client), at $($azure.authority)/$($azure.tenant)"))
        Assert-NoSecret $said
    }

    It 'goes on to work: the session is one like any other' {
        Invoke-Pipeline $azure $managed "$connect | Out-Null; (Invoke-SfQuery 'SELECT COUNT() FROM User' | Measure-Object).Count -ge 0; (Get-SfLicense).Count -gt 0" | Should -Match 'True\r?\nTrue'
    }

    It 'tells a pipeline without a token what was looked for' {
        $said = Invoke-Pipeline $azure @{} "try { $connect } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message; `$_.ErrorDetails.RecommendedAction }"
        $said | Should -Match '^SfAuthentication,'
        foreach ($name in 'SYSTEM_OIDCREQUESTURI', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'AZURE_FEDERATED_TOKEN_FILE', 'IDENTITY_ENDPOINT', 'docs/authentication.md') { $said | Should -Match $name }
    }

    It 'names the role that is missing, and no secret in the error' {
        Invoke-AzureControl $azure "right?client=$($azure.client)&right=keys/sign&given=false"
        try {
            $said = Invoke-Pipeline $azure $gitHub "try { $connect } catch { `$_ | Format-List * -Force | Out-String -Width 300; `$_.ErrorDetails.RecommendedAction }"
            $said | Should -Match 'Key Vault Crypto User'
            $said | Should -Match 'sign by workload identity \(GitHub\)'
            Assert-NoSecret $said
        }
        finally { Invoke-AzureControl $azure "right?client=$($azure.client)&right=keys/sign&given=true" }
    }

    It 'trusts no certificate of its own accord' {
        $other = Join-Path $TestDrive other.pem
        Set-Content $other $azure.signingCertificate
        $untrusting = [pscustomobject] @{ CaFile = $other; authority = $azure.authority }
        Invoke-Pipeline $untrusting $gitHub "try { $connect } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }" | Should -Match '^SfNetwork,[\s\S]*certificate'
    }
}

Describe 'Connect-SfOrg -AzureCredential DeviceCode' -Skip:$cannotTrust {
    BeforeAll { $asPerson = "$connect -AzureCredential DeviceCode -AzureClientId $($azure.publicClient)" }

    It 'shows the code as a warning while it waits, and signs in when the person has entered it' {
        $said = Invoke-Pipeline $azure @{} @"
            [void] [powershell]::Create().AddScript({
                param(`$Devices)
                for (`$i = 0; `$i -lt 100; `$i++) { Start-Sleep -Milliseconds 200; if ((Invoke-RestMethod "`${Devices}approved" -Method Post).changed) { return } }
            }).AddArgument('$($azure.control)/devices?to=').BeginInvoke()
            $asPerson 3>&1 | ForEach-Object { if (`$_ -is [System.Management.Automation.WarningRecord]) { "WARNING `$(`$_.Message)" } else { "`$(`$_.SignIn) as `$(`$_.Username)" } }
"@
        $said | Should -Match '^WARNING To sign in, open https://login.example/device and enter the code FAKE\w+\.\r?\nJwtBearer as admin@acme.example$'
    }

    It 'ends within a second of Ctrl+C' {
        Invoke-Pipeline $azure @{} @"
            `$shell = [powershell]::Create().AddScript('Import-Module "$ModuleManifest"; $asPerson')
            `$run = `$shell.BeginInvoke()
            for (`$i = 0; `$i -lt 100 -and -not `$shell.Streams.Warning.Count; `$i++) { Start-Sleep -Milliseconds 100 }
            `$watch = [System.Diagnostics.Stopwatch]::StartNew()
            `$shell.Stop()
            "asked `$(`$shell.Streams.Warning.Count), stopped in time: `$(`$watch.ElapsedMilliseconds -lt 1000)"
"@ | Should -Be 'asked 1, stopped in time: True'
    }
}

Describe 'Connect-SfOrg -KeyVaultSecret' -Skip:$cannotTrust {
    It 'reads the consumer secret at each sign-in, so that rotation works' {
        Invoke-AzureControl $azure 'secret?value=an-old-one-that-was-rotated'
        $script = "`$c = @{ InstanceUrl = '$($served.Url)'; ClientId = '$($secretApp.consumerKey)'; KeyVaultSecret = '$($azure.vault)/secrets/consumer-secret' }
            try { Connect-SfOrg @c } catch { `$_.Exception.Code }
            Invoke-RestMethod '$($azure.control)/secret?value=$([uri]::EscapeDataString($secretApp.consumerSecret))' -Method Post | Out-Null
            Connect-SfOrg @c $who"
        Invoke-Pipeline $azure $managed $script | Should -Match '^invalid_client\r?\nClientCredentials as admin@acme.example$'
    }

    It 'refuses an address that is no vault, before anything is asked' {
        Invoke-AzureControl $azure forget
        $said = Invoke-Pipeline $azure $gitHub "Connect-SfOrg -InstanceUrl $($served.Url) -ClientId x -KeyVaultSecret https://vault.attacker.example/secrets/s -ErrorAction SilentlyContinue -ErrorVariable e; `$e.Exception.Message"
        $said | Should -Match 'is no vault of Azure'
        Invoke-AzureControl $azure asked Get | Should -BeNullOrEmpty
    }
}
