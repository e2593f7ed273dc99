# What the steps of a pipeline share: the sign-in, the scopes, and how a step ends. Each step dot-sources this file.
$ErrorActionPreference = 'Stop'

# Runs a step and ends the script: 0 where all is well, 2 where findings are as bad as -FailOn says, 1 where the tool could not do its work.
function Invoke-Step([scriptblock] $Work) {
    try {
        & $Work
        exit 0
    }
    catch {
        Write-Output "$($_.FullyQualifiedErrorId): $($_.Exception.Message)"
        if ($_.FullyQualifiedErrorId -like 'SfFindings*') { exit 2 }
        exit 1
    }
}

# Signs in with a key that stays in Azure Key Vault, as the workload identity of the pipeline. Nothing of it lies on the agent.
function Connect-Pipeline([switch] $Practice) {
    if (-not (Get-Module SfIntegration)) { Import-Module SfIntegration }
    if ($Practice) { $null = Connect-SfOrg -Practice; return }
    foreach ($name in 'SF_INSTANCE_URL', 'SF_CLIENT_ID', 'SF_USERNAME', 'SF_KEY_VAULT_KEY') {
        if (-not [Environment]::GetEnvironmentVariable($name)) { throw "The variable $name is empty. The pipeline's file says what it holds; a run of a fork is given none." }
    }
    $null = Connect-SfOrg -InstanceUrl $env:SF_INSTANCE_URL -ClientId $env:SF_CLIENT_ID -Username $env:SF_USERNAME -KeyVaultKey $env:SF_KEY_VAULT_KEY
}

# Every scope of a folder, as it is in an environment. No file is an error: a run that looks at nothing must not be green.
function Import-PipelineScope([string] $Folder, [string] $Environment) {
    $files = @(Get-ChildItem $Folder -Filter *.scope.yaml)
    if (-not $files) { throw "There is no *.scope.yaml in $Folder." }
    $named = if ($Environment) { @{ Environment = $Environment } } else { @{} }
    $files | Import-SfAccessScope @named
}
