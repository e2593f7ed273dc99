BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
    $scope = Copy-SampleScope $TestDrive
    $user = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
    $clean = $user | Test-SfLeastPrivilege
    # Behind the product's back the identity gets a second set, which grants what its scope does not name.
    $set = (Invoke-SfQuery "SELECT Id FROM PermissionSet WHERE Name = 'Warehouse_Sync'").Id
    Invoke-SfApi sobjects/PermissionSetAssignment -Method POST -Body @{ AssigneeId = $user.UserId; PermissionSetId = $set } -Confirm:$false | Out-Null
    $sinful = $user | Test-SfLeastPrivilege
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'Export-SfReport -FailOn' {
    It 'throws SfFindings, and only after every file is written and closed' {
        $files = 'a.md', 'b.json', 'c.xml' | ForEach-Object { Join-Path $TestDrive $_ }
        { $sinful | Export-SfReport -Path $files -FailOn Low } | Should -Throw -ErrorId 'SfFindings,*'
        foreach ($file in $files) { $file | Should -Exist; [System.IO.File]::Open($file, 'Open', 'ReadWrite', 'None').Dispose() }
        (Get-Content $files[1] -Raw | ConvertFrom-Json).totals.failed | Should -BeGreaterThan 0
        ([xml] (Get-Content $files[2] -Raw)).SelectNodes('//failure').Count | Should -BeGreaterThan 0
    }

    It 'does not throw where nothing of that severity fails' {
        { $clean | Export-SfReport -Path (Join-Path $TestDrive clean.md) -FailOn Info } | Should -Not -Throw
    }

    It 'is silent about findings without -FailOn' {
        { $sinful | Export-SfReport -Path (Join-Path $TestDrive quiet.md) } | Should -Not -Throw
    }

    It 'ends an unattended pipeline with an exit code that is not zero' {
        $script = "Import-Module '$ModuleManifest'; Connect-SfOrg -Practice | Out-Null; Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege | Export-SfReport '$TestDrive/exit.md' -FailOn High"
        & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script *> $null
        $LASTEXITCODE | Should -Not -Be 0
        "$TestDrive/exit.md" | Should -Exist
    }
}

