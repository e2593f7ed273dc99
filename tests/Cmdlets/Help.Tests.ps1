# Every example of every help page runs against a practice org of its own, and says what its output block shows, in shape.
# One page by hand: $env:SFI_HELP = 'Get-SfApp', then this file.

BeforeDiscovery {
    . $PSScriptRoot/HelpPages.ps1
    $examples = Get-ChildItem $HelpFolder -Filter "$(if ($env:SFI_HELP) { $env:SFI_HELP } else { '*' }).md" | Sort-Object Name | ForEach-Object { Get-HelpExample $_.FullName }
}

Describe 'The help pages' {
    BeforeAll {
        . $PSScriptRoot/HelpPages.ps1
        $ran = @{}
        $all = Get-ChildItem $HelpFolder -Filter "$(if ($env:SFI_HELP) { $env:SFI_HELP } else { '*' }).md" | ForEach-Object { Get-HelpExample $_.FullName }
        Invoke-HelpExample $all | ForEach-Object { $ran["$($_.Page) $($_.Number)"] = $_ }
    }

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
