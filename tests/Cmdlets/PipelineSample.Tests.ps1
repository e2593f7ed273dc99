BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $files = Get-ChildItem (Join-Path $RepositoryRoot samples) -Filter *.yml | ForEach-Object { @{ File = $_.Name } }
    # The three ways in which a step is run, and the three ways in which it ends.
    $cases = foreach ($way in 'pwsh -File', 'pwsh -NonInteractive -File', 'PowerShell@2', 'shell: pwsh of GitHub') {
        @{ Way = $way; Scopes = 'good'; Code = 0; Says = 'none of them a failure of severity High or worse' }
        @{ Way = $way; Scopes = 'lapsed'; Code = 2; Says = 'SfFindings,*of severity High or worse fail' }
        @{ Way = $way; Scopes = 'none'; Code = 1; Says = 'There is no \*.scope.yaml in' }
    }
}
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Commands.ps1
    Import-Module $ModuleManifest -Force
    $steps = Join-Path $RepositoryRoot samples/pipeline
    $good, $lapsed, $none = 'good', 'lapsed', 'none' | ForEach-Object { (New-Item -ItemType Directory (Join-Path $TestDrive $_)).FullName }
    $sample = Copy-SampleScope $good
    (Get-Content $sample -Raw) -replace '(?m)^(\s+expires: ).*$', '${1}2020-01-01' | Set-Content (Join-Path $lapsed order-sync.scope.yaml)

    # Runs a step as an agent does, in a process of its own that knows the module by its name only: what it said, and its exit code.
    function Invoke-Agent([string] $Way, [string] $Step, [string] $Arguments, [hashtable] $Environment = @{}) {
        $script = Join-Path $steps $Step
        $inline = switch ($Way) {
            # PowerShell@2: a preamble, the script dot-sourced, and the exit code handed on.
            'PowerShell@2' { "`$ErrorActionPreference = 'stop'`n. '$script' $Arguments`n`nif (!(Test-Path -LiteralPath variable:\LASTEXITCODE)) {`n} else {`n    exit `$LASTEXITCODE`n}" }
            # GitHub's run: of ./step.ps1 with shell: pwsh.
            'shell: pwsh of GitHub' { "`$ErrorActionPreference = 'stop'`n& '$script' $Arguments`nif ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit `$LASTEXITCODE }" }
        }
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
        Set-Content $file "$inline"
        $line = switch ($Way) {
            'pwsh -File' { "-NoProfile -File `"$script`" $Arguments" }
            'pwsh -NonInteractive -File' { "-NoProfile -NonInteractive -File `"$script`" $Arguments" }
            'PowerShell@2' { "-NoLogo -NoProfile -NonInteractive -Command `". '$file'`"" }
            'shell: pwsh of GitHub' { "-command `". '$file'`"" }
        }
        $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path, $line)
        $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
        $start.Environment['PSModulePath'] = Join-Path $RepositoryRoot out
        foreach ($pair in $Environment.GetEnumerator()) { $start.Environment[$pair.Key] = $pair.Value }
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $said = $process.StandardError.ReadToEndAsync()
        $text = $process.StandardOutput.ReadToEnd() + $said.Result
        $process.WaitForExit()
        [pscustomobject] @{ Code = $process.ExitCode; Text = $text }
    }
}

