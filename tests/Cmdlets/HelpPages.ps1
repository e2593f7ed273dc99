# Reading the help pages: their examples, and the shape of an output. After Common.ps1 where examples are run.

$HelpFolder = Join-Path $PSScriptRoot '../../help/en-US'

# The pages, or those that $env:SFI_HELP names, wildcards included.
function Get-HelpPage {
    $wanted = if ($env:SFI_HELP) { $env:SFI_HELP } else { '*' }
    Get-ChildItem $HelpFolder -Filter *.md | Where-Object BaseName -Like $wanted | Sort-Object Name
}

# The examples of a page: Page, Number, Title, Code, Output (what stands in the output block, or null).
function Get-HelpExample([string] $Path) {
    $page = [System.IO.Path]::GetFileNameWithoutExtension($Path)
    $text = (Get-Content -LiteralPath $Path -Raw) -replace "`r`n", "`n"
    if ($text -notmatch '(?s)\n## EXAMPLES\n(.*?)\n## PARAMETERS\n') { throw "${page}: the page has no examples between ## EXAMPLES and ## PARAMETERS." }
    $number = 0
    foreach ($part in [regex]::Matches($Matches[1], '(?ms)^### (?<title>[^\n]+)\n(?<body>.*?)(?=^### |\z)')) {
        $number++
        $body = $part.Groups['body'].Value
        if ($body -notmatch '(?s)```powershell\n(.*?)\n```') { throw "${page}, example ${number}: there is no powershell block." }
        $code = $Matches[1]
        $output = if ($body -match '(?s)```output\n(.*?)\n```') { $Matches[1] }
        [pscustomobject] @{ Page = $page; Number = $number; Title = $part.Groups['title'].Value; Code = $code; Output = $output }
    }
}

# What an output is made of, in order: the columns of each table, the properties of each list, messages, other text.
function Get-OutputShape([AllowEmptyString()] [string] $Text) {
    $lines = @($Text -replace "`r`n", "`n" -split "`n" | ForEach-Object { $_.TrimEnd() })
    $shape = [System.Collections.Generic.List[string]]::new()
    $inTable = $false
    for ($i = 0; $i -lt $lines.Count; $i++) {
        $line = $lines[$i]
        $one = if ($line -eq '') { $inTable = $false; $null }
        elseif ($i + 1 -lt $lines.Count -and $lines[$i + 1] -match '^\s*-+( +-+)*$') { $inTable = $true; $i++; 'table: ' + ($line.Trim() -split '\s{1,}' -join ' ') }
        elseif ($inTable) { $null }
        elseif ($line -match '^(What if|WARNING): ') { $Matches[1] }
        elseif ($line -match '^(\w+)\s* : ?') { "property: $($Matches[1])" }
        elseif ($line -match '^\s') { $null }
        else { 'text' }
        if ($one -and -not $shape.Contains($one)) { $shape.Add($one) }
    }
    $shape
}

# Runs examples, each against a practice org of its own, in two fresh PowerShells side by side; gives each with Said and Failed.
function Invoke-HelpExample([object[]] $Example) {
    $work = Join-Path ([System.IO.Path]::GetTempPath()) "sfi-help-$(New-Guid)"
    New-Item -ItemType Directory $work | Out-Null
    try {
        # Page by page in turn, so that both have about as much to do.
        $place = @{}
        $halves = $Example | Group-Object { $place[$_.Page] ??= $place.Count % 2; $place[$_.Page] } | ForEach-Object {
            $half = Join-Path $work "$($_.Name).json"
            ConvertTo-Json @($_.Group) | Set-Content $half
            $half
        }
        $pwsh, $run = (Get-Process -Id $PID).Path, (Join-Path $PSScriptRoot 'Invoke-HelpExample.ps1')
        $log = $halves | ForEach-Object -Parallel { & $using:pwsh -NoProfile -NonInteractive -File $using:run -Work (New-Item -ItemType Directory "$_.work") -Examples $_ 2>&1 | Out-String -Width 4000 } | Out-String -Width 4000
        $said = [regex]::Matches($log, '(?ms)^<<<(?<page>\S+) (?<number>\d+)\r?\n(?<text>.*?)^>>>(?<failed>[^\r\n]*)')
        foreach ($one in $Example) {
            $mine = $said | Where-Object { $_.Groups['page'].Value -eq $one.Page -and $_.Groups['number'].Value -eq $one.Number }
            $failed = if ($mine) { $mine.Groups['failed'].Value.Trim() } else { "it did not come to its end: $log" }
            $folder = '{0}[^\s''"]*?{1}-{2}\b' -f [regex]::Escape($work), $one.Page, $one.Number
            $text = ("$(if ($mine) { $mine.Groups['text'].Value })" -replace $folder, '.').Trim("`r", "`n")
            $one | Select-Object *, @{ Name = 'Said'; Expression = { $text } }, @{ Name = 'Failed'; Expression = { $failed } }
        }
    }
    finally { Remove-Item -LiteralPath $work -Recurse -Force }
}
