# How each cmdlet on an org is called so that it needs, shows and writes all that it can. Suites that go through every cmdlet take this table;
# a new cmdlet without a line here fails in RequiredPermission.Tests.ps1. After Common.ps1.

# The calls by cmdlet; they use $work, and $scope and $journal of New-CallGround.
function Get-OrgCall {
    @{
        'Compare-SfAccess'              = { Compare-SfAccess erp@acme.example shared.api@acme.example }
        'ConvertTo-SfPermissionSet'     = { ConvertTo-SfPermissionSet 'Acme Sales' }
        'Copy-SfPermissionSet'          = { Copy-SfPermissionSet Acme_Plain -NewName Copied_Set -DestinationOrg tool }
        'Disable-SfIntegrationUser'     = { Disable-SfIntegrationUser shared.api@acme.example -Confirm:$false }
        'Enable-SfIntegrationUser'      = { Enable-SfIntegrationUser leaver@acme.example -Confirm:$false }
        'Export-SfAccessSnapshot'       = { Export-SfAccessSnapshot (Join-Path $work "$(New-Guid).sfsnap") }
        'Export-SfPermissionSet'        = { Export-SfPermissionSet Acme_Plain -Path (Join-Path $work "$(New-Guid)") }
        'Find-SfAccess'                 = { Find-SfAccess -SobjectType Account }
        'Find-SfAnomaly'                = { Find-SfAnomaly shared.api@acme.example }
        'Find-SfIntegrationUser'        = { Find-SfIntegrationUser }
        'Find-SfPermissionSet'          = { Find-SfPermissionSet -Covering shared.api@acme.example }
        'Find-SfUnusedAccess'           = { Import-SfAccessScope $made | Find-SfUnusedAccess -Path $logs }
        'Get-SfAccessPlan'              = { Import-SfAccessScope $scope | Get-SfAccessPlan }
        'Get-SfApp'                     = { Get-SfApp 'Web Shop Bridge' }
        'Get-SfAuthSession'             = { Get-SfAuthSession }
        'Get-SfEffectiveAccess'         = { Get-SfEffectiveAccess shared.api@acme.example }
        'Get-SfEventLog'                = { Get-SfEventLog Login }
        'Get-SfField'                   = { Get-SfField Account }
        'Get-SfIntegrationUser'         = { Get-SfIntegrationUser }
        'Get-SfLicense'                 = { Get-SfLicense }
        'Get-SfLoginHistory'            = { Get-SfLoginHistory }
        'Get-SfLoginRestriction'        = { Get-SfLoginRestriction 'Minimum Access - API Only Integrations' }
        'Get-SfOAuthToken'              = { Get-SfOAuthToken }
        'Get-SfObject'                  = { Get-SfObject }
        'Get-SfPermissionSet'           = { Get-SfPermissionSet }
        'Get-SfPermissionSetLicense'    = { Get-SfPermissionSetLicense }
        'Get-SfProfile'                 = { Get-SfProfile }
        'Get-SfSetupAuditTrail'         = { Get-SfSetupAuditTrail }
        'Grant-SfFieldPermission'       = { Grant-SfFieldPermission Warehouse_Sync Account Website Read }
        'Grant-SfObjectPermission'      = { Grant-SfObjectPermission Warehouse_Sync Lead -Access read }
        'Grant-SfPermissionSet'         = { Grant-SfPermissionSet Invoicing -Username lena.lead@acme.example }
        'Grant-SfPermissionSetLicense'  = { Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username old.mes@acme.example }
        'Grant-SfSystemPermission'      = { Grant-SfSystemPermission Invoicing RunReports }
        'Invoke-SfAccessPlan'           = { Import-SfAccessScope $scope | Get-SfAccessPlan | Invoke-SfAccessPlan -Confirm:$false }
        'Invoke-SfApi'                  = { Invoke-SfApi sobjects }
        'Invoke-SfQuery'                = { Invoke-SfQuery 'SELECT Id FROM User' }
        'Lock-SfIntegrationUser'        = { Lock-SfIntegrationUser shared.api@acme.example -Confirm:$false }
        'New-SfAccessReview'            = { Import-SfAccessScope $old | New-SfAccessReview -Path (Join-Path $work "$(New-Guid)") }
        'New-SfAccessScope'             = { New-SfAccessScope -PermissionSet Acme_Plain -ScopeName x -Username x@acme.example }
        'New-SfApp'                     = { New-SfApp 'Made App' shared.api@acme.example -PermissionSet Warehouse_Sync -Flow jwt -NewCertificate -Confirm:$false }
        'New-SfIntegrationUser'         = { Import-SfAccessScope $scope | New-SfIntegrationUser }
        'New-SfPermissionSet'           = { New-SfPermissionSet Made_Set -Description d }
        'Remove-SfPermissionSet'        = { Remove-SfPermissionSet Newsletter_Sync -Force -Confirm:$false }
        'Revoke-SfFieldPermission'      = { Revoke-SfFieldPermission Warehouse_Sync Account AccountNumber -Confirm:$false }
        'Revoke-SfObjectPermission'     = { Revoke-SfObjectPermission Warehouse_Sync Account -Fields all -Confirm:$false }
        'Revoke-SfPermissionSet'        = { Revoke-SfPermissionSet Warehouse_Sync -Username shared.api@acme.example -Confirm:$false }
        'Revoke-SfPermissionSetLicense' = { Revoke-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username idle@acme.example -Confirm:$false }
        'Revoke-SfSystemPermission'     = { Revoke-SfSystemPermission Contractor_Access ViewSetup -Confirm:$false }
        'Save-SfEventLog'               = { Save-SfEventLog (Join-Path $work "$(New-Guid)") }
        'Set-SfApp'                     = { Set-SfApp 'Web Shop Bridge' -ToDefaults -Confirm:$false }
        'Set-SfIntegrationUser'         = { Set-SfIntegrationUser shared.api@acme.example -LastName Other -Confirm:$false }
        'Set-SfLoginRestriction'        = { Set-SfLoginRestriction 'Minimum Access - API Only Integrations' -Network 203.0.113.0/24 -Force -Confirm:$false }
        'Test-SfConnection'             = { Test-SfConnection }
        'Test-SfLeastPrivilege'         = { Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege }
        'Undo-SfAccessPlan'             = { Undo-SfAccessPlan $journal -Confirm:$false }
        'Unlock-SfIntegrationUser'      = { Unlock-SfIntegrationUser frozen@acme.example -Confirm:$false }
    }
}

