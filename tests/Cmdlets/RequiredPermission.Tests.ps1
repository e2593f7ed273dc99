BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    # How each cmdlet on an org is called so that it needs all that it says. A new cmdlet without a line here fails below.
    $calls = @{
        'Compare-SfAccess'              = { Compare-SfAccess erp@acme.example shared.api@acme.example }
        'ConvertTo-SfPermissionSet'     = { ConvertTo-SfPermissionSet 'Acme Sales' }
        'Copy-SfPermissionSet'          = { Copy-SfPermissionSet Acme_Plain -NewName Copied_Set -DestinationOrg tool }
        'Disable-SfIntegrationUser'     = { Disable-SfIntegrationUser shared.api@acme.example -Confirm:$false }
        'Enable-SfIntegrationUser'      = { Enable-SfIntegrationUser leaver@acme.example -Confirm:$false }
        'Export-SfAccessSnapshot'       = { Export-SfAccessSnapshot (Join-Path $work "$(New-Guid).sfsnap") }
        'Export-SfPermissionSet'        = { Export-SfPermissionSet Acme_Plain -Path (Join-Path $work "$(New-Guid)") }
        'Find-SfAccess'                 = { Find-SfAccess -SobjectType Account }
        'Find-SfIntegrationUser'        = { Find-SfIntegrationUser }
        'Find-SfPermissionSet'          = { Find-SfPermissionSet -Covering shared.api@acme.example }
        'Get-SfAccessPlan'              = { Import-SfAccessScope $scope | Get-SfAccessPlan }
        'Get-SfApp'                     = { Get-SfApp 'Web Shop Bridge' }
        'New-SfApp'                     = { New-SfApp 'Made App' shared.api@acme.example -PermissionSet Warehouse_Sync -Flow jwt -NewCertificate -Confirm:$false }
        'Set-SfApp'                     = { Set-SfApp 'Web Shop Bridge' -ToDefaults -Confirm:$false }
        'Get-SfEffectiveAccess'         = { Get-SfEffectiveAccess shared.api@acme.example }
        'Get-SfEventLog'                = { Get-SfEventLog Login }
        'Save-SfEventLog'               = { Save-SfEventLog (Join-Path $work "$(New-Guid)") }
        'Get-SfField'                   = { Get-SfField Account }
        'Get-SfIntegrationUser'         = { Get-SfIntegrationUser }
        'Get-SfLicense'                 = { Get-SfLicense }
        'Get-SfLoginRestriction'        = { Get-SfLoginRestriction 'Minimum Access - API Only Integrations' }
        'Set-SfLoginRestriction'        = { Set-SfLoginRestriction 'Minimum Access - API Only Integrations' -Network 203.0.113.0/24 -Force -Confirm:$false }
        'Get-SfObject'                  = { Get-SfObject }
        'Get-SfPermissionSet'           = { Get-SfPermissionSet }
        'Get-SfPermissionSetLicense'    = { Get-SfPermissionSetLicense }
        'Get-SfProfile'                 = { Get-SfProfile }
        'Grant-SfFieldPermission'       = { Grant-SfFieldPermission Warehouse_Sync Account Website Read }
        'Grant-SfObjectPermission'      = { Grant-SfObjectPermission Warehouse_Sync Lead -Access read }
        'Grant-SfPermissionSet'         = { Grant-SfPermissionSet Invoicing -Username lena.lead@acme.example }
        'Grant-SfPermissionSetLicense'  = { Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username old.mes@acme.example }
        'Grant-SfSystemPermission'      = { Grant-SfSystemPermission Invoicing RunReports }
        'Invoke-SfAccessPlan'           = { Import-SfAccessScope $scope | Get-SfAccessPlan | Invoke-SfAccessPlan -Confirm:$false }
        'Invoke-SfApi'                  = { Invoke-SfApi sobjects }
        'Invoke-SfQuery'                = { Invoke-SfQuery 'SELECT Id FROM User' }
        'Lock-SfIntegrationUser'        = { Lock-SfIntegrationUser shared.api@acme.example -Confirm:$false }
        'New-SfAccessScope'             = { New-SfAccessScope -PermissionSet Acme_Plain -ScopeName x -Username x@acme.example }
        'New-SfIntegrationUser'         = { Import-SfAccessScope $scope | New-SfIntegrationUser }
        'New-SfPermissionSet'           = { New-SfPermissionSet Made_Set -Description d }
        'Remove-SfPermissionSet'        = { Remove-SfPermissionSet Newsletter_Sync -Force -Confirm:$false }
        'Revoke-SfFieldPermission'      = { Revoke-SfFieldPermission Warehouse_Sync Account AccountNumber -Confirm:$false }
        'Revoke-SfObjectPermission'     = { Revoke-SfObjectPermission Warehouse_Sync Account -Fields all -Confirm:$false }
        'Revoke-SfPermissionSet'        = { Revoke-SfPermissionSet Warehouse_Sync -Username shared.api@acme.example -Confirm:$false }
        'Revoke-SfPermissionSetLicense' = { Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username idle@acme.example -Confirm:$false }
        'Revoke-SfSystemPermission'     = { Revoke-SfSystemPermission Contractor_Access ViewSetup -Confirm:$false }
        'Set-SfIntegrationUser'         = { Set-SfIntegrationUser shared.api@acme.example -LastName Other -Confirm:$false }
        'Test-SfConnection'             = { Test-SfConnection }
        'Test-SfLeastPrivilege'         = { Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege }
        'Undo-SfAccessPlan'             = { Undo-SfAccessPlan $journal -Confirm:$false }
        'Unlock-SfIntegrationUser'      = { Unlock-SfIntegrationUser frozen@acme.example -Confirm:$false }
    }
    # What an optional permission changes there is proved where the permission matters: by these calls it does not.
    $elsewhere = 'Test-SfConnection', 'Set-SfIntegrationUser', 'Invoke-SfAccessPlan', 'New-SfIntegrationUser', 'Undo-SfAccessPlan', 'Test-SfLeastPrivilege', 'New-SfApp'
    $onAnOrg = (Get-SfRequiredPermission | Where-Object SystemPermission -EQ ApiEnabled).CmdletName | Where-Object { $_ -ne 'Connect-SfOrg' } |
        ForEach-Object {
            $needs = Get-SfRequiredPermission $_ | Where-Object SystemPermission
            @{ Command = $_; Call = $calls[$_]; Required = @($needs | Where-Object { -not $_.IsOptional }); Optional = @($needs | Where-Object IsOptional) }
        }
    $called = $onAnOrg | Where-Object { $_.Call }
    $optional = foreach ($case in $called | Where-Object { $_.Command -notin $elsewhere }) {
        foreach ($need in $case.Optional) { @{ Command = $case.Command; Call = $case.Call; Required = $case.Required; Optional = $case.Optional; Permission = $need.SystemPermission } }
    }
    $alternatives = foreach ($case in $called) {
        foreach ($need in $case.Required) { foreach ($other in $need.Alternatives) {
            @{ Command = $case.Command; Call = $case.Call; Required = $case.Required; Permission = $need.SystemPermission; Alternative = $other }
        } }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $work = $TestDrive
    $served = Start-ServedOrg
    Connect-ServedOrg $served -Alias tool | Out-Null

    function Invoke-Practice([string] $Path, $Body) {
        Invoke-RestMethod "$($served.Url)/practice/$Path" -Method Post -ContentType 'application/json' -Body ($Body | ConvertTo-Json -Depth 5)
    }
    function Add-Row([string] $Type, [hashtable] $Values) { (Invoke-Practice dml @{ op = 'insert'; type = $Type; values = $Values }).id }
    function Get-Id([string] $Type, [string] $Name) { (Invoke-Practice query @{ soql = "SELECT Id FROM $Type WHERE $Name" })[0].Id }

    # An identity that is there, so that there is something to undo, and a scope of one that is not.
    $made = Copy-SampleScope $work
    $journal = (Import-SfAccessScope $made | New-SfIntegrationUser -WarningAction SilentlyContinue).JournalPath
    $scope = Join-Path $work 'other.scope.yaml'
    (Get-Content $made -Raw) -replace 'integ-svc-orders', 'integ-svc-other' -replace 'name: orders', 'name: other' -replace 'Integ_Order_Sync', 'Integ_Other' -replace '(?m)^      (Opportunity|Invoice__c): .*$', '' -replace 'app: .*', '' -replace 'systemPermissions: .*', '' -replace '(?m)^.*target: ViewSetup.*$', '' | Set-Content $scope
    New-SfPermissionSet Acme_Plain -Description 'Nothing that a file cannot hold' | Out-Null

    # The tool's user holds next to nothing by its profile, and by one set what a test gives it; it sees the objects the calls are about.
    $person = @{ Email = 'tool@acme.example'; TimeZoneSidKey = 'Europe/Berlin'; LocaleSidKey = 'en_US'; EmailEncodingKey = 'UTF-8'; LanguageLocaleKey = 'en_US' }
    $tool = Add-Row User ($person + @{ Username = 'tool@acme.example'; LastName = 'Tool'; Alias = 'tool'; ProfileId = Get-Id Profile "Name = 'Minimum Access - Salesforce'" })
    $idle = Add-Row User ($person + @{ Username = 'idle@acme.example'; LastName = 'Idle'; Alias = 'idle'; ProfileId = Get-Id Profile "Name = 'Minimum Access - API Only Integrations'" })
    Add-Row PermissionSetLicenseAssign @{ AssigneeId = $idle; PermissionSetLicenseId = Get-Id PermissionSetLicense "DeveloperName = 'SalesforceAPIIntegrationPsl'" } | Out-Null
    $set = Add-Row PermissionSet @{ Name = 'Tool'; Label = 'Tool' }
    foreach ($object in 'Account', 'Contact', 'Opportunity', 'Product2', 'Lead', 'Order', 'Invoice__c') {
        Add-Row ObjectPermissions @{ ParentId = $set; SobjectType = $object; PermissionsRead = $true; PermissionsViewAllFields = $true } | Out-Null
    }
    Add-Row PermissionSetAssignment @{ AssigneeId = $tool; PermissionSetId = $set } | Out-Null
    $state = (Invoke-WebRequest "$($served.Url)/practice/save" -Method Post).Content

    # What Salesforce wants beside a permission, as the practice org has it: a set without it is refused.
    $beside = @{
        ManageUsers = 'ViewSetup', 'ManageInternalUsers', 'ResetPasswords', 'AssignPermissionSets', 'ManageProfilesPermissionsets', 'ManageRoles', 'ViewRoles', 'ManageSharing', 'ManageIpAddresses', 'ManagePasswordPolicies', 'ManageLoginAccessPolicies'
        ManageInternalUsers = 'ViewSetup'; ManageProfilesPermissionsets = 'ViewSetup'; AssignPermissionSets = 'ViewSetup'; ModifyMetadata = 'ViewSetup'; FreezeUsers = 'ViewSetup'
        ViewEventLogFiles = 'ApiEnabled'; ManageSessionPermissionSets = 'ViewSetup'; CustomizeApplication = 'ViewSetup', 'ManageTranslation', 'ManageCustomPermissions'; ModifyAllData = 'ViewAllData'
    }
    function Get-Whole([string[]] $Permission) { $Permission + @($Permission | ForEach-Object { $beside[$_] }) | Where-Object { $_ } | Select-Object -Unique }

    # Puts the org back, and signs the tool's user in with exactly these permissions.
    function Connect-Tool([string[]] $Permission) {
        Invoke-RestMethod "$($served.Url)/practice/load" -Method Post -ContentType 'application/json' -Body $state | Out-Null
        $values = @{}
        Get-Whole $Permission | ForEach-Object { $values["Permissions$_"] = $true }
        if ($values.Count) { Invoke-Practice dml @{ op = 'update'; type = 'PermissionSet'; id = $set; values = $values } | Out-Null }
        $token = (Invoke-Practice sign-in @{ username = 'tool@acme.example' }).access_token
        Connect-SfOrg -InstanceUrl $served.Url -AccessToken (ConvertTo-SecureString $token -AsPlainText -Force) -Alias tool | Out-Null
    }

    # What a call says: its errors, warnings and objects; what failed or was not read in the objects counts too.
    function Get-Said([scriptblock] $Call) {
        $all = try { & $Call *>&1 } catch { $_ }
        $objects = @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] -and $_ -isnot [System.Management.Automation.WarningRecord] })
        [pscustomobject] @{
            Errors   = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { "$_" }) + @($objects | Where-Object { $_ -is [SfIntegration.Diagnosis.SfConnectionStep] -and "$($_.Outcome)" -eq 'Fail' } | ForEach-Object { "$_" })
            Warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { "$_" })
            Frozen   = @($objects | Where-Object { $_.PSObject.Properties['IsFrozen'] -and $null -eq $_.IsFrozen }).Count
            Count    = $objects.Count
        }
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Get-SfRequiredPermission' {
    It 'has a row per cmdlet and permission, with label, purpose and alternatives' {
        $row = Get-SfRequiredPermission Lock-SfIntegrationUser | Where-Object SystemPermission -EQ FreezeUsers
        $row.CmdletName | Should -Be 'Lock-SfIntegrationUser'
        $row.Label | Should -Be 'Freeze Users'
        $row.Purpose | Should -Be 'to freeze and unfreeze users'
        $row.IsOptional | Should -BeFalse
        $row.Alternatives | Should -Be 'ManageUsers'
    }

    It 'takes wildcards, lists, what Get-Command gives, and needs no connection' {
        (Get-SfRequiredPermission *-SfProfile, Get-SfLicense).CmdletName | Select-Object -Unique | Should -Be @('Get-SfProfile', 'Get-SfLicense')
        $piped = (Get-Command -Module SfIntegration | Get-SfRequiredPermission).CmdletName | Select-Object -Unique
        $piped | Should -Be (Get-Command -Module SfIntegration -CommandType Cmdlet).Name
        $piped | Should -Be ((Get-SfRequiredPermission).CmdletName | Select-Object -Unique)
    }

    It 'says of a cmdlet that asks no org that it needs nothing, and of an unknown one that there is none' {
        (Get-SfRequiredPermission Import-SfAccessScope).Purpose | Should -Be 'Nothing: it asks no org.'
        { Get-SfRequiredPermission Get-SfNothing -ErrorAction Stop } | Should -Throw -ErrorId 'SfUnknownCmdlet,*'
    }

    It 'completes names and shows the purpose in its view' {
        (TabExpansion2 'Get-SfRequiredPermission Lock' 29).CompletionMatches.ListItemText | Should -Be 'Lock-SfIntegrationUser'
        Get-SfRequiredPermission Get-SfIntegrationUser | Out-String -Width 120 | Should -BeLike '*ViewSetup*to read permission sets*FreezeUsers*optional*ManageUsers*to see who is frozen*'
    }

    It 'knows a call of every cmdlet that talks to an org' -ForEach @{ OnAnOrg = $onAnOrg } {
        $OnAnOrg.Count | Should -BeGreaterThan 40
        $OnAnOrg | Where-Object { -not $_.Call } | ForEach-Object Command | Should -BeNullOrEmpty -Because 'each needs a call in this file'
    }
}

