BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Azure.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    $app = New-ServedApp $served @{ name = 'Secret Sync'; runAsUsername = 'admin@acme.example' }
    $login = @{ InstanceUrl = $served.Url; NoDefault = $true; Alias = 'given' }
    function Protect([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }

    # As the real one ends: one object, not taken apart, wrapped in a PSObject.
    function Get-Secret { [CmdletBinding()] param([object] $Value) $PSCmdlet.WriteObject([psobject]::AsPSObject($Value), $false) }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'A secret as Get-Secret gives it' {
    It 'a SecureString' {
        (Connect-SfOrg @login -AccessToken (Get-Secret (Protect $served.Token)) 3>&1).Username | Should -Be 'admin@acme.example'
    }

    It 'a PSCredential: its password' {
        (Connect-SfOrg @login -AccessToken (Get-Secret ([pscredential]::new('whatever', (Protect $served.Token)))) 3>&1).Username | Should -Be 'admin@acme.example'
    }

    It 'text, which -AsPlainText gives: it is taken, with a warning that does not show it' {
        $said = Connect-SfOrg @login -AccessToken (Get-Secret $served.Token) 3>&1
        $said[0] | Should -BeOfType ([System.Management.Automation.WarningRecord])
        $said[0].Message | Should -BeLike '-AccessToken was given as plain text*without -AsPlainText*'
        $said[0].Message.Contains($served.Token) | Should -BeFalse
        $said[1].Username | Should -Be 'admin@acme.example'
    }

    It 'a consumer secret alone, beside the consumer key' {
        (Connect-SfOrg @login -ClientId $app.consumerKey -ClientSecret (Get-Secret (Protect $app.consumerSecret))).SignIn | Should -Be 'ClientCredentials'
    }

    It 'a PSCredential of consumer key and secret' {
        (Connect-SfOrg @login -ClientCredential (Get-Secret ([pscredential]::new($app.consumerKey, (Protect $app.consumerSecret))))).SignIn | Should -Be 'ClientCredentials'
    }

    It 'a refresh token still goes with or without a client secret' {
        $refresh = (Invoke-RestMethod "$($served.Url)/practice/approve" -Method Post -ContentType 'application/json' -Body (@{ consumerKey = $app.consumerKey; username = 'admin@acme.example' } | ConvertTo-Json)).refresh_token
        (Connect-SfOrg @login -ClientId $app.consumerKey -ClientSecret (Protect $app.consumerSecret) -RefreshToken (Protect $refresh)).SignIn | Should -Be 'RefreshToken'
    }

    It 'a hashtable is refused, and what is in it not shown' {
        $e = { Connect-SfOrg @login -AccessToken (Get-Secret @{ key = 'hunter2-secret' }) } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -PassThru
        $e.Exception.Message | Should -BeLike '*cannot be a hashtable*'
        $e.Exception.ToString().Contains('hunter2') | Should -BeFalse
    }

    It 'bytes are refused for a text' {
        { Connect-SfOrg @login -AccessToken ([byte[]] (1, 2)) } | Should -Throw '*cannot be bytes*'
    }

    It 'nothing at all is refused: <_>' -ForEach "''", '$null' {
        { & ([scriptblock]::Create("Connect-SfOrg -InstanceUrl $($served.Url) -AccessToken $_")) } | Should -Throw
    }
}

Describe 'A certificate as Get-Secret gives it' {
    BeforeAll {
        $key = [System.Security.Cryptography.RSA]::Create(2048)
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=order-sync', $key, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddHours(-1), [DateTimeOffset]::UtcNow.AddDays(1))
        $jwtApp = New-ServedApp $served @{ name = 'Order Sync'; certificate = $certificate.ExportCertificatePem() }
        $jwt = $login + @{ ClientId = $jwtApp.consumerKey; Username = 'admin@acme.example' }
        $pfx = $certificate.Export('Pfx')
        $locked = $certificate.Export('Pfx', 'hunter2-secret')
    }

    It 'the bytes of a PFX' { (Connect-SfOrg @jwt -Certificate (Get-Secret $pfx)).SignIn | Should -Be 'JwtBearer' }

    It 'bytes that a pipeline took apart' { (Connect-SfOrg @jwt -Certificate @($pfx | ForEach-Object { $_ })).SignIn | Should -Be 'JwtBearer' }

    It 'a PFX in Base64, as the secret of a certificate in Key Vault' { (Connect-SfOrg @jwt -Certificate (Get-Secret (Protect ([Convert]::ToBase64String($pfx))))).SignIn | Should -Be 'JwtBearer' }

    It 'a certificate itself' { (Connect-SfOrg @jwt -Certificate $certificate).SignIn | Should -Be 'JwtBearer' }

    It 'a PFX with a password says how it can be given' {
        { Connect-SfOrg @jwt -Certificate $locked } | Should -Throw '*-CertificatePath and -CertificatePassword*'
    }

    It 'what is none is refused: <Name>' -ForEach @(
        @{ Name = 'text'; Value = 'hunter2 is no certificate' }
        @{ Name = 'bytes'; Value = [byte[]] (1, 2, 3) }
        @{ Name = 'hashtable'; Value = @{ a = 1 } }
        @{ Name = 'number'; Value = 42 }
    ) {
        $e = { Connect-SfOrg @jwt -Certificate $Value } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*' -PassThru
        $e.Exception.ToString().Contains('hunter2') | Should -BeFalse
    }
}
