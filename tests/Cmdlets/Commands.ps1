# Reads scripts without running them: which calls of our cmdlets would PowerShell refuse to bind?

# The ```powershell blocks of a Markdown file: the line at which each begins, its code, the ```text block right below it (what it prints), and whether the
# page says that it is not for the practice org.
function Get-PowerShellBlock([string] $Path) {
    $text = (Get-Content $Path -Raw) -replace "`r`n", "`n"
    foreach ($match in [regex]::Matches($text, '(?ms)(?<skip>^ *<!-- not on the practice org -->\n)?^(?<indent> *)```powershell\n(?<code>.*?)^\k<indent>```\n(\n*\k<indent>```text\n(?<output>.*?)^\k<indent>```)?')) {
        [pscustomobject] @{
            Line = ($text.Substring(0, $match.Groups['indent'].Index) -split "`n").Count + 1
            # <consumer key> is what a reader fills in; to PowerShell it would be a redirection.
            Code = $match.Groups['code'].Value -replace '<[a-z][\w -]*>', 'FillIn'
            Output = if ($match.Groups['output'].Success) { $match.Groups['output'].Value } else { $null }
            Skipped = $match.Groups['skip'].Success
        }
    }
}

# Does one parameter set take every parameter that the call names?
function Test-ParameterSet($Call, $Cmdlet) {
    $named = $Call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] } |
        ForEach-Object { $Cmdlet.ResolveParameter($_.ParameterName).Name }
    foreach ($set in $Cmdlet.ParameterSets) {
        if (-not ($named | Where-Object { $_ -notin $set.Parameters.Name })) { return $true }
    }
    $false
}

# A line for each call that names a cmdlet, parameter, parameter set or value that is not there, and for each mistake of syntax.
function Find-CommandFault([string] $Code, [string] $Where, [int] $FirstLine = 1) {
    $mistakes = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $mistakes)
    foreach ($mistake in $mistakes) { "$Where($($FirstLine + $mistake.Extent.StartLineNumber - 1)): $($mistake.Message)" }
    foreach ($call in $ast.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true)) {
        $name = $call.GetCommandName()
        if ($name -notmatch '^\w+-Sf[A-Z]') { continue }
        $place = "$Where($($FirstLine + $call.Extent.StartLineNumber - 1))"
        $cmdlet = Get-Command $name -Module SfIntegration -ErrorAction Ignore
        if (-not $cmdlet) { "${place}: $name is no cmdlet of the module."; continue }
        $bound = [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true)
        foreach ($refused in $bound.BindingExceptions.GetEnumerator() | Where-Object Key -NotLike '@*') {
            # Which set it is, the pipeline may decide; then one that takes all that is named is enough.
            if ($refused.Key -eq $name -and $call.Parent.PipelineElements.IndexOf($call) -gt 0 -and (Test-ParameterSet $call $cmdlet)) { continue }
            "${place}: $name $($refused.Key): $($refused.Value.BindingException.Message)"
        }
        foreach ($pair in $bound.BoundParameters.GetEnumerator() | Where-Object { $null -ne $_.Value.ConstantValue }) {
            $type = $cmdlet.Parameters[$pair.Key].ParameterType
            $bare = if ($type.IsArray) { $type.GetElementType() } else { [Nullable]::GetUnderlyingType($type) ?? $type }
            if ($bare.IsEnum -and $null -eq ($pair.Value.ConstantValue -as $bare)) { "${place}: $name -$($pair.Key) takes no '$($pair.Value.ConstantValue)'." }
        }
    }
}
