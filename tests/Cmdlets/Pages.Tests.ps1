BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $pages = @('getting-started.md') + @(Get-ChildItem (Join-Path $RepositoryRoot docs/procedures) -Filter *.md | ForEach-Object { "procedures/$($_.Name)" }) |
        ForEach-Object { @{ Page = $_ } }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Commands.ps1

    # What changes from day to day and from width to width does not count: dates, times, spaces.
    function ConvertTo-Comparable([string] $Text) {
        $Text -replace '\d{4}-\d{2}-\d{2}', 'DATE' -replace '\d{8}T\d{6}\.\d{3}', 'TIME' -replace '\b\d+ days old', 'N days old' -replace '\s+', ' ' -replace '^ | $', ''
    }
}

Describe 'A page that a reader follows on the practice org' {
    It 'runs from top to bottom and prints what it says: <Page>' -ForEach $pages {
        $path = Join-Path $RepositoryRoot "docs/$Page"
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File (Join-Path $PSScriptRoot Invoke-Page.ps1) $path -Folder $folder 2>&1 | Out-String
        $LASTEXITCODE | Should -Be 0 -Because $said
        $printed = @{}
        foreach ($part in [regex]::Matches($said, '(?ms)^=== (?<line>\d+)\r?$(?<output>.*?)(?=^=== \d+\r?$|\z)')) { $printed[$part.Groups['line'].Value] = $part.Groups['output'].Value }
        $blocks = Get-PowerShellBlock $path | Where-Object { -not $_.Skipped }
        $printed.Count | Should -Be @($blocks).Count
        foreach ($block in $blocks | Where-Object { $null -ne $_.Output }) {
            # A line of three dots stands for lines that the page leaves out.
            $parts = $block.Output -split '(?m)^ *\.\.\.\s*$' | ForEach-Object { [regex]::Escape((ConvertTo-Comparable $_)) }
            ConvertTo-Comparable $printed["$($block.Line)"] | Should -Match "^$($parts -join '.*')$" -Because "$Page says so below line $($block.Line)"
        }
    }
}
