# What the Pester suites share: the built module, files to write to, and a practice org in another process.

$RepositoryRoot = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$ModuleVersion = ([xml] (Get-Content (Join-Path $RepositoryRoot 'Directory.Build.props') -Raw)).SelectSingleNode('//Version').InnerText
$ModuleManifest = Join-Path $RepositoryRoot "out/SfIntegration/$ModuleVersion/SfIntegration.psd1"
$SampleScope = Join-Path $RepositoryRoot 'samples/order-sync.scope.yaml'

# The environment says where the rehearsal was built; by hand it is where `dotnet build` puts it.
function Get-RehearsalPath {
    if ($env:SFI_REHEARSAL) { return $env:SFI_REHEARSAL }
    Get-ChildItem (Join-Path $RepositoryRoot 'src/SfIntegration.Rehearsal/bin') -Recurse -Filter SfIntegration.Rehearsal.dll |
        Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
}

# A practice org on loopback: its Url, an administrator's Token, and the Process to stop.
function Start-ServedOrg([string[]] $With = @()) {
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in @(Get-RehearsalPath; 'serve'; '--port'; '0') + $With) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $url = $token = $null
    while (-not $token) {
        $line = $process.StandardOutput.ReadLine()
        if ($null -eq $line) { throw 'The practice org did not start.' }
        if ($line -match 'answers on (\S+)') { $url = $Matches[1] }
        if ($line -match 'Access token:\s+(\S+)') { $token = $Matches[1] }
    }
    [pscustomobject] @{ Url = $url; Token = $token; Process = $process }
}

function Stop-ServedOrg($Served) {
    if ($Served -and -not $Served.Process.HasExited) { $Served.Process.Kill(); $Served.Process.WaitForExit() }
}

# Connects to a served org; the administrator where no user is named.
function Connect-ServedOrg($Served, [string] $Alias = 'served', [switch] $NoDefault) {
    $secure = ConvertTo-SecureString $Served.Token -AsPlainText -Force
    Connect-SfOrg -InstanceUrl $Served.Url -AccessToken $secure -Alias $Alias -NoDefault:$NoDefault
}

# Connects beside the default as a user of the served org, as the identity itself would sign in; or as the default.
function Connect-ServedUser($Served, [string] $Username, [string] $Alias = 'identity', [switch] $AsDefault) {
    $body = @{ username = $Username } | ConvertTo-Json
    $token = (Invoke-RestMethod "$($Served.Url)/practice/sign-in" -Method Post -ContentType 'application/json' -Body $body).access_token
    Connect-SfOrg -InstanceUrl $Served.Url -AccessToken (ConvertTo-SecureString $token -AsPlainText -Force) -Alias $Alias -NoDefault:(-not $AsDefault)
}

# Makes the tool's own user (Reader or Operator) from its sample scope, as the administrator who is connected, and connects as it.
# Suites use it in the administrator's place, so that what the cmdlets need stays what the samples give.
function New-ServedTool($Served, [ValidateSet('Reader', 'Operator')] [string] $Role, [string] $Folder, [switch] $AsDefault) {
    $scope = Copy-SampleScope (New-Item -ItemType Directory -Force (Join-Path $Folder tool)).FullName "sfintegration-$($Role.ToLowerInvariant())"
    $user = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
    if ($user.State -ne 'Complete') { throw "The $Role is not whole: $($user.Errors)" }
    [pscustomobject] @{ Username = $user.Username; Scope = $scope; Org = Connect-ServedUser $Served $user.Username -Alias $Role.ToLowerInvariant() -AsDefault:$AsDefault }
}

function Get-ServedStats($Served) { Invoke-RestMethod "$($Served.Url)/practice/stats" }

function Add-ServedFault($Served, [hashtable] $Fault) {
    Invoke-RestMethod "$($Served.Url)/practice/faults" -Method Post -ContentType 'application/json' -Body ($Fault | ConvertTo-Json) | Out-Null
}

# The scope file of the samples in a folder of the test's own, so that journals and reports land there.
function Copy-SampleScope([string] $Folder, [string] $Sample = 'order-sync') {
    $target = Join-Path $Folder "$Sample.scope.yaml"
    # Its doors stay open, for most suites sign in as it afterwards, and several identities share one org; LockDown.Tests.ps1 takes the sample as it is.
    (Get-Content (Join-Path $RepositoryRoot "samples/$Sample.scope.yaml") -Raw) -replace '(?m)^  (profile|network|hours): .*\r?\n', '' -replace 'SFI404', 'SFI401' | Set-Content $target -NoNewline
    $target
}

# Runs a script in a fresh PowerShell and gives its output as text.
function Invoke-FreshPowerShell([string] $Script) {
    $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes("`$ProgressPreference = 'SilentlyContinue'; `$PSStyle.OutputRendering = 'PlainText'`n$Script"))
    (& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1 | Out-String).Trim()
}

# Opens the practice org of this process as the tool's own user, the Reader or the Operator of samples/, in the administrator's place.
function Connect-PracticeTool([ValidateSet('Reader', 'Operator')] [string] $Role, [string] $Folder, [string] $Alias = 'practice', [switch] $NoDefault) {
    $scope = Copy-SampleScope (New-Item -ItemType Directory -Force (Join-Path $Folder tool)).FullName "sfintegration-$($Role.ToLowerInvariant())"
    $org = Connect-SfOrg -Practice -Alias $Alias -NoDefault:$NoDefault
    $user = Import-SfAccessScope $scope | New-SfIntegrationUser -Org $org -WarningAction SilentlyContinue
    if ($user.State -ne 'Complete') { throw "The $Role is not whole: $($user.Errors)" }
    Connect-SfOrg -Practice -Alias $Alias -Username $user.Username -NoDefault:$NoDefault
}
