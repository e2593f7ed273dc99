BeforeDiscovery { $cannotTrust = -not $IsLinux }
BeforeAll {
    . $PSScriptRoot/../Cmdlets/Common.ps1
    . $PSScriptRoot/../Cmdlets/Azure.ps1
    . $PSScriptRoot/Patched.ps1
    if (-not $IsLinux) { return }
    $ours = Join-Path (Split-Path $ModuleManifest) 'Dependencies/Microsoft.Identity.Client.dll'
    $version = [System.Reflection.AssemblyName]::GetAssemblyName($ours).Version.Minor
    $older = Join-Path (Split-Path (Get-AzureStandInPath)) 'older/Microsoft.Identity.Client.dll'
    $served = Start-ServedOrg
    $azure = Start-AzureStandIn $TestDrive
    $app = New-ServedApp $served @{ name = 'Order Sync'; certificate = $azure.signingCertificate }
    $environment = @{
        AZURE_TENANT_ID = $azure.tenant; AZURE_CLIENT_ID = $azure.client
        ACTIONS_ID_TOKEN_REQUEST_URL = $azure.gitHubUri; ACTIONS_ID_TOKEN_REQUEST_TOKEN = $azure.gitHubToken
    }
    $connect = "(Connect-SfOrg -InstanceUrl $($served.Url) -ClientId $($app.consumerKey) -Username admin@acme.example -KeyVaultKey $($azure.vault)/keys/signing).SignIn"
    $msals = @'
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Microsoft.Identity.Client' } |
            ForEach-Object { "$($_.GetName().Version.Major).$($_.GetName().Version.Minor) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" } | Sort-Object
'@

    # A module of somebody else that has an MSAL of its own in the default load context, and works with it.
    function New-MsalModule([string] $Folder, [string] $Dll) {
        New-Item -ItemType Directory $Folder -Force | Out-Null
        if ((Split-Path $Dll) -ne $Folder) { Copy-Item $Dll $Folder }
        Copy-Item (Join-Path (Split-Path $ours) 'Microsoft.IdentityModel.Abstractions.dll') $Folder
        Set-Content (Join-Path $Folder Foreign.psm1) @'
            $msal = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/Microsoft.Identity.Client.dll")
            function Test-ForeignMsal {
                $builder = $msal.GetType('Microsoft.Identity.Client.PublicClientApplicationBuilder')
                $app = $builder.GetMethod('Create').Invoke($null, @('11111111-1111-1111-1111-111111111111')).Build()
                "foreign works with $($app.GetType().Assembly.GetName().Version.ToString(2))"
            }
'@
        Join-Path $Folder Foreign.psm1
    }
}
AfterAll { if ($IsLinux) { Stop-AzureStandIn $azure; Stop-ServedOrg $served } }

Describe 'MSAL is loaded by a sign-in to Azure, and by nothing else' {
    It 'not by importing, not by a practice org, not by completing parameters or asking for help' {
        Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            Connect-SfOrg -Practice | Out-Null
            Get-SfLicense | Out-Null
            Get-Command Connect-SfOrg -Syntax | Out-Null
            (TabExpansion2 'Connect-SfOrg -AzureCredential ').CompletionMatches.CompletionText -join ' '
            $msals
"@ | Should -Be 'Certificate Default DeviceCode ManagedIdentity WorkloadIdentity'
    }

    It 'not by a sign-in that is refused before Azure is asked' {
        Invoke-FreshPowerShell @"
            Import-Module '$ModuleManifest'
            Connect-SfOrg -InstanceUrl https://acme.my.salesforce.com -ClientId x -KeyVaultSecret https://no.vault.example/secrets/s -ErrorAction SilentlyContinue
            $msals
            'ready'
"@ | Should -Be 'ready'
    }
}

Describe 'MSAL of another module' -Skip:$cannotTrust {
    It 'is not there: ours goes into a load context of our own' {
        Invoke-Pipeline $azure $environment "$connect`n$msals" | Should -Be ("JwtBearer", "4.$version SfIntegration" -join [Environment]::NewLine)
    }

    It 'is older, and was loaded first: both work side by side' {
        $foreign = New-MsalModule (Join-Path $TestDrive older) $older
        Invoke-Pipeline $azure $environment "Import-Module '$foreign'; Test-ForeignMsal`n$connect`nTest-ForeignMsal`n$msals" |
            Should -Be ('foreign works with 4.61', 'JwtBearer', 'foreign works with 4.61', '4.61 Default', "4.$version SfIntegration" -join [Environment]::NewLine)
    }

    It 'is newer, and was loaded first: it is shared' {
        $folder = Join-Path $TestDrive newer
        New-Item -ItemType Directory $folder | Out-Null
        New-PatchedAssembly $ours (Join-Path $folder 'Microsoft.Identity.Client.dll') '99.0.0.0'
        $foreign = New-MsalModule $folder (Join-Path $folder 'Microsoft.Identity.Client.dll')
        Invoke-Pipeline $azure $environment "Import-Module '$foreign'; Test-ForeignMsal`n$connect`n$msals" |
            Should -Be ('foreign works with 99.0', 'JwtBearer', '99.0 Default' -join [Environment]::NewLine)
    }

    It 'is older, and is loaded after ours: it is not disturbed' {
        $foreign = New-MsalModule (Join-Path $TestDrive later) $older
        Invoke-Pipeline $azure $environment "$connect`nImport-Module '$foreign'; Test-ForeignMsal`n$connect" |
            Should -Be ('JwtBearer', 'foreign works with 4.61', 'JwtBearer' -join [Environment]::NewLine)
    }
}
