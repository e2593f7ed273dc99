BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/Calls.ps1
    $served = Start-ServedOrg
    $work = (New-Item -ItemType Directory (Join-Path $TestDrive said)).FullName
    $knownPath = Join-Path (New-Item -ItemType Directory (Join-Path $TestDrive known)).FullName secrets.json
    $env:SFI_CANARY_TOKEN = $served.Token
    $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -OutputFormat Text -File $PSScriptRoot/Canary.ps1 -Url $served.Url -Work $work -KnownPath $knownPath 2>&1 | Out-String
    Remove-Item env:SFI_CANARY_TOKEN
    Set-Content (Join-Path $work console.txt) $said
    $known = if (Test-Path $knownPath) { Get-Content $knownPath -Raw | ConvertFrom-Json -AsHashtable }

    # The shapes a secret leaks in: as it is, in a URL, as Base64 of its bytes, and as Export-Clixml writes it outside Windows.
    function Get-Shape([string] $Secret) {
        $Secret
        [uri]::EscapeDataString($Secret)
        [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($Secret)).TrimEnd('=')
        [Convert]::ToHexString([System.Text.Encoding]::Unicode.GetBytes($Secret)).ToLowerInvariant()
    }
    function Find-Secret([string] $Secret, [System.IO.FileInfo[]] $File) {
        foreach ($one in $File) {
            $text = [System.IO.File]::ReadAllText($one.FullName)
            foreach ($shape in Get-Shape $Secret | Select-Object -Unique) { if ($text.Contains($shape, 'OrdinalIgnoreCase')) {
                    $at = $text.IndexOf($shape, [StringComparison]::OrdinalIgnoreCase)
                    "$($one.Name): ...$($text.Substring([Math]::Max(0, $at - 120), [Math]::Min(120, $at)))"
                }
            }
        }
    }
}
AfterAll { Stop-ServedOrg $served }

Describe 'Secrets of every kind, used by every cmdlet with every stream open' {
    It 'were used to the end, and each step said something' {
        $known | Should -Not -BeNullOrEmpty -Because $said.Substring([Math]::Max(0, $said.Length - 3000))
        $known.Secrets.Count | Should -BeGreaterThan 12
        foreach ($secret in $known.Secrets.Values) { $secret.Length | Should -BeGreaterThan 15 }
        foreach ($call in (Get-OrgCall).Keys) { $known.Steps -like "${call}: *" | Should -Not -BeNullOrEmpty -Because "$call was called" }
        # What changes one thing says nothing of itself, and the logs of a day come the day after.
        $known.Steps -match ': 0$' -notmatch '^(Disable|Enable|Lock|Unlock|Set|Remove|Disconnect)-|-SfEventLog:' | Should -BeNullOrEmpty
    }

    It 'would be found in each of their shapes' {
        $planted = (New-Item -ItemType Directory (Join-Path $TestDrive planted)).FullName
        $secret = 'a+b/c=!canary'
        $i = 0
        foreach ($shape in Get-Shape $secret) {
            $file = Join-Path $planted "$((++$i)).txt"
            Set-Content $file "before $shape after"
            Find-Secret $secret (Get-Item $file) | Should -Not -BeNullOrEmpty -Because $shape
        }
    }

    It 'are in no stream, error, transcript, journal, report, JSON or file' {
        $files = Get-ChildItem $work -Recurse -File -Force
        $files.Count | Should -BeGreaterThan 100
        ($files.Name -like '*.journal.jsonl').Count | Should -BeGreaterThan 1
        (Get-Item (Join-Path $work transcript.txt)).Length | Should -BeGreaterThan 50kb
        foreach ($secret in $known.Secrets.GetEnumerator()) {
            Find-Secret $secret.Value $files | Should -BeNullOrEmpty -Because "the $($secret.Key) must not be shown"
        }
    }
}
