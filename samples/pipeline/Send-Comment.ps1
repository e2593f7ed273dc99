<#
.SYNOPSIS
    Posts a Markdown file to the pull request of this run, in Azure DevOps or GitHub.
.DESCRIPTION
    Needs the token of the run: SYSTEM_ACCESSTOKEN in Azure DevOps, whose build service then needs "Contribute to pull requests"; GITHUB_TOKEN in GitHub, with
    pull-requests: write. Exit code 0: posted. 1: not posted.
.EXAMPLE
    ./Send-Comment.ps1 -Path ./report/plan.md
#>
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Path)
. $PSScriptRoot/Common.ps1

# Sends JSON with the token of the run, which stays in memory.
function Send-Json([string] $Uri, [string] $Token, $Body) {
    if (-not $Token) { throw 'The token of the run is not handed to this step: see the description of this script.' }
    $json = [System.Text.Encoding]::UTF8.GetBytes(($Body | ConvertTo-Json -Depth 5))
    $null = Invoke-RestMethod $Uri -Method Post -ContentType 'application/json; charset=utf-8' -Body $json -Headers @{ Authorization = "Bearer $Token" } -MaximumRetryCount 3 -RetryIntervalSec 5
}

Invoke-Step {
    $text = Get-Content -LiteralPath $Path -Raw
    # GitHub takes 65536 characters, Azure DevOps more.
    if ($text.Length -gt 60000) { $text = $text.Substring(0, 60000) + "`n`n... The whole plan is an artifact of the run." }
    if ($env:TF_BUILD) {
        $request = $env:SYSTEM_PULLREQUEST_PULLREQUESTID
        if (-not $request) { throw 'This is no run of a pull request.' }
        $uri = "$env:SYSTEM_COLLECTIONURI$env:SYSTEM_TEAMPROJECTID/_apis/git/repositories/$env:BUILD_REPOSITORY_ID/pullRequests/$request/threads?api-version=7.1"
        # A comment of type 1 is text; a thread of status 4 is closed and asks nobody to resolve it.
        Send-Json $uri $env:SYSTEM_ACCESSTOKEN @{ comments = @(@{ content = $text; commentType = 1 }); status = 4 }
    }
    elseif ($env:GITHUB_ACTIONS) {
        if ($env:GITHUB_REF -notmatch '^refs/pull/(?<number>\d+)/') { throw 'This is no run of a pull request.' }
        Send-Json "$env:GITHUB_API_URL/repos/$env:GITHUB_REPOSITORY/issues/$($Matches.number)/comments" $env:GITHUB_TOKEN @{ body = $text }
    }
    else { throw 'Neither TF_BUILD nor GITHUB_ACTIONS is set: there is no pull request to post to.' }
    Write-Output "Posted $Path."
}