Describe 'A step of the pipelines' {
    It 'run by <Way> ends with <Code> where the scopes are <Scopes>' -ForEach $cases {
        $reports = Join-Path $TestDrive ([guid]::NewGuid())
        $run = Invoke-Agent $Way Test-Scope.ps1 "-ScopeFolder '$(Join-Path $TestDrive $Scopes)' -ReportFolder '$reports' -Practice".Replace("'", $(if ($Way -like '*-File') { '"' } else { "'" }))
        $run.Code | Should -Be $Code -Because $run.Text
        $run.Text | Should -Match $Says
        if ($Code -eq 1) { return }
        # Every report is whole, findings or none.
        ([xml] (Get-Content "$reports/test.xml" -Raw)).testsuites | Should -Not -BeNullOrEmpty
        (Get-Content "$reports/test.sarif" -Raw | ConvertFrom-Json).version | Should -Be '2.1.0'
        (Get-ChildItem $reports).Extension | Sort-Object | Should -Be @('.html', '.json', '.md', '.sarif', '.xml')
    }

    It 'plans, writes the plan as Markdown and changes nothing' {
        $reports = Join-Path $TestDrive plan
        $run = Invoke-Agent 'pwsh -NonInteractive -File' Show-Plan.ps1 "-ScopeFolder `"$good`" -ReportFolder `"$reports`" -Practice"
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match '(?m)^orders: [1-9]\d* changes\.'
        Get-Content "$reports/plan.md" -Raw | Should -Match 'Integ_Order_Sync'
        Get-ChildItem $reports -Filter *.jsonl | Should -BeNullOrEmpty
    }

    It 'applies without asking, and keeps a journal with the reports' {
        $reports = Join-Path $TestDrive apply
        $run = Invoke-Agent 'pwsh -NonInteractive -File' Invoke-Plan.ps1 "-ScopeFolder `"$good`" -ReportFolder `"$reports`" -Practice"
        $run.Code | Should -Be 0 -Because $run.Text
        $run.Text | Should -Match '(?m)^orders: Complete, [1-9]\d* row\(s\) written'
        Get-ChildItem $reports -Filter orders.*.jsonl | Should -HaveCount 1
        Get-Content "$reports/apply.md" -Raw | Should -Match 'Complete'
    }

    It 'that has a scope which cannot be read ends with 1 and names file and line' -ForEach 'Show-Plan.ps1', 'Invoke-Plan.ps1', 'Test-Scope.ps1' {
        $broken = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Set-Content (Join-Path $broken x.scope.yaml) "scopeVersion: 1`nname: x`nnonsense: 1"
        $run = Invoke-Agent 'PowerShell@2' $_ "-ScopeFolder '$broken' -ReportFolder '$TestDrive/never' -Practice"
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'SfScopeInvalid.*x\.scope\.yaml\(3'
    }

    It 'says which variable is empty where it is told no org' {
        $run = Invoke-Agent 'PowerShell@2' Show-Plan.ps1 "-ScopeFolder '$good'" @{ SF_INSTANCE_URL = 'https://acme.my.salesforce.com' }
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'The variable SF_CLIENT_ID is empty'
    }

    It 'does not load the module anew where it is loaded, and never shows the token of the run' {
        $run = Invoke-Agent 'PowerShell@2' Send-Comment.ps1 "-Path '$sample'" @{ TF_BUILD = ''; GITHUB_ACTIONS = 'true'; GITHUB_REF = 'refs/heads/main'; GITHUB_TOKEN = 'ghs_secret' }
        $run.Code | Should -Be 1
        $run.Text | Should -Match 'This is no run of a pull request'
        $run.Text | Should -Not -Match 'ghs_secret'
    }
}

Describe 'The plan as a comment' {
    It 'is posted to <Where>' -ForEach @(
        @{ Where = 'the threads of a pull request in Azure DevOps'; Path = '/acme/P1/_apis/git/repositories/R1/pullRequests/17/threads'; Of = { param($body) $body.comments[0].content }
            Environment = @{ TF_BUILD = 'True'; SYSTEM_COLLECTIONURI = 'BASE/acme/'; SYSTEM_TEAMPROJECTID = 'P1'; BUILD_REPOSITORY_ID = 'R1'; SYSTEM_PULLREQUEST_PULLREQUESTID = '17'; SYSTEM_ACCESSTOKEN = 'run-token' } }
        @{ Where = 'the comments of a pull request in GitHub'; Path = '/repos/acme/scopes/issues/17/comments'; Of = { param($body) $body.body }
            Environment = @{ TF_BUILD = ''; GITHUB_ACTIONS = 'true'; GITHUB_REF = 'refs/pull/17/merge'; GITHUB_REPOSITORY = 'acme/scopes'; GITHUB_API_URL = 'BASE'; GITHUB_TOKEN = 'run-token' } }
    ) {
        $markdown = Join-Path $TestDrive comment.md
        Set-Content $markdown "# Plan`n`n| a | ü |" -Encoding utf8
        $probe = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $probe.Start(); $base = "http://127.0.0.1:$($probe.LocalEndpoint.Port)"; $probe.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("$base/")
        $listener.Start()
        try {
            $asked = $listener.GetContextAsync()
            $heard = Start-ThreadJob -ArgumentList $asked {
                param($asked)
                $context = $asked.Result
                $body = [System.IO.StreamReader]::new($context.Request.InputStream, [System.Text.Encoding]::UTF8).ReadToEnd()
                $context.Response.Close([System.Text.Encoding]::UTF8.GetBytes('{}'), $true)
                [pscustomobject] @{ Path = $context.Request.Url.AbsolutePath; Authorization = $context.Request.Headers['Authorization']; Body = $body }
            }
            $with = @{}
            foreach ($pair in $Environment.GetEnumerator()) { $with[$pair.Key] = $pair.Value.Replace('BASE', $base) }
            $run = Invoke-Agent 'PowerShell@2' Send-Comment.ps1 "-Path '$markdown'" $with
            $run.Code | Should -Be 0 -Because $run.Text
            $got = $heard | Receive-Job -Wait -AutoRemoveJob
        }
        finally { $listener.Close() }
        $got.Path | Should -Be $Path
        $got.Authorization | Should -Be 'Bearer run-token'
        & $Of ($got.Body | ConvertFrom-Json) | Should -BeExactly (Get-Content $markdown -Raw)
    }
}

