# A stand-in for Entra and Key Vault in another process, and PowerShells that sign in to it. After Common.ps1.

function Get-AzureStandInPath {
    if ($env:SFI_AZURE) { return $env:SFI_AZURE }
    Get-ChildItem (Join-Path $RepositoryRoot 'tests/AzureStandIn/bin') -Recurse -Filter SfIntegration.AzureStandIn.dll |
        Sort-Object LastWriteTime | Select-Object -Last 1 -ExpandProperty FullName
}

# What it says of itself, with the Process to stop and the CaFile to trust.
function Start-AzureStandIn([string] $Folder) {
    $ca = Join-Path $Folder 'azure.pem'
    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    foreach ($argument in (Get-AzureStandInPath), $ca) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $line = $process.StandardOutput.ReadLine()
    if (-not $line) { throw 'The stand-in for Azure did not start.' }
    $azure = $line | ConvertFrom-Json
    $azure | Add-Member Process $process
    $azure | Add-Member CaFile $ca -PassThru
}

# It ends with its standard input.
function Stop-AzureStandIn($Azure) {
    if ($Azure -and -not $Azure.Process.HasExited) { $Azure.Process.StandardInput.Close(); [void] $Azure.Process.WaitForExit(10000) }
}

# Changes something in the stand-in, or asks what it was asked.
function Invoke-AzureControl($Azure, [string] $What, [string] $Method = 'Post') { Invoke-RestMethod "$($Azure.control)/$What" -Method $Method }

# An app of a served org: with the certificate of the vault's key, or for client credentials.
function New-ServedApp($Served, [hashtable] $App, [string] $Username = 'admin@acme.example') {
    Invoke-RestMethod "$($Served.Url)/practice/switches" -Method Post -ContentType 'application/json' -Body '{"RunAsMustBeApiOnly":false}' | Out-Null
    $new = Invoke-RestMethod "$($Served.Url)/practice/apps" -Method Post -ContentType 'application/json' -Body (@{ adminApprovedOnly = $false } + $App | ConvertTo-Json)
    Invoke-RestMethod "$($Served.Url)/practice/approve" -Method Post -ContentType 'application/json' -Body (@{ consumerKey = $new.consumerKey; username = $Username } | ConvertTo-Json) | Out-Null
    $new
}

# A fresh PowerShell whose environment is that of a pipeline: only these variables of Azure's, the stand-in's certificate trusted, no way to any real one.
function Invoke-Pipeline($Azure, [hashtable] $Variables, [string] $Script) {
    $known = 'AZURE_', 'AZURESUBSCRIPTION_', 'SYSTEM_OIDC', 'SYSTEM_ACCESS', 'ACTIONS_ID_', 'IDENTITY_', 'IMDS_', 'MSI_'
    $before = @{}
    Get-ChildItem env: | Where-Object { $name = $_.Name; $known | Where-Object { $name.StartsWith($_) } } | ForEach-Object { $before[$_.Name] = $_.Value; Remove-Item "env:$($_.Name)" }
    $all = @{ SSL_CERT_FILE = $Azure.CaFile; AZURE_AUTHORITY_HOST = $Azure.authority; AZURE_POD_IDENTITY_AUTHORITY_HOST = 'http://127.0.0.1:1' } + $Variables
    try {
        foreach ($one in $all.GetEnumerator()) { Set-Item "env:$($one.Key)" $one.Value }
        Invoke-FreshPowerShell "Import-Module '$ModuleManifest'`n$Script"
    }
    finally {
        foreach ($name in $all.Keys) { Remove-Item "env:$name" }
        foreach ($one in $before.GetEnumerator()) { Set-Item "env:$($one.Key)" $one.Value }
    }
}
