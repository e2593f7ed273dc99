BeforeDiscovery {
    $looks = @(
        @{ Name = 'Compare-SfAccess'; Call = { Compare-SfAccess erp@acme.example shared.api@acme.example } }
        @{ Name = 'Find-SfAccess'; Call = { Find-SfAccess -SobjectType Invoice__c }; Says = 'Frozen state' }
        @{ Name = 'Find-SfPermissionSet'; Call = { Find-SfPermissionSet -Covering shared.api@acme.example }; Says = 'Frozen state|Session activations' }
        @{ Name = 'Get-SfEffectiveAccess'; Call = { Get-SfEffectiveAccess shared.api@acme.example }; Says = 'Frozen state' }
        @{ Name = 'Get-SfField'; Call = { Get-SfField Account } }
        @{ Name = 'Get-SfIntegrationUser'; Call = { Get-SfIntegrationUser } }
        @{ Name = 'Get-SfLicense'; Call = { Get-SfLicense } }
        @{ Name = 'Get-SfPermissionSet'; Call = { Get-SfPermissionSet } }
        @{ Name = 'Get-SfPermissionSetLicense'; Call = { Get-SfPermissionSetLicense } }
        @{ Name = 'Get-SfProfile'; Call = { Get-SfProfile } }
        @{ Name = 'Get-SfAccessPlan'; Call = { Import-SfAccessScope $other | Get-SfAccessPlan } }
        @{ Name = 'ConvertTo-SfPermissionSet'; Call = { ConvertTo-SfPermissionSet 'Acme Sales' } }
        @{ Name = 'Export-SfPermissionSet'; Call = { Export-SfPermissionSet Warehouse_Sync -Path (Join-Path $TestDrive "$(New-Guid)") } }
        @{ Name = 'Export-SfAccessSnapshot'; Call = { Export-SfAccessSnapshot (Join-Path $TestDrive "$(New-Guid).sfsnap") }; Says = 'UserLogin|Session activations' }
        @{ Name = 'Find-SfIntegrationUser'; Call = { Find-SfIntegrationUser }; Says = 'tokens' }
        @{ Name = 'Get-SfLoginHistory'; Call = { Get-SfLoginHistory -Until ([datetime]::Now.AddHours(-1)) } }
        @{ Name = 'Get-SfSetupAuditTrail'; Call = { Get-SfSetupAuditTrail } }
        @{ Name = 'Get-SfOAuthToken'; Call = { Get-SfOAuthToken -AppName 'No such app' }; Says = 'OAuth tokens of .* itself' }
        @{ Name = 'Test-SfConnection'; Call = { Test-SfConnection } }
        @{ Name = 'Test-SfLeastPrivilege'; Call = { Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege } }
        @{ Name = 'Invoke-SfQuery'; Call = { Invoke-SfQuery 'SELECT Id FROM PermissionSetAssignment' } }
    )
    $writes = @(
        @{ Name = 'Copy-SfPermissionSet'; Call = { Copy-SfPermissionSet Warehouse_Sync -NewName Copied_Set -DestinationOrg (Get-SfOrg tool) } }
        @{ Name = 'Disable-SfIntegrationUser'; Call = { Disable-SfIntegrationUser shared.api@acme.example -Confirm:$false } }
        @{ Name = 'Enable-SfIntegrationUser'; Call = { Enable-SfIntegrationUser leaver@acme.example -Confirm:$false } }
        @{ Name = 'Grant-SfFieldPermission'; Call = { Grant-SfFieldPermission Warehouse_Sync Account Website Read } }
        @{ Name = 'Grant-SfObjectPermission'; Call = { Grant-SfObjectPermission Warehouse_Sync Lead -Access read } }
        @{ Name = 'Grant-SfPermissionSet'; Call = { Grant-SfPermissionSet Invoicing -Username lena.lead@acme.example } }
        @{ Name = 'Grant-SfPermissionSetLicense'; Call = { Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username old.mes@acme.example } }
        @{ Name = 'Grant-SfSystemPermission'; Call = { Grant-SfSystemPermission Invoicing RunReports } }
        @{ Name = 'Invoke-SfAccessPlan'; Call = { Import-SfAccessScope $other | Get-SfAccessPlan | Invoke-SfAccessPlan -Confirm:$false } }
        @{ Name = 'Invoke-SfApi'; Call = { Invoke-SfApi sobjects/PermissionSet -Method POST -Body @{ Name = 'Never'; Label = 'Never' } -Confirm:$false } }
        @{ Name = 'Lock-SfIntegrationUser'; Call = { Lock-SfIntegrationUser shared.api@acme.example -Confirm:$false } }
        @{ Name = 'New-SfApp'; Call = { New-SfApp 'Never Made' shared.api@acme.example -PermissionSet Warehouse_Sync -Flow jwt -NewCertificate -Confirm:$false } }
        @{ Name = 'Set-SfApp'; Call = { Set-SfApp 'Web Shop Bridge' -ToDefaults -Confirm:$false } }
        @{ Name = 'Set-SfLoginRestriction'; Call = { Set-SfLoginRestriction 'Minimum Access - API Only Integrations' -Network 203.0.113.0/24 -Force -Confirm:$false } }
        @{ Name = 'New-SfIntegrationUser'; Call = { Import-SfAccessScope $other | New-SfIntegrationUser } }
        @{ Name = 'New-SfPermissionSet'; Call = { New-SfPermissionSet Never_Made -Description 'Never' } }
        @{ Name = 'Remove-SfPermissionSet'; Call = { Remove-SfPermissionSet Newsletter_Sync -Force -Confirm:$false } }
        @{ Name = 'Revoke-SfFieldPermission'; Call = { Revoke-SfFieldPermission Warehouse_Sync Account AccountNumber -Confirm:$false } }
        @{ Name = 'Revoke-SfObjectPermission'; Call = { Revoke-SfObjectPermission Warehouse_Sync Account -Fields all -Confirm:$false } }
        @{ Name = 'Revoke-SfPermissionSet'; Call = { Revoke-SfPermissionSet Warehouse_Sync -Username shared.api@acme.example -Confirm:$false } }
        @{ Name = 'Revoke-SfPermissionSetLicense'; Call = { Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username shared.api@acme.example -Confirm:$false } }
        @{ Name = 'Revoke-SfSystemPermission'; Call = { Revoke-SfSystemPermission Contractor_Access ViewSetup -Confirm:$false } }
        @{ Name = 'Set-SfIntegrationUser'; Call = { Set-SfIntegrationUser shared.api@acme.example -LastName Never -Confirm:$false } }
        @{ Name = 'Undo-SfAccessPlan'; Call = { Undo-SfAccessPlan $journal -Confirm:$false } }
        @{ Name = 'Unlock-SfIntegrationUser'; Call = { Unlock-SfIntegrationUser frozen@acme.example -Confirm:$false } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served -Alias admin | Out-Null
    $reader = New-ServedTool $served Reader $TestDrive
    $operator = New-ServedTool $served Operator $TestDrive
    # One that is there already, for undo and for Test-, and one that the Operator is to make.
    $made = Copy-SampleScope $TestDrive 'audit-read-only'
    $journal = (Import-SfAccessScope $made | New-SfIntegrationUser -WarningAction SilentlyContinue).JournalPath
    $other = Copy-SampleScope $TestDrive
    # The company has five seats of the licence; the fifth is for whom the Operator makes.
    Disable-SfIntegrationUser old.mes@acme.example -Confirm:$false

    # Errors, warnings and the number of objects of a call through the default connection.
    function Get-Said([scriptblock] $Call) {
        $all = try { & $Call *>&1 } catch { $_ }
        [pscustomobject] @{
            Errors   = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { "$_" })
            Warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { "$_" })
            Count    = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] }).Count
        }
    }
    # Makes the user of a served org the default connection.
    function Use-Only([string] $Username) { Connect-ServedUser $served $Username -Alias tool -AsDefault | Out-Null }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'The scope of the <_>' -ForEach 'Reader', 'Operator' {
    It 'is made whole, and tested as the identity gives nothing worse than Accepted' {
        $tool = if ($_ -eq 'Reader') { $reader } else { $operator }
        Connect-ServedOrg $served -Alias admin | Out-Null
        $findings = Import-SfAccessScope $tool.Scope | Test-SfLeastPrivilege -As $tool.Org
        $findings.Outcome | Select-Object -Unique | Sort-Object | Should -Be @('Pass', 'Accepted')
        (Get-SfIntegrationUser $tool.Username).Profile | Should -Be 'Minimum Access - API Only Integrations'
    }
}

