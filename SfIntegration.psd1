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
        'Compare-SfAccess'
        'Connect-SfOrg'
        'Disable-SfIntegrationUser'
        'Disconnect-SfOrg'
        'Enable-SfIntegrationUser'
        'Export-SfReport'
        'Find-SfIntegrationUser'
        'Find-SfPermissionSet'
        'Get-SfAccessPlan'
        'Get-SfIntegrationUser'
        'Get-SfLicense'
        'Get-SfOrg'
        'Get-SfPermissionSet'
        'Get-SfPermissionSetLicense'
        'Get-SfProfile'
        'Grant-SfPermissionSet'
        'Grant-SfPermissionSetLicense'
        'Import-SfAccessScope'
        'Invoke-SfAccessPlan'
        'Invoke-SfApi'
        'Invoke-SfQuery'
        'Lock-SfIntegrationUser'
        'New-SfAccessScope'
        'New-SfIntegrationUser'
        'New-SfPermissionSet'
        'Remove-SfPermissionSet'
        'Revoke-SfPermissionSet'
        'Revoke-SfPermissionSetLicense'
        'Set-SfIntegrationUser'
        'Test-SfLeastPrivilege'
        'Undo-SfAccessPlan'
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