Describe 'The module on an agent' -Skip:(-not $IsLinux -or -not (Get-Command Compress-PSResource -ErrorAction Ignore)) {
    It 'is installed from a folder of packages' {
        $feed = (New-Item -ItemType Directory (Join-Path $TestDrive feed)).FullName
        $agent = (New-Item -ItemType Directory (Join-Path $TestDrive agent)).FullName
        & (Join-Path $RepositoryRoot 'package/Build-Package.ps1') -ModuleFolder (Split-Path $ModuleManifest) -Destination $feed
        $run = Invoke-Agent 'pwsh -NonInteractive -File' Install-SfIntegration.ps1 "-Feed `"$feed`" -Version $ModuleVersion" @{ HOME = $agent; PSModulePath = $env:PSModulePath }
        $run.Code | Should -Be 0 -Because $run.Text
        Join-Path $agent ".local/share/powershell/Modules/SfIntegration/$ModuleVersion/SfIntegration.psd1" | Should -Exist
    }
}

Describe 'The file of a pipeline' {
    It '<File> is YAML, and its calls are of scripts, parameters and cmdlets that are there' -ForEach $files {
        $path = Join-Path $RepositoryRoot "samples/$File"
        $yaml = [System.Reflection.Assembly]::LoadFrom((Join-Path (Split-Path $ModuleManifest) Dependencies/YamlDotNet.dll))
        $stream = [Activator]::CreateInstance($yaml.GetType('YamlDotNet.RepresentationModel.YamlStream'))
        $reader = [System.IO.StringReader]::new((Get-Content $path -Raw))
        $stream.Load($reader)
        $stream.Documents.Count | Should -Be 1

        # A script with its arguments: in a line of GitHub, or as a path and what follows under (Script)Arguments in Azure.
        $text = Get-Content $path -Raw
        $calls = [regex]::Matches($text, '(?<script>samples/[\w/-]+\.ps1)(?<arguments>(?:[^\n]*\n\s+ScriptArguments: (?:>-\n)?[^\n]*)|[^\n]*)')
        $calls.Count | Should -BeGreaterThan 0
        foreach ($call in $calls) {
            $script = Join-Path $RepositoryRoot $call.Groups['script'].Value
            $script | Should -Exist
            $known = (Get-Command $script).Parameters.Keys
            $named = [regex]::Matches($call.Groups['arguments'].Value, '(?<=[\s''])-(?<name>[A-Z]\w+)') | ForEach-Object { $_.Groups['name'].Value }
            $named | Should -Not -BeNullOrEmpty -Because $call.Value
            $named | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty -Because $call.Value
        }
        [regex]::Matches($text, '\b\w+-Sf[A-Z]\w+(?!\.ps1)\b') | ForEach-Object Value | Where-Object { -not (Get-Command $_ -Module SfIntegration -ErrorAction Ignore) } | Should -BeNullOrEmpty
    }

    It 'of the samples never holds a secret of the agent' -ForEach $files {
        Get-Content (Join-Path $RepositoryRoot "samples/$File") -Raw | Should -Not -Match '(?i)secrets\.|client_?secret|password|private_?key'
    }
}