Describe 'What <Command> says it needs' -ForEach $called {
    It 'suffices' {
        Connect-Tool $Required.SystemPermission
        (Get-Said $Call).Errors | Should -BeNullOrEmpty
    }

    It 'is needed: without any one of it the org refuses, or the cmdlet says what it could not read' {
        $whole = { param($Permission) Connect-Tool $Permission; Get-Said $Call }
        $with = & $whole $Required.SystemPermission
        foreach ($need in $Required) {
            # What rests on the permission goes with it: the org gives none without the other.
            $left = @($Required.SystemPermission | Where-Object { $_ -ne $need.SystemPermission -and $need.SystemPermission -notin $beside[$_] })
            $without = & $whole $left
            ($without.Errors.Count -gt 0 -or $without.Warnings.Count -gt $with.Warnings.Count) | Should -BeTrue -Because "$($need.SystemPermission) is said to be needed $($need.Purpose)"
        }
    }
}

Describe 'An alternative' {
    It '<Alternative> serves <Command> in the place of <Permission>' -ForEach $alternatives {
        Connect-Tool @(@($Required.SystemPermission | Where-Object { $_ -ne $Permission }) + $Alternative)
        (Get-Said $Call).Errors | Should -BeNullOrEmpty
    }
}

Describe 'What is optional' {
    It '<Command> does its work without <Permission> and says what is missing' -ForEach $optional {
        Connect-Tool @($Required.SystemPermission + $Optional.SystemPermission)
        $with = Get-Said $Call
        Connect-Tool @($Required.SystemPermission + ($Optional.SystemPermission | Where-Object { $_ -ne $Permission }))
        $without = Get-Said $Call
        $without.Errors | Should -BeNullOrEmpty
        ($without.Warnings.Count -gt $with.Warnings.Count -or $without.Frozen -gt $with.Frozen) | Should -BeTrue
    }
}

Describe 'Objects' {
    It 'that the caller cannot read are not there for it' {
        Connect-Tool ApiEnabled, ViewSetup
        { Get-SfField Case -ErrorAction Stop } | Should -Throw "*no object 'Case'*"
        Get-SfField Account | Should -Not -BeNullOrEmpty
    }
}
