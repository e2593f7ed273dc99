# What the examples of the help pages stand on. Each runs in an empty folder, connected to a fresh practice org as its administrator.
# What an example names besides is made when its text names it, and is nothing that a reader would not have: a scope file, saved logs, a key.

# A year's part of made traffic in a folder, made once for all examples.
function Get-HelpLog {
    $script:HelpLog ??= & {
        $folder = Join-Path $Work 'all-logs'
        Connect-SfOrg -Practice -PracticeControl -Alias traffic -NoDefault | Out-Null
        Invoke-SfApi /practice/switches -Method Post -Body @{ hasEventMonitoring = $true } -Org traffic | Out-Null
        Invoke-SfApi /practice/settings -Method Post -Body @{ 'EventSettings.eventLogRetentionDuration' = 365 } -Org traffic | Out-Null
        Invoke-SfApi /practice/traffic -Method Post -Body @{ seed = 1; days = 120; rowsPerDay = 60 } -Org traffic | Out-Null
        Save-SfEventLog $folder -EventType ApiTotalUsage, Login -Interval Daily -Org traffic | Out-Null
        Disconnect-SfOrg traffic
        $folder
    }
    $script:HelpLog
}

# An identity that the made traffic has.
$HelpConnectorScope = @'
scopeVersion: 1
name: connector
owner: { name: Platform Team, contact: platform-team@acme.example }
identity:
  username: crm.connector@acme.example
  lastName: crm.connector
  email: platform-team@acme.example
integrations:
  sync:
    purpose: Keeps opportunities in step
    system: CRM
    owner: { name: CRM, contact: crm@acme.example }
    objects:
      Account: { access: [read, delete], fields: [Website] }
      Contact: { access: [read, edit], fields: { edit: [Email] } }
      Opportunity: { access: [read, create, edit] }
'@

# An app of the served org that signs in shared.api@acme.example.
function New-HelpApp([hashtable] $With) {
    Invoke-RestMethod "$($HelpServed.Url)/practice/apps" -Method Post -ContentType 'application/json' -Body (@{ name = 'Shop'; runAsUsername = 'shared.api@acme.example' } + $With | ConvertTo-Json)
}

# To be dot-sourced: the variables are the example's.
function New-HelpGround([string] $Code) {
    Copy-Item (Join-Path $RepositoryRoot 'samples/*.scope.yaml') .
    if ($Code -match 'https://acme\.my\.salesforce\.com|\$accessToken') {
        $HelpServed = Start-ServedOrg
        Connect-ServedOrg $HelpServed -Alias admin | Out-Null
    }
    else { Connect-SfOrg -Practice | Out-Null }

    switch -Regex ($Code) {
        '\./connector\.scope\.yaml' { Set-Content ./connector.scope.yaml $HelpConnectorScope }
        '\./logs\b(?<!Save-SfEventLog \./logs)' { Copy-Item (Get-HelpLog) ./logs -Recurse }
        '\$keyAndSecret' {
            $app = New-HelpApp @{}
            $keyAndSecret = [pscredential]::new($app.consumerKey, (ConvertTo-SecureString $app.consumerSecret -AsPlainText -Force))
        }
        '\./shop\.pfx' {
            $password = ConvertTo-SecureString 'of the file' -AsPlainText -Force
            $app = New-SfApp 'Shop Link' shared.api@acme.example -PermissionSet Web_Shop_Sync -NewCertificate
            $consumerKey = $app.ConsumerKey
            [System.IO.File]::WriteAllBytes((Join-Path $PWD shop.pfx), $app.GetCertificate().Export('Pfx', $password))
        }
        '\$accessToken' { $accessToken = ConvertTo-SecureString $HelpServed.Token -AsPlainText -Force }
    }
}
