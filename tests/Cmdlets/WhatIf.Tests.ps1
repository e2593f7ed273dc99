BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    # A draft is no write: New-SfAccessScope emits it, and -WhatIf keeps the file away.
    # How each changing cmdlet is called so that it would change something. A new cmdlet without a line here fails below.
    $calls = @{
        'Approve-SfAccessReview'         = { Approve-SfAccessReview $pack -ApprovedBy nobody@acme.example -Ticket NEVER-1 -WhatIf }
        'Copy-SfPermissionSet'           = { Copy-SfPermissionSet Warehouse_Sync -NewName Never_Copied -DestinationOrg (Get-SfOrg) -WhatIf }
        'Disable-SfIntegrationUser'      = { Disable-SfIntegrationUser shared.api@acme.example -WhatIf }
        'Disconnect-SfOrg'               = { Disconnect-SfOrg served -WhatIf }
        'Enable-SfIntegrationUser'       = { Enable-SfIntegrationUser leaver@acme.example -WhatIf }
        'Export-SfAccessSnapshot'        = { Export-SfAccessSnapshot (Join-Path $work 'never.sfsnap') -WhatIf }
        'Export-SfPermissionSet'         = { Export-SfPermissionSet Warehouse_Sync -Path (Join-Path $work 'never') -WhatIf }
        'Export-SfReport'                = { $findings | Export-SfReport (Join-Path $work 'never.md') -WhatIf }
        'Find-SfUnusedAccess'            = { Import-SfAccessScope $worked | Find-SfUnusedAccess -Path $logs -OutScope (Join-Path $work 'never.scope.yaml') -IncludeLowConfidence -WhatIf -WarningAction SilentlyContinue | Out-Null }
        'Grant-SfFieldPermission'        = { Grant-SfFieldPermission Warehouse_Sync Account Website Edit -WhatIf }
        'Grant-SfObjectPermission'       = { Get-SfObject Case, Lead | Grant-SfObjectPermission Warehouse_Sync -Access read -Fields all -WhatIf }
        'Grant-SfPermissionSet'          = { Grant-SfPermissionSet Invoicing -Username old.mes@acme.example -WhatIf }
        'Grant-SfPermissionSetLicense'   = { Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username old.mes@acme.example -WhatIf }
        'Grant-SfSystemPermission'       = { Grant-SfSystemPermission Warehouse_Sync RunReports -WhatIf }
        'Invoke-SfAccessPlan'            = { $plan | Invoke-SfAccessPlan -WhatIf }
        'Invoke-SfApi'                   = { Invoke-SfApi sobjects/Account -Method POST -Body @{ Name = 'Never' } -WhatIf }
        'Lock-SfIntegrationUser'         = { Lock-SfIntegrationUser shared.api@acme.example -WhatIf }
        'New-SfAccessReview'             = { Import-SfAccessScope $made | New-SfAccessReview -Path (Join-Path $work 'never') -WhatIf }
        'New-SfAccessScope'              = { New-SfAccessScope -PermissionSet Warehouse_Sync -ScopeName never -Username integ-svc-never@acme.example -Path (Join-Path $work 'never.scope.yaml') -WhatIf | Out-Null }
        'New-SfApp'                      = { New-SfApp 'Never Made' shared.api@acme.example -PermissionSet Warehouse_Sync -Flow jwt -NewCertificate -WhatIf }
        'New-SfIntegrationUser'          = { Import-SfAccessScope $scope | New-SfIntegrationUser -WhatIf }
        'New-SfPermissionSet'            = { New-SfPermissionSet Never_Made -Description 'Never' -WhatIf; ConvertTo-SfPermissionSet 'Acme Sales' | New-SfPermissionSet -WhatIf }
        'Remove-SfPermissionSet'         = { Remove-SfPermissionSet Newsletter_Sync -Force -WhatIf }
        'Revoke-SfFieldPermission'       = { Revoke-SfFieldPermission Warehouse_Sync Account AccountNumber -WhatIf }
        'Revoke-SfObjectPermission'      = { Revoke-SfObjectPermission Warehouse_Sync Account -Fields all -WhatIf }
        'Revoke-SfPermissionSet'         = { Revoke-SfPermissionSet Warehouse_Sync -Username shared.api@acme.example -WhatIf }
        'Revoke-SfPermissionSetLicense'  = { Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username shared.api@acme.example -WhatIf }
        'Revoke-SfSystemPermission'      = { Revoke-SfSystemPermission Contractor_Access ViewSetup -WhatIf }
        'Save-SfEventLog'                = { Save-SfEventLog (Join-Path $work 'never') -WhatIf }
        'Set-SfLoginRestriction'         = { Set-SfLoginRestriction 'Minimum Access - API Only Integrations' -Network 203.0.113.0/24 -Force -WhatIf }
        'Set-SfApp'                      = { Set-SfApp 'Data Loader' -ToDefaults -WhatIf }
        'Set-SfIntegrationUser'          = { Set-SfIntegrationUser shared.api@acme.example -LastName Never -WhatIf; Set-SfIntegrationUser erp@acme.example -License 'Salesforce Integration' -ScopePath (Join-Path $work 'never.scope.yaml') -Force -WhatIf }
        'Undo-SfAccessPlan'              = { Undo-SfAccessPlan $journal -WhatIf }
        'Unlock-SfIntegrationUser'       = { Unlock-SfIntegrationUser frozen@acme.example -WhatIf }
    }
    $changing = Get-Command -Module SfIntegration | Where-Object { $_.Parameters.ContainsKey('WhatIf') } |
        ForEach-Object { @{ Command = $_.Name; Call = $calls[$_.Name] } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $work = $TestDrive
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    # An identity that is there, so that there is something to undo, and a scope of one that is not.
    $made = Copy-SampleScope $work
    $journal = (Import-SfAccessScope $made | New-SfIntegrationUser -WarningAction SilentlyContinue).JournalPath
    $scope = Join-Path $work 'other.scope.yaml'
    (Get-Content $made -Raw) -replace 'integ-svc-orders', 'integ-svc-other' -replace 'name: orders', 'name: other' -replace 'Integ_Order_Sync', 'Integ_Other' | Set-Content $scope
    $plan = Import-SfAccessScope $scope | Get-SfAccessPlan -WarningAction SilentlyContinue
    $pack = (Import-SfAccessScope $made | New-SfAccessReview -WarningAction SilentlyContinue).Path
    $findings = Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege
    # An identity that the logs show at work on other objects than its scope says, so that there is something to leave out.
    Invoke-RestMethod "$($served.Url)/practice/traffic" -Method Post -ContentType 'application/json' -Body '{"days":14}' | Out-Null
    $worked = Join-Path $work 'worked.scope.yaml'
    (Get-Content $scope -Raw) -replace 'integ-svc-other@acme', 'cms.poller@acme' -replace 'name: other', 'name: worked' | Set-Content $worked
    $logs = Join-Path $work logs
    Save-SfEventLog $logs -EventType ApiTotalUsage -Interval Daily | Out-Null
    $filesBefore = (Get-ChildItem $work -Recurse -Force -File).FullName
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe '-WhatIf' {
    It 'is known for every changing cmdlet of the module' -ForEach @{ Changing = $changing } {
        $Changing.Count | Should -BeGreaterOrEqual 12
        $Changing | Where-Object { -not $_.Call } | ForEach-Object Command | Should -BeNullOrEmpty -Because 'each needs a call in this file'
    }

    It '<Command> says what it would do, emits nothing, and the org counts no write' -ForEach ($changing | Where-Object { $_.Call }) {
        $before = Get-ServedStats $served
        $transcript = Join-Path $TestDrive "$Command.transcript"
        Start-Transcript $transcript | Out-Null
        try { $emitted = & $Call 3>$null } finally { Stop-Transcript | Out-Null }
        $after = Get-ServedStats $served
        $after.writes | Should -Be $before.writes
        $after.rowsWritten | Should -Be $before.rowsWritten
        $emitted | Should -BeNullOrEmpty
        Get-Content $transcript -Raw | Should -BeLike '*What if: *'
    }

    It 'leaves connections, files and journals as they were' {
        (Get-SfOrg).Alias | Should -Be 'served'
        (Get-ChildItem $work -Recurse -Force -File | Where-Object Extension -NE '.transcript').FullName | Should -Be $filesBefore
    }
}
