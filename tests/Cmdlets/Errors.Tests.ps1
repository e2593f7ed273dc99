BeforeDiscovery {
    $cases = @(
        @{ Script = { Invoke-SfQuery 'SELECT Nope FROM Account' }; Id = 'SfApi.INVALID_FIELD'; Category = 'InvalidArgument' }
        @{ Script = { Invoke-SfQuery 'SELECT Id FROM Nope' }; Id = 'SfApi.INVALID_TYPE'; Category = 'ObjectNotFound' }
        @{ Script = { Invoke-SfQuery 'SELEC Id FROM Account' }; Id = 'SfApi.MALFORMED_QUERY'; Category = 'InvalidArgument' }
        @{ Script = { Get-SfIntegrationUser nobody@acme.example }; Id = 'SfNotFound'; Category = 'ObjectNotFound' }
        @{ Script = { Lock-SfIntegrationUser nobody@acme.example -Confirm:$false }; Id = 'SfNotFound'; Category = 'ObjectNotFound' }
        @{ Script = { Set-SfIntegrationUser shared.api@acme.example }; Id = 'SfNothingToSet'; Category = 'InvalidArgument' }
        @{ Script = { Import-SfAccessScope ./no-such.scope.yaml }; Id = 'SfFileNotFound'; Category = 'ObjectNotFound' }
        @{ Script = { Import-SfAccessScope $tenMistakes }; Id = 'SfScopeInvalid'; Category = 'InvalidData' }
        @{ Script = { Undo-SfAccessPlan ./no-such.jsonl -Confirm:$false }; Id = 'SfFileNotFound'; Category = 'ObjectNotFound' }
        @{ Script = { Get-SfOrg nobody }; Id = 'SfNotConnected'; Category = 'ObjectNotFound' }
        @{ Script = { Invoke-SfApi sobjects/Account -Method POST -Body '{ no json' -Confirm:$false }; Id = 'SfBodyInvalid'; Category = 'InvalidData' }
        @{ Script = { Invoke-SfApi sobjects/Nope/describe }; Id = 'SfNotFound'; Category = 'ObjectNotFound' }
        @{ Script = { New-SfIntegrationUser -Username erp@acme.example -Email a@acme.example -WarningAction SilentlyContinue }; Id = 'SfUserNotOurs'; Category = 'InvalidOperation' }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
    $tenMistakes = Join-Path $RepositoryRoot 'tests/Unit/Scope/ten-mistakes.scope.yaml'
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'An error' {
    It '<Script> is <Id>, <Category>, with a cure' -ForEach $cases {
        $errorsBefore = $Error.Count
        & $Script 2>$null | Out-Null
        $Error.Count | Should -BeGreaterThan $errorsBefore
        $failure = $Error[0]
        $failure.FullyQualifiedErrorId | Should -BeLike "$Id,SfIntegration.Cmdlets.*"
        $failure.CategoryInfo.Category | Should -Be $Category
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure.TargetObject | Should -Not -BeNullOrEmpty
    }

    It 'of one item does not stop the others' {
        $found = 'nobody@acme.example', 'erp@acme.example', 'noone@acme.example', 'admin@acme.example' | Get-SfIntegrationUser -ErrorAction SilentlyContinue -ErrorVariable missing
        $found.Username | Should -Be @('erp@acme.example', 'admin@acme.example')
        $missing.TargetObject | Should -Be @('nobody@acme.example', 'noone@acme.example')
    }

    It 'of a scope file names every mistake at once, each with its line' {
        Import-SfAccessScope $tenMistakes -ErrorAction SilentlyContinue -ErrorVariable failures | Should -BeNullOrEmpty
        $failures | Should -HaveCount 1
        ([regex]::Matches($failures[0].Exception.Message, 'ten-mistakes\.scope\.yaml\(\d+,\d+\)')).Count | Should -BeGreaterOrEqual 10
    }

    It 'refuses a path that is piped where a scope is meant' {
        { $SampleScope | New-SfIntegrationUser -ErrorAction Stop } | Should -Throw
        Invoke-SfQuery "SELECT Id FROM User WHERE Username = 'integ-svc-orders@acme.example'" | Should -BeNullOrEmpty
    }

    It 'of a connection that is closed says to connect again' {
        $other = Connect-SfOrg -Practice -Alias other -NoDefault
        $user = Get-SfIntegrationUser shared.api@acme.example -Org other
        Disconnect-SfOrg $other
        { $user | Lock-SfIntegrationUser -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotConnected,*'
    }
}