Describe 'The Reader' {
    It 'reads with <Name> what an administrator reads, or says what not' -ForEach $looks {
        Connect-ServedOrg $served -Alias admin | Out-Null
        $full = Get-Said $Call
        Use-Only $reader.Username
        $mine = Get-Said $Call
        $mine.Errors | Should -BeNullOrEmpty
        $mine.Count | Should -Be $full.Count
        $more = @($mine.Warnings | Where-Object { $_ -notin $full.Warnings })
        if ($Says) { $more | ForEach-Object { $_ | Should -Match $Says }; $more | Should -Not -BeNullOrEmpty }
        else { $more | Should -BeNullOrEmpty }
    }

    It 'is refused <Name>, and the org counts no row written' -ForEach $writes {
        Use-Only $reader.Username
        $before = (Get-ServedStats $served).rowsWritten
        (Get-Said $Call).Errors | Should -Not -BeNullOrEmpty
        (Get-ServedStats $served).rowsWritten | Should -Be $before
    }

    It 'is tried with every cmdlet that writes to an org' -ForEach @{ Tried = $writes.Name } {
        $local = 'Approve-SfAccessReview', 'Disconnect-SfOrg', 'Export-SfAccessSnapshot', 'Export-SfPermissionSet', 'Export-SfReport', 'Find-SfUnusedAccess', 'New-SfAccessReview', 'New-SfAccessScope', 'Save-SfEventLog'
        Get-Command -Module SfIntegration | Where-Object { $_.Parameters.ContainsKey('WhatIf') -and $_.Name -notin $local -and $_.Name -notin $Tried } | ForEach-Object Name | Should -BeNullOrEmpty
    }
}

