@{
    RootModule             = 'SfIntegration.Cmdlets.dll'
    # The build stamps the version of Directory.Build.props.
    ModuleVersion          = '0.0.0'
    CompatiblePSEditions   = @('Desktop', 'Core')
    GUID                   = '5f3b1f0e-6a55-4d3f-9d0a-8f7a6a3d2c41'
    Author                 = 'SfIntegration maintainers'
    CompanyName            = 'SfIntegration maintainers'
    Copyright              = '(c) SfIntegration maintainers. MIT licence.'
    Description            = 'Salesforce integration users that hold exactly the access they need, and the proof of it: one scope file per identity, plan, apply, undo, test, report.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = @('SfIntegration.Format.ps1xml')
    CmdletsToExport        = @(
        'Approve-SfAccessReview',
        'Compare-SfAccess',
        'Connect-SfOrg',
        'ConvertTo-SfPermissionSet',
        'Copy-SfPermissionSet',
        'Disable-SfIntegrationUser',
        'Disconnect-SfOrg',
        'Enable-SfIntegrationUser',
        'Export-SfAccessSnapshot',
        'Export-SfPermissionSet',
        'Export-SfReport',
        'Find-SfAccess',
        'Find-SfAnomaly',
        'Find-SfIntegrationUser',
        'Find-SfPermissionSet',
        'Find-SfUnusedAccess',
        'Get-SfAccessPlan',
        'Get-SfApp',
        'Get-SfAuthSession',
        'Get-SfEffectiveAccess',
        'Get-SfEventLog',
        'Get-SfField',
        'Get-SfIntegrationUser',
        'Get-SfLicense',
        'Get-SfLoginHistory',
        'Get-SfLoginRestriction',
        'Get-SfOAuthToken',
        'Get-SfObject',
        'Get-SfOrg',
        'Get-SfPermissionSet',
        'Get-SfPermissionSetLicense',
        'Get-SfProfile',
        'Get-SfRequiredPermission',
        'Get-SfSetupAuditTrail',
        'Grant-SfFieldPermission',
        'Grant-SfObjectPermission',
        'Grant-SfPermissionSet',
        'Grant-SfPermissionSetLicense',
        'Grant-SfSystemPermission',
        'Import-SfAccessScope',
        'Import-SfAccessSnapshot',
        'Import-SfPermissionSet',
        'Invoke-SfAccessPlan',
        'Invoke-SfApi',
        'Invoke-SfQuery',
        'Lock-SfIntegrationUser',
        'Measure-SfActivity',
        'New-SfAccessReview',
        'New-SfAccessScope',
        'New-SfApp',
        'New-SfIntegrationUser',
        'New-SfPermissionSet',
        'Remove-SfPermissionSet',
        'Revoke-SfFieldPermission',
        'Revoke-SfObjectPermission',
        'Revoke-SfPermissionSet',
        'Revoke-SfPermissionSetLicense',
        'Revoke-SfSystemPermission',
        'Save-SfEventLog',
        'Set-SfApp',
        'Set-SfIntegrationUser',
        'Set-SfLoginRestriction',
        'Test-SfConnection',
        'Test-SfLeastPrivilege',
        'Undo-SfAccessPlan',
        'Unlock-SfIntegrationUser'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('Salesforce', 'Security', 'LeastPrivilege', 'Integration', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
