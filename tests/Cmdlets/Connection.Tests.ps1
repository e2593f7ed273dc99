BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    $admin = Connect-ServedOrg $served -Alias admin
    $integration = 'shared.api@acme.example'
    $bare = 'old.mes@acme.example'

    function New-ServedApp([hashtable] $App) {
        $made = Invoke-RestMethod "$($served.Url)/practice/apps" -Method Post -ContentType 'application/json' -Body ($App | ConvertTo-Json)
        [pscredential]::new($made.consumerKey, (ConvertTo-SecureString $made.consumerSecret -AsPlainText -Force))
    }
    function Get-Step($Steps, [string] $Name) { $Steps | Where-Object Step -EQ $Name }
    $sound = New-ServedApp @{ name = 'Shop'; runAsUsername = $integration }
    $bareApp = New-ServedApp @{ name = 'Shop floor'; runAsUsername = $bare }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Test-SfConnection' {
    It 'emits each step once, in the order of the chain, with the org as soon as it is known' {
        $steps = Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound -SobjectType Account
        $steps.Step -join ' ' | Should -Be 'NameResolution Tls Versions Token Identity ApiAccess License AppApproval Address Hours Limits ObjectAccess'
        $steps.Outcome | Should -Not -Contain 'Fail'
        $steps[0].Org | Should -BeNullOrEmpty
        $steps[-1].Org.Username | Should -Be $integration
        $steps.InstanceUrl | Select-Object -Unique | Should -Be $served.Url.TrimEnd('/')
    }

    It 'streams: the first step is there before the last is tried' {
        $first = Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound | Select-Object -First 1
        $first.Step | Should -Be NameResolution
    }

    It 'opens no connection that stays' {
        Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound | Out-Null
        (Get-SfOrg).Alias | Should -Be 'admin'
    }

    It 'tells an app without a Run As user' {
        $token = Get-Step (Test-SfConnection -InstanceUrl $served.Url -ClientCredential (New-ServedApp @{ name = 'Nobody'; clientCredentials = $true }) -Username $integration) Token
        $token.Outcome | Should -Be Fail
        $token.Code | Should -Be invalid_grant
        $token.Message | Should -BeLike '*no client credentials user enabled*'
        $token.Cause | Should -BeLike '*no Run As user*'
        $token.Cmdlet | Should -Be "New-SfApp -AppName <app> -Username $integration -Flow ClientCredentials"
    }

    It 'tells a consumer key that no app has' {
        $unknown = [pscredential]::new('3MVG9nobody', (ConvertTo-SecureString 'x' -AsPlainText -Force))
        $steps = Test-SfConnection -InstanceUrl $served.Url -ClientCredential $unknown -ErrorVariable errors
        $errors | Should -BeNullOrEmpty
        $token = Get-Step $steps Token
        $token.Code | Should -Be invalid_client_id
        $token.Cause | Should -BeLike 'No app of this org has this consumer key*'
        ($steps | Where-Object Step -GT Token).Message | Select-Object -Unique | Should -Be 'Not tried, because step Token failed.'
    }

    It 'tells a set with licence None and without the permission set licence, and its line cures' {
        New-SfPermissionSet Integ_None -Description 'No licence' | Out-Null
        Grant-SfPermissionSet Integ_None -Username $bare | Out-Null
        $account = Get-Step (Test-SfConnection -InstanceUrl $served.Url -ClientCredential $bareApp -SobjectType Account -Administrator admin) ObjectAccess
        $account.Code | Should -Be INVALID_TYPE
        $account.Cause | Should -BeLike '*Integ_None has the licence "None"*assigned first*'
        # From the integration's own side it is one of the causes, since this user may view Setup it is the cause there too.
        $own = Get-Step (Test-SfConnection -InstanceUrl $served.Url -ClientCredential $bareApp -SobjectType Account) ObjectAccess
        $own.Cause | Should -Be $account.Cause

        Invoke-Expression $account.Cmdlet | Out-Null
        $after = Get-Step (Test-SfConnection -InstanceUrl $served.Url -ClientCredential $bareApp -SobjectType Account -Administrator admin) ObjectAccess
        $after.Cause | Should -Be "None of the user's permission sets (Integ_None) grants Read on Account."
        Invoke-Expression $after.Cmdlet | Out-Null
        Test-SfConnection -InstanceUrl $served.Url -ClientCredential $bareApp -SobjectType Account -Quiet | Should -BeTrue
        Revoke-SfPermissionSet Integ_None -Username $bare -Confirm:$false | Out-Null
        Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username $bare -Confirm:$false | Out-Null
    }

    It 'tells the licence that only looks like it' {
        New-SfPermissionSet Integ_Look_Alike -Description 'Wrong licence' -License 'Salesforce Integration' | Out-Null
        Grant-SfPermissionSet Integ_Look_Alike -Username $bare | Out-Null
        $account = Get-Step (Test-SfConnection -InstanceUrl $served.Url -ClientCredential $bareApp -SobjectType Account -Administrator admin) ObjectAccess
        $account.Code | Should -Be INVALID_TYPE
        $account.Cause | Should -BeLike 'Integ_Look_Alike is bound to the user licence Salesforce Integration, which looks like the permission set licence*'
        $account.Cmdlet | Should -BeLike 'New-SfPermissionSet * -License SalesforceAPIIntegrationPsl'
    }

    It 'gives a truth with -Quiet, whatever is wrong' {
        Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound -Quiet | Should -BeTrue
        Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound -SobjectType Nope__c -Quiet | Should -BeFalse
        Test-SfConnection -InstanceUrl https://acme.invalid -ClientCredential $sound -TimeoutSeconds 5 -Quiet | Should -BeFalse
    }

    It 'names the step that failed where the host is not there' {
        $steps = Test-SfConnection -InstanceUrl https://acme.invalid -ClientCredential $sound -TimeoutSeconds 5
        (Get-Step $steps NameResolution).Outcome | Should -Be Fail
        ($steps | Select-Object -Skip 1).Message | Select-Object -Unique | Should -Be 'Not tried, because step NameResolution failed.'
    }

    It 'tries an open connection: the default, a named one, and from the pipeline' {
        (Get-Step (Test-SfConnection) Identity).Target | Should -Be 'admin@acme.example'
        (Get-Step (Get-SfOrg admin | Test-SfConnection) Identity).Target | Should -Be 'admin@acme.example'
        $practice = Connect-SfOrg -Practice -NoDefault
        $steps = Test-SfConnection -Org $practice
        (Get-Step $steps Tls).Message | Should -BeLike '*in memory*'
        $steps.Outcome | Should -Not -Contain 'Fail'
        $practice | Disconnect-SfOrg
    }

    It 'signs in by certificate, by its file, by refresh token and by access token' {
        $rsa = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=shop', $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(30))
        $file = Join-Path $TestDrive 'shop.pem'
        Set-Content $file $rsa.ExportPkcs8PrivateKeyPem()
        $app = Invoke-RestMethod "$($served.Url)/practice/apps" -Method Post -ContentType 'application/json' -Body (@{ name = 'Signed'; certificate = $certificate.ExportCertificatePem(); adminApprovedOnly = $false } | ConvertTo-Json)
        $with = @{ InstanceUrl = $served.Url; ClientId = $app.consumerKey; Username = $integration }
        (Get-Step (Test-SfConnection @with -Certificate $certificate) Token).Cause | Should -BeLike 'Nobody has approved the app for this user*'

        $refresh = (Invoke-RestMethod "$($served.Url)/practice/approve" -Method Post -ContentType 'application/json' -Body (@{ consumerKey = $app.consumerKey; username = $integration } | ConvertTo-Json)).refresh_token
        $secure = { param($Text) ConvertTo-SecureString $Text -AsPlainText -Force }
        $tries = @(
            Get-Step (Test-SfConnection @with -Certificate $certificate) Identity
            Get-Step (Test-SfConnection @with -CertificatePath $file) Identity
            Get-Step (Test-SfConnection @with -RefreshToken (& $secure $refresh) -ClientSecret (& $secure $app.consumerSecret)) Identity
            Get-Step (Test-SfConnection -InstanceUrl $served.Url -AccessToken (& $secure $served.Token)) Identity
        )
        $tries.Outcome | Select-Object -Unique | Should -Be Pass
        $tries.Target | Should -Be @($integration, $integration, $integration, 'admin@acme.example')

        { Test-SfConnection @with -Certificate ([System.Security.Cryptography.X509Certificates.X509Certificate2]::new($certificate.Export('Cert'))) -ErrorAction Stop } | Should -Throw -ErrorId 'SfNoPrivateKey,*'
    }

    It 'throws for parameters only' {
        { Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound -Org $admin -ErrorAction Stop } | Should -Throw -ErrorId 'SfParameterConflict,*'
        { Test-SfConnection -InstanceUrl 'http://acme.my.salesforce.com' -ClientCredential $sound -ErrorAction Stop } | Should -Throw '*not safe*'
        { Test-SfConnection -InstanceUrl $served.Url -ClientId x -Username $bare -CertificatePath (Join-Path $TestDrive 'no.pem') -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileNotFound,*'
        $practice = Connect-SfOrg -Practice -Alias elsewhere -NoDefault
        { Test-SfConnection -InstanceUrl $served.Url -ClientCredential $sound -Administrator elsewhere -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
        $practice | Disconnect-SfOrg
        { Test-SfConnection -SobjectType 'Account; DROP' } | Should -Throw '*SobjectType*'
    }

    It 'shows no secret in any step, and cause, cure and line in the view' {
        $secret = 'S3cretNeverShown'
        $wrong = [pscredential]::new($sound.UserName, (ConvertTo-SecureString $secret -AsPlainText -Force))
        $steps = Test-SfConnection -InstanceUrl $served.Url -ClientCredential $wrong 3>&1 4>&1 5>&1 6>&1 -Verbose -Debug
        $steps | ConvertTo-Json -Depth 4 -WarningAction SilentlyContinue | Should -Not -BeLike "*$secret*"
        $text = $steps | Out-String -Width 120
        $text | Should -Not -BeLike "*$secret*"
        $text | Should -BeLike '*Cause: The consumer secret is wrong*Cure: *'
    }
}
