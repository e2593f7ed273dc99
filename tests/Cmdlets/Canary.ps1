<#
.SYNOPSIS
Uses every kind of secret and every cmdlet, as loud as PowerShell can be, in a PowerShell of its own; for Canary.Tests.ps1, which searches what came out.
.DESCRIPTION
What is said goes to the standard output, a transcript and files in -Work; the secrets themselves go to -KnownPath only, outside of it.
#>
param(
    [Parameter(Mandatory)] [string] $Url,
    [Parameter(Mandatory)] [string] $Work,
    [Parameter(Mandatory)] [string] $KnownPath
)
# Not as a parameter: transcripts begin with the command line.
$Token = $env:SFI_CANARY_TOKEN
Remove-Item env:SFI_CANARY_TOKEN
. $PSScriptRoot/Common.ps1
. $PSScriptRoot/Calls.ps1
. $PSScriptRoot/Azure.ps1
Import-Module $ModuleManifest -Force
$served = [pscustomobject] @{ Url = $Url; Token = $Token }
$work = $Work
$known = [ordered] @{ 'administrator''s access token' = $Token }
$steps = [System.Collections.Generic.List[string]]::new()

function Protect([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }
function Unprotect([securestring] $Secret) { [System.Net.NetworkCredential]::new('', $Secret).Password }

# Runs a step with every stream open, shows what it says, and keeps its objects as JSON. Errors are part of what is looked at.
function Step([string] $Name, [scriptblock] $Do) {
    $global:VerbosePreference = $global:DebugPreference = $global:InformationPreference = 'Continue'
    $all = @(try { & $Do *>&1 } catch { $_ })
    $global:VerbosePreference = $global:DebugPreference = $global:InformationPreference = 'SilentlyContinue'
    $steps.Add("${Name}: $($all.Count)")
    "== $Name"
    $all | Out-String -Width 300
    $objects = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.InformationalRecord] } | Select-Object -First 3)
    $path = Join-Path $work "step-$($steps.Count)"
    ConvertTo-Json -InputObject $objects -Depth 6 -WarningAction SilentlyContinue | Set-Content "$path.json"
    $objects | Format-List * -Force | Out-String -Width 300 | Set-Content "$path.txt"
    foreach ($problem in $all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) {
        $problem | Format-List * -Force | Out-String -Width 300 | Add-Content "$path.txt"
        $problem.Exception.ToString(), ($problem.Exception.Data.Values | Out-String), "$($problem.TargetObject)" | Add-Content "$path.txt"
    }
    # Outside Windows Export-Clixml does not protect a SecureString, which docs/lockdown.md says.
    $objects | Where-Object { -not ($_.PSObject.TypeNames -match 'SfNewApp|SfHandover') -and -not $_.Handover } | Export-Clixml -Depth 3 "$path.clixml"
}

Start-Transcript (Join-Path $work transcript.txt) | Out-Null

# Every way in, with what is right and with what is wrong.
$login = @{ InstanceUrl = $Url; NoDefault = $true; Alias = 'way' }
Step 'access token' { Connect-SfOrg -InstanceUrl $Url -AccessToken (Protect $Token) -Alias tool }
foreach ($kind in 'access token', 'consumer secret', 'refresh token', 'PFX password') { $known["wrong $kind"] = "canary.$($kind -replace ' ', '-').$(New-Guid)" }
Step 'wrong access token' { Connect-SfOrg @login -AccessToken (Protect $known['wrong access token']) }
Step 'access token as text' { Connect-SfOrg @login -AccessToken $Token }
$app = New-ServedApp $served @{ name = 'Canary Sync'; runAsUsername = 'admin@acme.example' }
$known['consumer secret'] = $app.consumerSecret
Step 'client credential' { Connect-SfOrg @login -ClientCredential ([pscredential]::new($app.consumerKey, (Protect $app.consumerSecret))) }
Step 'wrong client credential' { Connect-SfOrg @login -ClientCredential ([pscredential]::new($app.consumerKey, (Protect $known['wrong consumer secret']))) }
Step 'client secret' { Connect-SfOrg @login -ClientId $app.consumerKey -ClientSecret (Protect $app.consumerSecret) }
$known['refresh token'] = (Invoke-RestMethod "$Url/practice/approve" -Method Post -ContentType 'application/json' -Body (@{ consumerKey = $app.consumerKey; username = 'admin@acme.example' } | ConvertTo-Json)).refresh_token
Step 'refresh token' { Connect-SfOrg @login -ClientId $app.consumerKey -ClientSecret (Protect $app.consumerSecret) -RefreshToken (Protect $known['refresh token']) }
Step 'wrong refresh token' { Connect-SfOrg @login -ClientId $app.consumerKey -ClientSecret (Protect $app.consumerSecret) -RefreshToken (Protect $known['wrong refresh token']) }

