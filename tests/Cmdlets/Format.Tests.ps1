BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $format = [xml] (Get-Content (Join-Path (Split-Path $ModuleManifest) 'SfIntegration.Format.ps1xml') -Raw)
    $views = $format.SelectNodes('//View') | ForEach-Object {
        @{
            Type = $_.SelectSingleNode('ViewSelectedBy/TypeName').InnerText
            Columns = $_.SelectNodes('.//TableColumnHeader').Count
            Cells = $_.SelectNodes('.//TableColumnItem').Count
            Properties = @($_.SelectNodes('.//PropertyName') | ForEach-Object InnerText)
        }
    }
    $outputs = Get-Command -Module SfIntegration | ForEach-Object OutputType | ForEach-Object Name |
        Where-Object { $_ -like 'SfIntegration.*' } | Sort-Object -Unique | ForEach-Object { @{ Type = $_ } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $viewed = ([xml] (Get-Content (Join-Path (Split-Path $ModuleManifest) 'SfIntegration.Format.ps1xml') -Raw)).SelectNodes('//TypeName').InnerText
}

Describe 'Default views' {
    It 'there is one for <Type>, which a cmdlet gives out' -ForEach $outputs {
        $viewed | Should -Contain $Type
    }

    It 'the view of <Type> has at most six columns, a cell for each, and names properties that exist' -ForEach $views {
        $Columns | Should -BeLessOrEqual 6
        $Cells | Should -Be $Columns
        # An event has the columns of its log and no type of its own.
        if ($Type -eq 'SfIntegration.EventLogRow') { return }
        $real = $Type -as [type]
        $real | Should -Not -BeNullOrEmpty
        foreach ($property in $Properties) { $real.GetProperty($property) | Should -Not -BeNullOrEmpty -Because "$Type.$property is shown" }
    }
}

Describe 'What a person sees' {
    BeforeAll { Connect-PracticeTool Operator $TestDrive | Out-Null }
    AfterAll { Get-SfOrg | Disconnect-SfOrg }

    It 'shows a plan as text, by container' {
        $text = Import-SfAccessScope (Copy-SampleScope $TestDrive) | Get-SfAccessPlan -WarningAction SilentlyContinue | Out-String -Width 120
        $text | Should -Match 'Plan for integ-svc-orders@acme.example on practice'
        $text | Should -Match 'Permission set Integ_Order_Sync'
        $text | Should -Match 'GrantObject Opportunity: read, create, edit'
    }

    It 'shows who is active, frozen or gone, and what each holds' {
        # All rows first: a table takes its widths from the rows of its first moment, which on a busy machine is one row.
        $users = Get-SfIntegrationUser 'frozen@*', 'leaver@*', 'carla*'
        $text = $users | Out-String -Width 120
        $text | Should -Match 'frozen@acme\.example .* Frozen'
        $text | Should -Match 'leaver@acme\.example .* Inactive'
        $text | Should -Match 'carla\.service@acme\.example .* Active .* Invoicing'
    }

    It 'fits 120 columns: <Name>' -ForEach @(
        @{ Name = 'users'; Work = { Get-SfIntegrationUser '*' } }
        @{ Name = 'sets'; Work = { Get-SfPermissionSet } }
        @{ Name = 'licences'; Work = { Get-SfLicense } }
        @{ Name = 'profiles'; Work = { Get-SfProfile } }
        @{ Name = 'findings'; Work = { Test-SfLeastPrivilege -Username shared.api@acme.example } }
        @{ Name = 'what an identity fails'; Work = { (Test-SfLeastPrivilege -Username shared.api@acme.example)[0].Assessment } }
    ) {
        $lines = (& $Work | Out-String -Width 120) -split '\r?\n'
        $lines.Count | Should -BeGreaterThan 3
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        ($lines -match '\S')[0] | Should -Not -Match ':' -Because 'it is a table'
    }
}
