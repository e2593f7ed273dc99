BeforeDiscovery {
    $vaults = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.SecretManagement)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null

    # A scope whose vendor signs in by client credentials, and one with a certificate beside it.
    function New-VendorScope([string] $Name, [string] $App, [string] $Flow = 'clientCredentials') {
        $file = Join-Path $TestDrive "$Name.scope.yaml"
        (Get-Content (Copy-SampleScope $TestDrive) -Raw) -replace 'app: \{.*\}', "app: { name: $App, flow: $Flow }" -replace 'name: orders', "name: $Name" -replace 'integ-svc-orders', "integ-svc-$Name" -replace 'Integ_Order_Sync', "Integ_$Name" | Set-Content $file
        Import-SfAccessScope $file
    }
    $scope = New-VendorScope vendor 'Vendor Link'
    function Get-Secretly([securestring] $Secret) { [System.Net.NetworkCredential]::new('', $Secret).Password }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'New-SfIntegrationUser -Handover' {
    It 'writes nothing where the org gives no secrets, and says where that is switched on' {
        $before = (Get-ServedStats $served).writes
        { $scope | New-SfIntegrationUser -Handover -WarningAction SilentlyContinue -ErrorAction Stop } | Should -Throw -ErrorId 'SfSecretsClosed,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*External Client App Settings*'
        (Get-ServedStats $served).writes | Should -Be $before
    }

    Context 'where the org gives secrets' {
        BeforeAll {
            New-SfIntegrationUser -Username idle.integration@acme.example -Email it@acme.example -WarningAction SilentlyContinue | Out-Null
            New-SfApp 'Opens secrets' idle.integration@acme.example -PermissionSet Warehouse_Sync -EnableSecretAccess -WarningAction SilentlyContinue | Out-Null
            $user = $scope | New-SfIntegrationUser -Handover -WarningAction SilentlyContinue -WarningVariable said
        }

        It 'gives key, secret and URL, with which the vendor signs in as the identity' {
            $user.State | Should -Be 'Complete'
            $given = $user.Handover
            $given | Should -HaveCount 1
            $given.ConsumerSecret | Should -BeOfType securestring
            $given.SignInUrl | Should -Be "$($given.MyDomainUrl)/services/oauth2/token"
            $as = Connect-SfOrg -InstanceUrl $given.MyDomainUrl -ClientId $given.ConsumerKey -ClientSecret $given.ConsumerSecret -Alias vendor -NoDefault
            $as.Username | Should -Be $user.Username
        }

        It 'shows the secret in no view, JSON, warning or journal' {
            $secret = Get-Secretly $user.Handover[0].ConsumerSecret
            $secret.Length | Should -BeGreaterThan 20
            $shown = ($user | Format-List * -Force | Out-String -Width 400), ($user.Handover | Out-String -Width 400), ($user.Handover | Format-List * | Out-String -Width 400), (ConvertTo-Json $user -Depth 6 -WarningAction SilentlyContinue), "$said"
            ($shown -join "`n").Contains($secret) | Should -BeFalse
            foreach ($file in Get-ChildItem $TestDrive -Recurse -File -Force) { (Get-Content $file.FullName -Raw)?.Contains($secret) | Should -Not -BeTrue -Because $file.Name }
        }

        It 'gives it as text only when asked, and warns' {
            $plain = $scope | New-SfIntegrationUser -Handover -AsPlainText -WarningVariable warned -WarningAction SilentlyContinue
            $plain.Handover.PlainTextSecret | Should -Be (Get-Secretly $user.Handover[0].ConsumerSecret)
            "$warned" | Should -BeLike '*-AsPlainText shows consumer secrets*-VaultName*'
        }

        It 'gives an app that signs in by certificate its key and no secret' {
            $certificate = (New-SfApp 'Keys' idle.integration@acme.example -PermissionSet Warehouse_Sync -NewCertificate -WarningAction SilentlyContinue).GetCertificate()
            $jwt = New-VendorScope signed 'Signed Link' jwt | New-SfIntegrationUser -Certificate $certificate -Handover -WarningAction SilentlyContinue
            $jwt.State | Should -Be 'Complete'
            $jwt.Handover.ConsumerKey | Should -Not -BeNullOrEmpty
            $jwt.Handover.ConsumerSecret | Should -BeNullOrEmpty
            (Connect-SfOrg -InstanceUrl $jwt.Handover[0].MyDomainUrl -ClientId $jwt.Handover[0].ConsumerKey -Username $jwt.Username -Certificate $certificate -Alias signed -NoDefault).Username | Should -Be $jwt.Username
        }
    }

    It 'refuses switches that say nothing together: <Id>' -ForEach @(
        @{ More = @{ AsPlainText = $true }; Id = 'SfPlainTextOfNothing' }
        @{ More = @{ VaultEntry = 'x' }; Id = 'SfNoVault' }
    ) {
        { $scope | New-SfIntegrationUser @More } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Without SecretManagement' -Skip:$vaults {
    It 'says that -VaultName needs it, and writes nothing' {
        $before = (Get-ServedStats $served).writes
        { $scope | New-SfIntegrationUser -VaultName anything } | Should -Throw -ErrorId 'SfNoSecretManagement,*'
        (Get-ServedStats $served).writes | Should -Be $before
    }
}

Describe 'New-SfIntegrationUser -VaultName' -Skip:(-not $vaults) {
    BeforeAll {
        # An extension vault as SecretManagement wants one: it keeps its entries in the process.
        $module = (New-Item -ItemType Directory (Join-Path $TestDrive SfTestVault)).FullName
        $inner = (New-Item -ItemType Directory (Join-Path $module SfTestVault.Extension)).FullName
        New-ModuleManifest (Join-Path $module SfTestVault.psd1) -ModuleVersion 1.0.0 -NestedModules ./SfTestVault.Extension -FunctionsToExport @()
        New-ModuleManifest (Join-Path $inner SfTestVault.Extension.psd1) -ModuleVersion 1.0.0 -RootModule SfTestVault.Extension.psm1 -FunctionsToExport 'Set-Secret', 'Get-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Test-SecretVault'
        Set-Content (Join-Path $inner SfTestVault.Extension.psm1) @'
if (-not $global:SfTestVault) { $global:SfTestVault = @{} }
function Set-Secret { param($Name, $Secret, $VaultName, $AdditionalParameters) if ($AdditionalParameters.Locked) { throw 'the vault is locked' } $global:SfTestVault[$Name] = $Secret }
function Get-Secret { param($Name, $VaultName, $AdditionalParameters) $global:SfTestVault[$Name] }
function Remove-Secret { param($Name, $VaultName, $AdditionalParameters) $global:SfTestVault.Remove($Name) }
function Get-SecretInfo { param($Filter, $VaultName, $AdditionalParameters) @() }
function Test-SecretVault { param($VaultName, $AdditionalParameters) $true }
'@
        Register-SecretVault -Name SfTest -ModuleName (Join-Path $module SfTestVault.psd1)
        Register-SecretVault -Name SfLocked -ModuleName (Join-Path $module SfTestVault.psd1) -VaultParameters @{ Locked = $true }
    }
    AfterAll { 'SfTest', 'SfLocked' | ForEach-Object { Unregister-SecretVault -Name $_ -ErrorAction SilentlyContinue } }

    It 'puts key, secret and URL into the vault and holds no secret itself' {
        $user = $scope | New-SfIntegrationUser -VaultName sftest -WarningAction SilentlyContinue
        $user.State | Should -Be 'Complete'
        $user.Handover.VaultName | Should -Be 'SfTest'
        $user.Handover.VaultEntry | Should -Be 'vendor-Vendor-Link'
        $user.Handover.ConsumerSecret | Should -BeNullOrEmpty
        $pair = Get-Secret -Name vendor-Vendor-Link -Vault SfTest
        $pair | Should -BeOfType pscredential
        (Connect-SfOrg -InstanceUrl (Get-Secret vendor-Vendor-Link-url -Vault SfTest -AsPlainText) -ClientCredential $pair -Alias kept -NoDefault).Username | Should -Be $user.Username
    }

    It 'takes the name it is given' {
        ($scope | New-SfIntegrationUser -VaultName SfTest -VaultEntry erp -WarningAction SilentlyContinue).Handover.VaultEntry | Should -Be 'erp'
        Get-Secret erp -Vault SfTest | Should -BeOfType pscredential
    }

    It 'says that a locked vault did not take it, and is not done' {
        $user = $scope | New-SfIntegrationUser -VaultName SfLocked -WarningAction SilentlyContinue -ErrorAction SilentlyContinue -ErrorVariable failed
        $user.State | Should -Be 'Incomplete'
        $failed[-1].FullyQualifiedErrorId | Should -BeLike 'SfVaultFailed,*'
        "$($failed[-1])" | Should -BeLike "*'SfLocked' did not take*locked*"
    }

    It 'names the vaults there are where it is not one, and writes nothing' {
        $before = (Get-ServedStats $served).writes
        { $scope | New-SfIntegrationUser -VaultName nowhere } | Should -Throw -ErrorId 'SfNoVault,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*SfTest*'
        (Get-ServedStats $served).writes | Should -Be $before
    }
}
