BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $pages = @(Get-ChildItem $RepositoryRoot -Filter *.md) + @(Get-ChildItem (Join-Path $RepositoryRoot docs) -Recurse -Filter *.md) |
        ForEach-Object { [System.IO.Path]::GetRelativePath($RepositoryRoot, $_.FullName) } | ForEach-Object { @{ Page = $_ } }
    $scripts = Get-ChildItem (Join-Path $RepositoryRoot samples) -Recurse -Filter *.ps1 |
        ForEach-Object { [System.IO.Path]::GetRelativePath($RepositoryRoot, $_.FullName) } | ForEach-Object { @{ Script = $_ } }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Commands.ps1
    Import-Module $ModuleManifest -Force
}

Describe 'What the pages tell a reader to type' {
    It 'is there: <Page>' -ForEach $pages {
        $faults = foreach ($block in Get-PowerShellBlock (Join-Path $RepositoryRoot $Page)) { Find-CommandFault $block.Code $Page $block.Line }
        $faults | Should -BeNullOrEmpty
    }

    It 'is there: <Script>' -ForEach $scripts {
        Find-CommandFault (Get-Content (Join-Path $RepositoryRoot $Script) -Raw) $Script | Should -BeNullOrEmpty
    }

    It 'links to files that are there: <Page>' -ForEach $pages {
        $folder = Split-Path (Join-Path $RepositoryRoot $Page)
        $missing = [regex]::Matches((Get-Content (Join-Path $RepositoryRoot $Page) -Raw), '\]\((?!https?:|#|mailto:)(?<path>[^)#\s]+)') |
            ForEach-Object { $_.Groups['path'].Value } | Where-Object { -not (Test-Path -LiteralPath (Join-Path $folder $_)) }
        $missing | Should -BeNullOrEmpty
    }
}

Describe 'Whoever looks for mistakes in calls' {
    It 'finds <Why>' -ForEach @(
        @{ Why = 'a cmdlet that is not there'; Code = 'Get-SfNothing -Org x' }
        @{ Why = 'a parameter that is not there'; Code = 'Connect-SfOrg -Practise' }
        @{ Why = 'parameters that exclude each other'; Code = 'Connect-SfOrg -Practice -InstanceUrl https://acme.my.salesforce.com' }
        @{ Why = 'parameters that exclude each other, behind a pipe'; Code = '1 | ConvertTo-SfPermissionSet -ProfileName x -Definition y' }
        @{ Why = 'an argument too many'; Code = 'Import-SfAccessScope a.yaml | Get-SfAccessPlan one two' }
        @{ Why = 'a value that is not there'; Code = 'Export-SfReport ./x.md -FailOn Horrible' }
        @{ Why = 'a mistake of syntax'; Code = 'Get-SfOrg | ' }
        @{ Why = 'a call within a script block'; Code = '1 | ForEach-Object { if ($_) { Get-SfOrg -Nowhere } }' }
    ) {
        Find-CommandFault $Code here 7 | Should -HaveCount 1
        Find-CommandFault $Code here 7 | Should -BeLike 'here(7):*'
    }

    It 'finds nothing where there is nothing' {
        Find-CommandFault 'Connect-SfOrg @how -Practice; Import-SfAccessScope x.yaml | New-SfIntegrationUser -WhatIf | Test-SfLeastPrivilege | Export-SfReport ./x.md -FailOn High' here |
            Should -BeNullOrEmpty
    }
}
