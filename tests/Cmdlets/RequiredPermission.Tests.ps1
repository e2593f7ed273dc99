BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    . $PSScriptRoot/Calls.ps1
    # A new cmdlet without a call there fails below.
    $calls = Get-OrgCall
    # What an optional permission changes there is proved where the permission matters: by these calls it does not.
    $elsewhere = 'Test-SfConnection', 'Get-SfAccessPlan', 'Find-SfAnomaly', 'Set-SfIntegrationUser', 'Invoke-SfAccessPlan', 'New-SfIntegrationUser', 'Undo-SfAccessPlan', 'Test-SfLeastPrivilege', 'New-SfApp'
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
    . $PSScriptRoot/Calls.ps1
    Import-Module $ModuleManifest -Force
    $work = $TestDrive
    $served = Start-ServedOrg
    Connect-ServedOrg $served -Alias tool | Out-Null

    function Invoke-Practice([string] $Path, $Body) {
        Invoke-RestMethod "$($served.Url)/practice/$Path" -Method Post -ContentType 'application/json' -Body ($Body | ConvertTo-Json -Depth 5)
    }
    function Add-Row([string] $Type, [hashtable] $Values) { (Invoke-Practice dml @{ op = 'insert'; type = $Type; values = $Values }).id }
    function Get-Id([string] $Type, [string] $Name) { (Invoke-Practice query @{ soql = "SELECT Id FROM $Type WHERE $Name" })[0].Id }

    . New-CallGround

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
        if ($switches) { Invoke-Practice switches $switches | Out-Null }
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
    # Which right Tooling wants before it shows metadata is not documented: here the most, so that the Metadata API's own matters.
    BeforeAll { $script:switches = @{ ToolingMetadataPermission = 'ModifyMetadata' } }
    AfterAll { $script:switches = $null }

    It '<Command> does its work without <Permission> and says what is missing' -ForEach $optional {
        Connect-Tool (@($Required.SystemPermission) + @($Optional.SystemPermission))
        $with = Get-Said $Call
        Connect-Tool (@($Required.SystemPermission) + @($Optional.SystemPermission | Where-Object { $_ -ne $Permission }))
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
