BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $folder = Join-Path $RepositoryRoot '../shared/fixtures/permissionsets'
    $files = @(
        @{ File = 'npsp-Gift_Entry_Recommended.permissionset'; Namespace = 'npsp'; Objects = 11 }
        @{ File = 'npsp-Edit_Donations.permissionset'; Namespace = 'npsp'; Objects = 5 }
        @{ File = 'ebikes.permissionset-meta.xml'; Namespace = ''; Objects = $null }
        @{ File = 'dreamhouse.permissionset-meta.xml'; Namespace = ''; Objects = $null }
    ) | ForEach-Object { $_.Path = Join-Path $folder $_.File; $_ }
    $absent = -not (Test-Path $folder)
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
}

# The real data lies beside the project, not in it.
Describe 'A scope drafted from <File>' -ForEach $files -Skip:$absent {
    BeforeAll {
        $with = @('--metadata', $Path)
        $draft = @{}
        if ($Namespace) { $with += '--namespace', $Namespace; $draft.Namespace = $Namespace }
        $served = Start-ServedOrg $with
        Connect-ServedOrg $served | Out-Null
        $identity = 'integ-svc-real@acme.example'
        $written = Join-Path $TestDrive 'real.scope.yaml'
    }
    AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

    It 'reads back as it was written' {
        $drafted = New-SfAccessScope -MetadataPath $Path @draft -ScopeName real -Username $identity -OwnerName Owner -OwnerContact owner@acme.example -Path $written -WarningAction SilentlyContinue
        if ($Objects) { @($drafted.Integrations[0].Objects).Count | Should -Be $Objects }
        $read = Import-SfAccessScope $written
        @($read.Integrations[0].Objects).Count | Should -Be @($drafted.Integrations[0].Objects).Count
    }

    It 'is built in at most 30 calls with its proof, and nothing but paperwork fails' {
        Invoke-RestMethod "$($served.Url)/practice/reset-stats" -Method Post | Out-Null
        $user = Import-SfAccessScope $written | New-SfIntegrationUser -WarningAction SilentlyContinue
        $user.State | Should -Be 'Complete'
        $as = Connect-ServedUser $served $identity
        $findings = $user | Test-SfLeastPrivilege -As $as
        (Get-ServedStats $served).calls | Should -BeLessOrEqual 30
        # 2xx and the live proof: access is exactly the scope's. 6xx is paperwork; 3xx is what the file itself asks for.
        $findings | Where-Object { $_.Outcome -eq 'Fail' -and $_.RuleId -notmatch '^SFI([36]|401)' } | Should -BeNullOrEmpty
        $findings | Where-Object { $_.Outcome -eq 'Pass' -and $_.RuleId -like 'SFI2*' } | Should -Not -BeNullOrEmpty
    }

    It 'plans nothing on the second run that this version could apply' {
        $plan = Import-SfAccessScope $written | Get-SfAccessPlan -WarningAction SilentlyContinue
        $plan.Changes | Where-Object Kind -NE 'NotApplied' | Should -BeNullOrEmpty
    }
}

Describe 'The audit scopes of the samples' {
    BeforeAll {
        Connect-SfOrg -Practice | Out-Null
        $read = Copy-SampleScope $TestDrive 'audit-read-only'
        $write = Copy-SampleScope $TestDrive 'audit-write-back'
    }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'prove themselves, and stepping back is one plan that removes exactly two permissions' {
        foreach ($scope in $read, $write) {
            $findings = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue | Test-SfLeastPrivilege -Live
            $findings | Where-Object { $_.Outcome -eq 'Fail' } | Should -BeNullOrEmpty
        }
        $back = Import-SfAccessScope $read | Get-SfAccessPlan -WarningAction SilentlyContinue
        $removed = $back.Changes | Where-Object { "$($_.Kind)" -match 'SystemPermission' }
        $removed | Should -HaveCount 2
        ($removed.Target -join ' ') | Should -Match 'ModifyAllData'
        ($removed.Target -join ' ') | Should -Match 'ModifyMetadata'
        ($back | Invoke-SfAccessPlan -Confirm:$false).State | Should -Be 'Complete'
        (Import-SfAccessScope $read | Get-SfAccessPlan -WarningAction SilentlyContinue).Changes | Should -BeNullOrEmpty
    }
}
