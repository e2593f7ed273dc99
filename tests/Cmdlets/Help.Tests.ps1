# Every example of every help page runs against a practice org of its own, and says what its output block shows, in shape.
# One page by hand: $env:SFI_HELP = 'Get-SfApp', then this file.

BeforeDiscovery {
    . $PSScriptRoot/HelpPages.ps1
    $examples = Get-HelpPage | ForEach-Object { Get-HelpExample $_.FullName }
}

Describe 'The help pages' {
    BeforeAll {
        . $PSScriptRoot/HelpPages.ps1
        $ran = @{}
        $all = Get-HelpPage | ForEach-Object { Get-HelpExample $_.FullName }
        Invoke-HelpExample $all | ForEach-Object { $ran["$($_.Page) $($_.Number)"] = $_ }
    }

    It 'have examples' { $ran.Count | Should -BeGreaterThan 2 }

    It '<_.Page>, <_.Title>' -ForEach $examples {
        $one = $ran["$($_.Page) $($_.Number)"]
        $one.Failed | Should -BeNullOrEmpty -Because "the example runs; it said: $($one.Said)"
        if ($null -ne $one.Output) {
            $shown = @(Get-OutputShape ($one.Output -replace '(?m)^\.\.\.$', ''))
            $said = @(Get-OutputShape $one.Said)
            # Three dots say that the block was cut.
            if ($one.Output -match '(?m)^\.\.\.$') { $said = @($said | Select-Object -First $shown.Count) }
            $said -join "`n" | Should -BeExactly ($shown -join "`n") -Because "the output has this shape; it was: $($one.Said)"
        }
    }
}

Describe 'Whether an output has the shape that was shown' {
    BeforeAll { . $PSScriptRoot/HelpPages.ps1 }

    It 'tells a table with another column, a list with another property and an output that is missing' {
        $table = "   Org: x`n`nA  B`n-  -`n1  2`n"
        Get-OutputShape $table | Should -Be @('table: A B')
        Get-OutputShape ($table -replace 'B', 'C') | Should -Not -Be (Get-OutputShape $table)
        Get-OutputShape "A : 1`nB : 2" | Should -Be @('property: A', 'property: B')
        Get-OutputShape "WARNING: w`nWhat if: x" | Should -Be @('WARNING', 'What if')
        Get-OutputShape '' | Should -BeNullOrEmpty
    }

    It 'tells an example that fails and one that says nothing' {
        $bad = @(
            [pscustomobject] @{ Page = 'X'; Number = 1; Code = 'Get-SfApp ''no such app''' }
            [pscustomobject] @{ Page = 'X'; Number = 2; Code = '$x = Get-SfOrg' }
            [pscustomobject] @{ Page = 'X'; Number = 3; Code = '$x = Get-SfOrg; $x.Alias' })
        $ran = Invoke-HelpExample $bad
        $ran[0].Failed | Should -BeLike '*no such app*'
        $ran[1].Failed, $ran[1].Said | Should -Be @('', '')
        $ran[2].Said | Should -Be practice
    }
}

Describe 'What Get-Help shows' {
    BeforeDiscovery { $platyPS = [bool] (Get-Module -ListAvailable Microsoft.PowerShell.PlatyPS) }
    BeforeAll {
        . $PSScriptRoot/Common.ps1
        $build = Join-Path $RepositoryRoot 'help/Build-Help.ps1'
        $copy = Join-Path $TestDrive "SfIntegration/$ModuleVersion"
        Copy-Item (Split-Path $ModuleManifest) $copy -Recurse
    }

    It 'is not built without PlatyPS, and that is said with what installs it' {
        $said = Invoke-FreshPowerShell "`$env:PSModulePath = ''; try { & '$build' -ModuleFolder '$copy' } catch { `$_.Exception.Message }"
        $said | Should -BeLike '*Microsoft.PowerShell.PlatyPS 1.0 or newer was not found*Install-PSResource*'
    }

    It 'is whole for every cmdlet: synopsis, description, examples with their output, parameters, notes, links' -Skip:(-not $platyPS) {
        & $build -ModuleFolder $copy
        $shown = Invoke-FreshPowerShell @"
            Import-Module '$copy/SfIntegration.psd1'
            `$all = foreach (`$command in Get-Command -Module SfIntegration) {
                `$help = Get-Help `$command.Name -Full
                [pscustomobject] @{
                    Name = `$command.Name; Synopsis = `$help.Synopsis; Description = "`$(`$help.description.Text)".Length; Text = (`$help | Out-String -Width 200)
                    Parameters = @(`$help.parameters.parameter | Where-Object { `$_.description.Text }).Count; Examples = @(`$help.examples.example | Where-Object { `$_.code -match '(?m)^PS> ' }).Count
                    Links = @(`$help.relatedLinks.navigationLink | Where-Object { `$_.linkText }).Count; Notes = "`$(`$help.alertSet.alert.Text)".Length
                }
            }
            `$all | ConvertTo-Json -Compress
"@ | ConvertFrom-Json
        foreach ($page in Get-ChildItem $RepositoryRoot/help/en-US -Filter *.md) {
            $help = $shown | Where-Object Name -EQ $page.BaseName
            $text = Get-Content $page.FullName -Raw
            $text.Contains("`n$($help.Synopsis)`n") | Should -BeTrue -Because "$($page.BaseName) has its synopsis: $($help.Synopsis)"
            $help.Description | Should -BeGreaterThan 150 -Because $page.BaseName
            $help.Examples | Should -Be ([regex]::Matches($text, '(?m)^### Example \d').Count) -Because $page.BaseName
            $help.Parameters | Should -Be ([regex]::Matches($text, '(?m)^### -').Count) -Because $page.BaseName
            $help.Links | Should -BeGreaterThan 0 -Because $page.BaseName
            $help.Notes | Should -BeGreaterThan 20 -Because $page.BaseName
            $help.Text | Should -Not -Match '```|-Sf\w+\.md|\x80' -Because "$($page.BaseName) shows no Markdown"
        }
    }

    It 'has the topics' {
        Invoke-FreshPowerShell "Import-Module '$copy/SfIntegration.psd1'; Get-Help about_SfIntegration" | Should -BeLike '*integration users that hold exactly the access they need*'
    }
}