# What the calls stand on: to be dot-sourced with $work set to a folder, connected as an administrator.
function New-CallGround {
    # An identity that is there, so that there is something to undo, and a scope of one that is not.
    $made = Copy-SampleScope $work
    $journal = (Import-SfAccessScope $made | New-SfIntegrationUser -WarningAction SilentlyContinue).JournalPath
    $scope = Join-Path $work 'other.scope.yaml'
    (Get-Content $made -Raw) -replace 'integ-svc-orders', 'integ-svc-other' -replace 'name: orders', 'name: other' -replace 'Integ_Order_Sync', 'Integ_Other' -replace '(?m)^      (Opportunity|Invoice__c): .*$', '' -replace 'app: .*', '' -replace 'systemPermissions: .*', '' -replace '(?m)^.*target: ViewSetup.*$', '' | Set-Content $scope
    # A scope of one that has signed in, so that there is a past to look at.
    $old = Join-Path $work 'old.scope.yaml'
    (Get-Content $made -Raw) -replace 'integ-svc-orders@acme.example', 'erp@acme.example' -replace 'name: orders', 'name: old' | Set-Content $old
    $logs = Join-Path $work logs
    Save-SfEventLog $logs | Out-Null
    New-SfPermissionSet Acme_Plain -Description 'Nothing that a file cannot hold' | Out-Null
}