Describe 'The Reader beside Test-SfConnection' {
    It 'tells a missing grant from an object that is not there' {
        Connect-ServedOrg $served -Alias admin | Out-Null
        $app = Invoke-RestMethod "$($served.Url)/practice/apps" -Method Post -ContentType 'application/json' -Body (@{ name = 'Shop'; runAsUsername = 'shared.api@acme.example' } | ConvertTo-Json)
        $cred = [pscredential]::new($app.consumerKey, (ConvertTo-SecureString $app.consumerSecret -AsPlainText -Force))
        # Campaign is an object that the Reader sees as little as the integration does.
        $steps = Test-SfConnection -InstanceUrl $served.Url -ClientCredential $cred -Administrator reader -SobjectType Invoice__c, Campaign, Nope | Where-Object Step -EQ ObjectAccess
        $steps.Code | Select-Object -Unique | Should -Be INVALID_TYPE
        $steps[1].Cause | Should -BeLike "None of the user's permission sets * grants Read on Campaign."
        $steps[-1].Message | Should -Be 'There is no object Nope in the org.'
    }
}

Describe 'The Operator' {
    BeforeAll { Use-Only $operator.Username }

    It 'holds nothing that makes an administrator by itself' {
        $held = (Get-SfEffectiveAccess $operator.Username -Kind SystemPermission).Target
        $held | Should -Contain 'AssignPermissionSets'
        'ManageUsers', 'ModifyAllData', 'ViewAllData', 'CustomizeApplication', 'AuthorApex' | Where-Object { $_ -in $held } | Should -BeNullOrEmpty
    }

    It 'makes an identity from a scope without being an administrator, takes it back, and freezes one' {
        $plan = Import-SfAccessScope $other | Get-SfAccessPlan -WarningAction SilentlyContinue
        $result = Import-SfAccessScope $other | New-SfIntegrationUser -WarningAction SilentlyContinue -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors | Should -BeNullOrEmpty
        $result.State | Should -Be Complete
        (Import-SfAccessScope $other | Get-SfAccessPlan -WarningAction SilentlyContinue).HasChanges | Should -BeFalse -Because 'a second run has nothing left to do'
        Lock-SfIntegrationUser $result.Username -PassThru -Confirm:$false | ForEach-Object IsFrozen | Should -BeTrue
        Unlock-SfIntegrationUser $result.Username -Confirm:$false
        Undo-SfAccessPlan $result.JournalPath -Confirm:$false -ErrorVariable errors | Out-Null
        $errors | Should -BeNullOrEmpty
        (Get-SfIntegrationUser $result.Username).IsActive | Should -BeFalse
        $plan | Should -Not -BeNullOrEmpty
    }
}