Describe 'What a report says about itself' {
    It 'a filtered pipeline still reports the true denominator, and says it was filtered' {
        $file = Join-Path $TestDrive filtered.json
        $sinful | Where-Object Outcome -EQ Fail | Export-SfReport $file
        $report = Get-Content $file -Raw | ConvertFrom-Json
        $report.filtered | Should -BeTrue
        $report.totals.total | Should -Be $sinful.Count
        $report.totals.shown | Should -Be @($sinful | Where-Object Outcome -EQ Fail).Count
    }

    It 'made of nothing it is one NotAssessed' {
        $file = Join-Path $TestDrive nothing.xml
        @() | Export-SfReport $file
        ([xml] (Get-Content $file -Raw)).SelectNodes('//skipped').Count | Should -Be 1
    }

    It 'reports a plan and an apply' {
        $file = Join-Path $TestDrive plan.md
        Import-SfAccessScope $SampleScope | Get-SfAccessPlan -WarningAction SilentlyContinue | Export-SfReport $file
        Get-Content $file -Raw | Should -BeLike '*integ-svc-orders@acme.example*'
    }

    It 'emits the files with -PassThru, and writes none under -WhatIf' {
        $file = Join-Path $TestDrive pass.md
        $clean | Export-SfReport $file -WhatIf
        $file | Should -Not -Exist
        ($clean | Export-SfReport $file -PassThru).FullName | Should -Be (Get-Item $file).FullName
    }

    It 'follows PowerShell''s location, not the process''s folder' {
        Push-Location $TestDrive
        try { $clean | Export-SfReport ./here/x.md } finally { Pop-Location }
        Join-Path $TestDrive here/x.md | Should -Exist
    }

    It 'refuses what cannot be reported, and an ending that says no format' {
        { Get-Process -Id $PID | Export-SfReport (Join-Path $TestDrive p.md) -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotReportable,*'
        { $clean | Export-SfReport (Join-Path $TestDrive p.docx) -ErrorAction Stop } | Should -Throw -ErrorId 'SfUnknownFormat,*'
    }
}

Describe 'The formats' {
    BeforeAll {
        $access = Get-SfEffectiveAccess $user.Username -RecordCount
        $all = @($sinful) + @($access)
    }

    It 'carry the same figures, whichever reads them' {
        $files = 'a.html', 'a.json', 'a.csv', 'a.xml', 'a.sarif', 'a.md', 'a.jsonl' | ForEach-Object { Join-Path $TestDrive "all/$_" }
        $all | Export-SfReport $files -WarningAction SilentlyContinue
        $failed = @($sinful | Where-Object Outcome -EQ Fail).Count
        (Get-Content $files[0] -Raw) -match '(?s)id="report-data">(.*?)</script>' | Should -BeTrue
        ($Matches[1] | ConvertFrom-Json).totals.failed | Should -Be $failed
        (Get-Content $files[1] -Raw | ConvertFrom-Json).totals.failed | Should -Be $failed
        $rows = Import-Csv $files[2]
        ($rows | Where-Object { $_.Section -eq 'Summary' -and $_.Kind -eq 'Failed' }).Count | Should -Be $failed
        @($rows | Where-Object { $_.Section -eq 'Access' }).Count | Should -Be $access.Count
        ([xml] (Get-Content $files[3] -Raw)).SelectNodes('//failure').Count | Should -Be $failed
        $sarif = (Get-Content $files[4] -Raw | ConvertFrom-Json).runs[0]
        $sarif.properties.failed | Should -Be $failed
        @($sarif.results | Where-Object { $_.kind -eq 'fail' -and -not $_.suppressions }).Count | Should -Be $failed
        Get-Content $files[5] -Raw | Should -BeLike "*## Fails ($failed)*"
        @(Get-Content $files[6] | ConvertFrom-Json | Where-Object outcome -EQ Fail).Count | Should -Be $failed
    }

    It 'that have no room for access say what they left out' {
        $all | Export-SfReport (Join-Path $TestDrive less.sarif) -WarningVariable left -WarningAction SilentlyContinue
        $left | Should -BeLike "less.sarif: Sarif carries findings only; left out: access of $($user.Username): $($access.Count) grants.*"
        $all | Export-SfReport (Join-Path $TestDrive more.html) -WarningVariable none
        $none | Should -BeNullOrEmpty
    }

    It 'refuses to write nowhere, and names what would be right' {
        { $all | Export-SfReport } | Should -Throw -ErrorId 'SfReportPathMissing,*' -PassThru |
            ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -BeLike '*Export-SfReport access.html*' }
    }
}

Describe 'On an agent of Azure Pipelines' {
    AfterEach { $env:TF_BUILD = $null }

    It 'the commands are written when asked for' {
        $lines = $sinful | Export-SfReport -Format AzurePipelines -InformationVariable said 6>$null; $lines | Should -BeNullOrEmpty
        "$($said[0])" | Should -BeLike '##vso`[task.logissue type=*code=SFI*'
        "$($said[-1])" | Should -BeLike "SfIntegration *: $($user.Username): looked at * of $($sinful.Count)*"
    }

    It 'they are written beside the files, and the Markdown becomes the summary of the run' {
        $env:TF_BUILD = 'True'
        $file = Join-Path $TestDrive agent.md
        $sinful | Export-SfReport $file -InformationVariable said 6>$null
        @($said | Where-Object { "$_" -like '##vso`[task.logissue*' }).Count | Should -BeGreaterThan 0
        "$($said[-1])" | Should -Be "##vso[task.uploadsummary]$((Get-Item $file).FullName)"
    }

    It 'elsewhere nobody sees one' {
        $sinful | Export-SfReport (Join-Path $TestDrive quiet.html) -InformationVariable said 6>$null
        $said | Should -BeNullOrEmpty
    }
}