$rsa = [System.Security.Cryptography.RSA]::Create(2048)
$request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=canary', $rsa, 'SHA256', [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
$certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddDays(-1), [DateTimeOffset]::UtcNow.AddDays(30))
$pem = $rsa.ExportPkcs8PrivateKeyPem()
$known['private key'] = ($pem -split "`n")[3].Trim()
$known['private exponent'] = [Convert]::ToHexString($rsa.ExportParameters($true).D).Substring(0, 60)
$known['PFX password'] = "canary.pfx.$(New-Guid)"
$keys = Join-Path (Split-Path $KnownPath) keys
New-Item -ItemType Directory -Force $keys | Out-Null
Set-Content (Join-Path $keys key.pem) $pem
[System.IO.File]::WriteAllBytes((Join-Path $keys key.pfx), $certificate.Export('Pfx', $known['PFX password']))
$signed = New-ServedApp $served @{ name = 'Canary Signed'; certificate = $certificate.ExportCertificatePem() }
$jwt = $login + @{ ClientId = $signed.consumerKey; Username = 'admin@acme.example' }
Step 'certificate' { Connect-SfOrg @jwt -Certificate $certificate }
Step 'key file' { Connect-SfOrg @jwt -CertificatePath (Join-Path $keys key.pem) }
Step 'PFX file' { Connect-SfOrg @jwt -CertificatePath (Join-Path $keys key.pfx) -CertificatePassword (Protect $known['PFX password']) }
Step 'PFX file, wrong password' { Connect-SfOrg @jwt -CertificatePath (Join-Path $keys key.pfx) -CertificatePassword (Protect $known['wrong PFX password']) }
Step 'certificate of another app' { Connect-SfOrg @login -ClientId $app.consumerKey -Username admin@acme.example -Certificate $certificate }
Step 'test of every way' {
    Test-SfConnection -InstanceUrl $Url -ClientCredential ([pscredential]::new($app.consumerKey, (Protect $known['wrong consumer secret'])))
    Test-SfConnection -InstanceUrl $Url -AccessToken (Protect $known['wrong access token'])
    Test-SfConnection -InstanceUrl $Url -ClientId $signed.consumerKey -Username admin@acme.example -Certificate $certificate
}

# A secret that the org gives: of an app by hand, of a scope's app, and as text when asked (which alone may be shown).
. New-CallGround
Step 'app' { $script:new = New-SfApp 'Canary App' shared.api@acme.example -PermissionSet Warehouse_Sync -EnableSecretAccess; $script:new }
$known['secret of New-SfApp'] = Unprotect $new.Credential.Password
$vendor = Join-Path $work 'vendor.scope.yaml'
(Get-Content (Copy-SampleScope $work) -Raw) -replace 'app: \{.*\}', 'app: { name: Canary Vendor, flow: clientCredentials }' -replace 'name: orders', 'name: vendor' -replace 'integ-svc-orders', 'integ-svc-vendor' -replace 'Integ_Order_Sync', 'Integ_Vendor' | Set-Content $vendor
Step 'handover' { $script:user = Import-SfAccessScope $vendor | New-SfIntegrationUser -Handover; $script:user; $script:user.Handover }
$known['secret of a handover'] = Unprotect $user.Handover[0].ConsumerSecret
$identity = (Invoke-RestMethod "$Url/practice/sign-in" -Method Post -ContentType 'application/json' -Body (@{ username = $user.Username } | ConvertTo-Json)).access_token
$known['identity''s access token'] = $identity
Step 'identity' { Connect-SfOrg -InstanceUrl $Url -AccessToken (Protect $identity) -Alias identity -NoDefault }

# The proof, reports in every format, faults on the way.
Step 'proof and reports' {
    $as = Get-SfOrg identity
    $findings = Get-SfIntegrationUser $user.Username | Test-SfLeastPrivilege -Scope (Import-SfAccessScope $vendor) -As $as
    $findings | Export-SfReport -Path (Join-Path $work report.md), (Join-Path $work report.json), (Join-Path $work report.xml)
    $findings
}
foreach ($fault in 'ExpiredSession', 'ServiceUnavailable', 'CutOffBody') {
    Step "fault $fault" {
        Invoke-RestMethod "$Url/practice/faults" -Method Post -ContentType 'application/json' -Body (@{ kind = $fault; times = 2 } | ConvertTo-Json) | Out-Null
        Invoke-SfQuery 'SELECT Id FROM User' -Org identity
    }
    Invoke-RestMethod "$Url/practice/faults" -Method Delete -ErrorAction SilentlyContinue | Out-Null
}

# Every cmdlet that talks to an org, and those that show what is connected.
$calls = Get-OrgCall
foreach ($name in $calls.Keys | Sort-Object { $_ -like 'Disable-*' -or $_ -like 'Remove-*' }, { $_ }) { Step $name $calls[$name] }
Step 'Get-SfOrg' { Get-SfOrg }
Step 'variables' { Get-Variable -Scope Script -Name user, new | Out-String -Width 200 }
Step 'errors' { $Error | ForEach-Object { $_.ToString(); "$($_.InvocationInfo.PositionMessage)" } }
Step 'Disconnect-SfOrg' { Get-SfOrg | Disconnect-SfOrg }
Stop-Transcript | Out-Null
@{ Secrets = $known; Steps = $steps } | ConvertTo-Json -Depth 4 | Set-Content $KnownPath
