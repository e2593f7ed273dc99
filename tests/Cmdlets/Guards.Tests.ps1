BeforeDiscovery {
    $changes = @(
        @{ Command = 'Lock-SfIntegrationUser'; More = @{} }
        @{ Command = 'Unlock-SfIntegrationUser'; More = @{} }
        @{ Command = 'Disable-SfIntegrationUser'; More = @{} }
        @{ Command = 'Enable-SfIntegrationUser'; More = @{} }
        @{ Command = 'Set-SfIntegrationUser'; More = @{ LastName = 'Changed' } }
    )
    $takeAway = $changes | Where-Object Command -In 'Lock-SfIntegrationUser', 'Disable-SfIntegrationUser'
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    $platform = @(Invoke-SfQuery "SELECT Username FROM User WHERE Profile.UserLicense.Name IN ('Analytics Cloud Integration User', 'Cloud Integration User')").Username
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'The platform''s own users' {
    It 'are three in this company' { $platform | Should -HaveCount 3 }

    It '<Command> refuses each of them, and nothing overrides it' -ForEach $changes {
        $before = (Get-ServedStats $served).writes
        foreach ($username in $platform) {
            { & $Command -Username $username @More -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SfPlatformUser,*'
        }
        (Get-ServedStats $served).writes | Should -Be $before
    }

    It 'are refused as the identity of a scope' {
        $scope = Join-Path $TestDrive platform.scope.yaml
        $text = (Get-Content (Copy-SampleScope $TestDrive) -Raw) -replace 'integ-svc-orders@acme\.example', $platform[0]
        Set-Content $scope $text
        $before = (Get-ServedStats $served).writes
        $made = Import-SfAccessScope $scope | New-SfIntegrationUser -Adopt -ErrorAction SilentlyContinue -ErrorVariable refused -WarningAction SilentlyContinue
        $made.State | Should -Be 'Incomplete'
        $refused.FullyQualifiedErrorId | Should -Contain 'SfPlatformUser,SfIntegration.Cmdlets.Identity.NewSfIntegrationUserCommand'
        (Get-ServedStats $served).writes | Should -Be $before
    }
}

Describe 'The caller' {
    It '<Command> refuses it' -ForEach $takeAway {
        $before = (Get-ServedStats $served).writes
        { & $Command -Username admin@acme.example -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SfCallerItself,*'
        (Get-ServedStats $served).writes | Should -Be $before
    }
}

Describe 'The last administrator' {
    BeforeAll {
        # The other two who hold Manage Users leave, and somebody without it tries to take the last one's place away.
        Disable-SfIntegrationUser it.ops@acme.example -Confirm:$false
        Disable-SfIntegrationUser erp@acme.example -Confirm:$false
        Connect-ServedUser $served old.mes@acme.example mes | Out-Null
    }

    It '<Command> refuses it' -ForEach $takeAway {
        $before = (Get-ServedStats $served).writes
        { & $Command -Username admin@acme.example -Org mes -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SfLastAdministrator,*'
        (Get-ServedStats $served).writes | Should -Be $before
    }
}

Describe 'What is not guarded works' {
    It 'locks, unlocks, disables and enables an integration' {
        (Lock-SfIntegrationUser shared.api@acme.example -PassThru -Confirm:$false).IsFrozen | Should -BeTrue
        (Unlock-SfIntegrationUser shared.api@acme.example -PassThru).IsFrozen | Should -BeFalse
        (Disable-SfIntegrationUser shared.api@acme.example -PassThru -Confirm:$false).IsActive | Should -BeFalse
        (Enable-SfIntegrationUser shared.api@acme.example -PassThru).IsActive | Should -BeTrue
    }

    It 'takes users from the pipeline' {
        Get-SfIntegrationUser shared.api@acme.example, old.mes@acme.example | Lock-SfIntegrationUser -Confirm:$false
        (Get-SfIntegrationUser shared.api@acme.example, old.mes@acme.example).IsFrozen | Should -Be @($true, $true)
    }
}
