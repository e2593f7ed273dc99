BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'A pipeline that has had enough' {
    BeforeAll {
        Invoke-RestMethod "$($served.Url)/practice/grow" -Method Post -ContentType 'application/json' -Body '{"users":1000}' | Out-Null
    }

    It 'asks for no second page after Select-Object -First 1' {
        $before = (Get-ServedStats $served).calls
        $first = Invoke-SfQuery 'SELECT Id, Username FROM User' -BatchSize 200 | Select-Object -First 1
        $first.Username | Should -Not -BeNullOrEmpty
        (Get-ServedStats $served).calls - $before | Should -Be 1
    }

    It 'reads every page when nobody stops it' {
        $before = (Get-ServedStats $served).calls
        $rows = Invoke-SfQuery 'SELECT Id FROM User' -BatchSize 200
        $rows.Count | Should -BeGreaterThan 1000
        (Get-ServedStats $served).calls - $before | Should -Be ([Math]::Ceiling($rows.Count / 200))
    }

    It 'writes nothing for what was not reached when something upstream throws' {
        $before = (Get-ServedStats $served).writes
        {
            & { 'erp@acme.example'; throw 'upstream' } | Set-SfIntegrationUser -LastName 'ERP changed'
        } | Should -Throw 'upstream'
        (Get-ServedStats $served).writes - $before | Should -Be 1
        (Get-SfIntegrationUser erp@acme.example).LastName | Should -Be 'ERP changed'
    }

    It 'stops after the first item it emits when Select-Object has enough' {
        $before = (Get-ServedStats $served).writes
        'lena.lead@acme.example', 'ines.sales@acme.example' | Set-SfIntegrationUser -LastName Once -PassThru | Select-Object -First 1 | Out-Null
        (Get-ServedStats $served).writes - $before | Should -Be 1
    }
}

Describe 'Ctrl+C' {
    # Runs a script in a runspace of its own and stops it once the org's fault has struck.
    BeforeAll {
        function Measure-Stop([string] $Script) {
            $fired = (Get-ServedStats $served).faultsFired
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$ModuleManifest'; $Script")
            try {
                $running = $shell.BeginInvoke()
                $patience = [Diagnostics.Stopwatch]::StartNew()
                while ((Get-ServedStats $served).faultsFired -eq $fired) {
                    if ($running.IsCompleted -or $patience.Elapsed.TotalSeconds -gt 60) {
                        throw "The fault did not strike. $($shell.Streams.Error) $($shell.InvocationStateInfo.Reason)"
                    }
                    Start-Sleep -Milliseconds 50
                }
                $clock = [Diagnostics.Stopwatch]::StartNew()
                $shell.Stop()
                [pscustomobject] @{ Seconds = $clock.Elapsed.TotalSeconds; State = $shell.InvocationStateInfo.State }
            }
            finally { $shell.Dispose() }
        }
    }
    AfterEach { Invoke-RestMethod "$($served.Url)/practice/faults" -Method Delete | Out-Null }

    It 'ends a query that waits for an answer within a second' {
        Add-ServedFault $served @{ kind = 'Slow'; delay = '00:01:00'; times = 5 }
        $stop = Measure-Stop "Invoke-SfQuery 'SELECT Id FROM Account' -Org served"
        $stop.State | Should -Be 'Stopped'
        $stop.Seconds | Should -BeLessThan 1
    }

    It 'ends the wait before a retry within a second' {
        Add-ServedFault $served @{ kind = 'Unavailable'; times = 100 }
        $stop = Measure-Stop "Invoke-SfQuery 'SELECT Id FROM Account' -Org served"
        $stop.State | Should -Be 'Stopped'
        $stop.Seconds | Should -BeLessThan 1
    }

    It 'ends an apply within a second, leaves its journal, and a second run finishes the work' {
        $scope = Copy-SampleScope $TestDrive
        Add-ServedFault $served @{ kind = 'Hang'; writesOnly = $true; skip = 1; times = 1 }
        $stop = Measure-Stop "Import-SfAccessScope '$scope' | New-SfIntegrationUser -Org served -Confirm:`$false"
        $stop.State | Should -Be 'Stopped'
        $stop.Seconds | Should -BeLessThan 1
        Get-ChildItem (Join-Path $TestDrive '.sfi') -Filter *.jsonl | Should -HaveCount 1

        $again = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
        $again.State | Should -Be 'Complete'
        Invoke-SfQuery "SELECT Id FROM User WHERE Username = 'integ-svc-orders@acme.example'" | Should -HaveCount 1
        Invoke-SfQuery "SELECT Id FROM PermissionSet WHERE Name = 'Integ_Order_Sync'" | Should -HaveCount 1
        (Import-SfAccessScope $scope | Get-SfAccessPlan -WarningAction SilentlyContinue).Changes | Should -BeNullOrEmpty
    }
}

Describe 'Several orgs at once' {
    BeforeAll {
        $first = Connect-SfOrg -Practice -Alias first -NoDefault
        $second = Connect-SfOrg -Practice -Alias second -NoDefault
    }

    It 'an object of one org acts on that org, whatever the default' {
        $user = Get-SfIntegrationUser shared.api@acme.example -Org second
        $user | Set-SfIntegrationUser -LastName Moved
        (Get-SfIntegrationUser shared.api@acme.example -Org second).LastName | Should -Be 'Moved'
        (Get-SfIntegrationUser shared.api@acme.example -Org first).LastName | Should -Be 'Integration'
    }

    It 'refuses -Org that differs from the input''s, and writes nothing' {
        $user = Get-SfIntegrationUser shared.api@acme.example -Org first
        { $user | Set-SfIntegrationUser -LastName Wrong -Org served -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
        { $user | Test-SfLeastPrivilege -Org served -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
        (Get-SfIntegrationUser shared.api@acme.example -Org first).LastName | Should -Be 'Integration'
        (Get-SfIntegrationUser shared.api@acme.example -Org served).LastName | Should -Be 'Integration'
    }

    It 'a plan of one org cannot be applied to another' {
        $plan = Import-SfAccessScope $SampleScope | Get-SfAccessPlan -Org first -WarningAction SilentlyContinue
        { $plan | Invoke-SfAccessPlan -Org second -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
    }

    It 'ForEach-Object -Parallel sees every connection and leaves the default alone' {
        $manifest = $ModuleManifest
        $answers = Get-SfOrg | ForEach-Object -Parallel {
            Import-Module $using:manifest
            $row = Invoke-SfQuery 'SELECT Id FROM Organization' -Org $_
            Connect-SfOrg -Practice -Alias "parallel-$($_.Alias)" | Out-Null
            [pscustomobject] @{ Asked = $_.Alias; Answered = $row.Org.Alias; Default = (Get-SfOrg -Default).Alias }
        } -ThrottleLimit 3
        $answers | Should -HaveCount 3
        $answers | ForEach-Object { $_.Answered | Should -Be $_.Asked; $_.Default | Should -Be "parallel-$($_.Asked)" }
        (Get-SfOrg -Default).Alias | Should -Be 'served'
    }

    It 'a runspace without a default asks which org is meant' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$ModuleManifest'; Invoke-SfQuery 'SELECT Id FROM User'")
        try {
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.Streams.Error[0].FullyQualifiedErrorId | Should -BeLike 'SfNotConnected,*'
        }
        finally { $shell.Dispose() }
    }
}
