<#
.SYNOPSIS
Builds the help that Get-Help shows from the pages beside this file, into the en-US folder of the built module.
.DESCRIPTION
PlatyPS turns the Markdown into MAML. Before, the text is made plain: Get-Help shows Markdown as it stands, and breaks lines itself.
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $ModuleFolder)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$platyPS = Get-Module -ListAvailable -Name Microsoft.PowerShell.PlatyPS | Where-Object Version -GE ([version] '1.0') | Sort-Object Version | Select-Object -Last 1
if (-not $platyPS) { throw 'The help cannot be built: the module Microsoft.PowerShell.PlatyPS 1.0 or newer was not found. Install-PSResource Microsoft.PowerShell.PlatyPS installs it.' }
Import-Module $platyPS.Path

# Lines of a paragraph become one; lists keep theirs; backticks and the targets of links go.
function ConvertTo-PlainText([string] $Markdown) {
    $paragraphs = $Markdown -replace "`r`n", "`n" -split "\n{2,}" | ForEach-Object {
        ($_ -replace '\n(?!\s*- )\s*', ' ') -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`([^`\n]+)`', '$1'
    }
    $paragraphs -join "`n`n"
}

# The text of an example, and its blocks as a prompt shows them. All of it is one text: Get-Help puts an introduction and the code in one line.
function ConvertTo-Shown([string] $Remarks) {
    $text = $Remarks -replace "`r`n", "`n"
    $blocks = @([regex]::Matches($text, '(?s)```(?<kind>powershell|output)\n(?<body>.*?)\n```'))
    $shown = foreach ($block in $blocks) {
        $body = $block.Groups['body'].Value
        if ($block.Groups['kind'].Value -eq 'powershell') { $body -replace '(?m)^(?=\S)', 'PS> ' } else { $body }
    }
    (@(ConvertTo-PlainText $text.Substring(0, $blocks[0].Index).Trim()) + $shown) -join "`n`n"
}

$pages = @(Get-ChildItem (Join-Path $PSScriptRoot 'en-US') -Filter '*.md' | Sort-Object Name | ForEach-Object { $_.FullName } | Import-MarkdownCommandHelp)
foreach ($page in $pages) {
    $bad = @($page.Diagnostics.Messages | Where-Object Severity -EQ 'Error')
    if ($bad) { throw "$($page.Title): PlatyPS does not read the page: $($bad[0].Message) $($bad[0].Identifier)" }
    $page.Description = ConvertTo-PlainText $page.Description
    $page.Notes = ConvertTo-PlainText $page.Notes
    foreach ($one in @($page.Parameters) + @($page.Inputs) + @($page.Outputs)) { $one.Description = ConvertTo-PlainText $one.Description }
    # Pages and topics are found by name in Get-Help, not by file.
    foreach ($link in $page.RelatedLinks) { if ($link.Uri -notlike 'https://*') { $link.Uri = '' } }
}

$folder = Join-Path $ModuleFolder 'en-US'
New-Item -ItemType Directory -Path $folder -Force | Out-Null
$scratch = Join-Path ([System.IO.Path]::GetTempPath()) ([guid]::NewGuid().ToString('N'))
try {
    $file = $pages | Export-MamlCommandHelp -OutputFolder $scratch -Force | Select-Object -Last 1
    $maml = [xml]::new()
    $maml.PreserveWhitespace = $true
    $maml.Load($file.FullName)
}
finally { if (Test-Path -LiteralPath $scratch) { Remove-Item -LiteralPath $scratch -Recurse -Force } }

# PlatyPS writes a whole example as paragraphs, which lose their columns; what is shown goes into the element for code.
$names = [System.Xml.XmlNamespaceManager]::new($maml.NameTable)
foreach ($name in 'maml', 'command', 'dev') { $names.AddNamespace($name, "http://schemas.microsoft.com/maml/$(@{ maml = '2004/10'; command = 'dev/command/2004/10'; dev = 'dev/2004/10' }[$name])") }
foreach ($page in $pages) {
    $command = $maml.SelectSingleNode("//command:command[command:details/command:name[normalize-space()='$($page.Title)']]", $names)
    $nodes = @($command.SelectNodes('command:examples/command:example', $names))
    for ($i = 0; $i -lt $nodes.Count; $i++) {
        $title = $nodes[$i].SelectSingleNode('maml:title', $names)
        while ($title.NextSibling) { [void] $nodes[$i].RemoveChild($title.NextSibling) }
        $nodes[$i].AppendChild($maml.CreateElement('dev:code', $names.LookupNamespace('dev'))).InnerText = ConvertTo-Shown $page.Examples[$i].Remarks
    }
    # PlatyPS leaves default values out.
    foreach ($parameter in $page.Parameters | Where-Object { $_.DefaultValue -and $_.DefaultValue -ne 'None' }) {
        $node = $command.SelectSingleNode("command:parameters/command:parameter[maml:name='$($parameter.Name)']", $names)
        $default = $node.SelectSingleNode('dev:defaultValue', $names)
        if (-not $default) { $default = $node.AppendChild($maml.CreateElement('dev:defaultValue', $names.LookupNamespace('dev'))) }
        $default.InnerText = $parameter.DefaultValue
    }
    # The first link is that of an online page; there is none.
    $online = $command.SelectSingleNode("command:relatedLinks/maml:navigationLink[maml:linkText='Online Version'][maml:uri='']", $names)
    if ($online) { [void] $online.ParentNode.RemoveChild($online) }
}
$maml.Save((Join-Path $folder 'SfIntegration.Cmdlets.dll-Help.xml'))
