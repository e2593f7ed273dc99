# Event logs of a served practice org whose clock the test moves: saving, reading and measuring them.

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served -Alias served | Out-Null
    $folder = Join-Path $TestDrive logs
    function Invoke-Practice([string] $Path, $Body) {
        Invoke-RestMethod "$($served.Url)/practice/$Path" -Method Post -ContentType 'application/json' -Body (ConvertTo-Json $Body -Depth 5)
    }
    # Puts calls of a day into the logs.
    $user = (Invoke-SfQuery "SELECT Id FROM User WHERE Username = 'shared.api@acme.example'").Id
    function Add-Call([datetime] $At, [int] $Count = 1) {
        Invoke-Practice events @(1..$Count | ForEach-Object {
            @{ type = 'ApiTotalUsage'; at = $At.AddMinutes($_).ToString('yyyy-MM-ddTHH:mm:ssZ'); values = @{ USER_ID = $user; USER_NAME = 'shared.api@acme.example'; HTTP_METHOD = 'GET'; API_RESOURCE = '/query'; API_VERSION = '66.0'; STATUS_CODE = '200'; ENTITY_NAME = 'Account'; CLIENT_IP = '198.51.100.7'; CLIENT_NAME = 'Shop' } }
        }) | Out-Null
    }
    # The practice org begins at a moment of its own; all times are from there.
    $now = [datetime] (Invoke-RestMethod "$($served.Url)/practice/clock").utcNow
    $day = $now.ToUniversalTime().Date.AddDays(1)
    function Set-Clock([datetime] $At) {
        Invoke-Practice clock @{ stopAt = $At.ToString('yyyy-MM-ddTHH:mm:ssZ') } | Out-Null
        $served.Token = (Invoke-Practice sign-in @{ username = (Get-SfOrg served).Username }).access_token
        Connect-ServedOrg $served -Alias served | Out-Null
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Event logs' {
    It 'are saved once, each under its type and day, with a manifest' {
        Add-Call $day.AddHours(8) 5
        Set-Clock $day.AddDays(1).AddHours(4)
        Save-SfEventLog $folder -WhatIf
        Test-Path $folder | Should -BeFalse
        $saved = Save-SfEventLog $folder -EventType ApiTotalUsage -Interval Daily | Where-Object LogDate -EQ $day
        $saved.Count | Should -Be 1
        $saved.Rows | Should -BeGreaterOrEqual 5
        (Get-FileHash $saved.Path -Algorithm SHA256).Hash | Should -Be $saved.Sha256
        $saved.Path | Should -BeLike "*$($saved.Org.OrgId)*ApiTotalUsage*$($day.ToString('yyyy-MM-dd'))*Daily-0-$($saved.EventLogFileId).csv"
        Save-SfEventLog $folder -EventType ApiTotalUsage -Interval Daily | Should -BeNullOrEmpty
        Save-SfEventLog $folder | Where-Object Interval -EQ Daily | Where-Object EventType -EQ ApiTotalUsage | Should -BeNullOrEmpty
    }

    It 'are read from the org and from the folder alike, typed' {
        $org = Get-SfEventLog ApiTotalUsage -Since $day -Until $day.AddDays(1)
        $file = Get-SfEventLog ApiTotalUsage -Since $day -Until $day.AddDays(1) -Path $folder
        $file.REQUEST_ID | Should -Be $org.REQUEST_ID
        $mine = $file | Where-Object CLIENT_NAME -EQ Shop
        $mine.Count | Should -Be 5
        $mine[0].TIMESTAMP_DERIVED | Should -BeOfType datetime
        $mine[0].TIMESTAMP_DERIVED.Kind | Should -Be Utc
        $mine[0].STATUS_CODE | Should -Be 200
        $mine[0].BOT_IDENTIFIER | Should -Be $null
        $mine[0].Org.OrgId | Should -Be (Get-SfOrg served).OrgId
    }

    It 'are measured from the folder and from the pipeline alike' {
        $row = Measure-SfActivity $folder -Username shared.api@acme.example -Since $day -Until $day.AddDays(1)
        $row.Calls | Should -Be 5
        $row.Rows | Should -Be $null
        $row.Operation | Should -Be Query
        $row.AddressBlock | Should -Be '198.51.100.0/24'
        $row.Hour | Should -Be 8
        $row.Org.OrgId | Should -Be (Get-SfOrg served).OrgId
        $piped = Get-SfEventLog -Path $folder -Since $day -Until $day.AddDays(1) | Measure-SfActivity -Username shared.api@acme.example
        $piped.Calls | Should -Be 5
        $row | Out-String -Width 120 | Should -BeLike '*shared.api@acme.example*Shop*198.51.100.0/24*Query Account*5*'
    }

    It 'that were changed after they were saved are refused by name' {
        $file = (Get-ChildItem $folder -Recurse -Filter 'Daily-0-*.csv' | Where-Object FullName -Like '*ApiTotalUsage*')[0]
        $text = Get-Content $file -Raw
        try {
            Set-Content $file ($text -replace '198.51.100.7', '198.51.100.8') -NoNewline
            { Measure-SfActivity $folder -ErrorAction Stop } | Should -Throw "*$($file.Name)*" -ErrorId 'SfEventLogChanged,*'
            { Get-SfEventLog -Path $folder -ErrorAction Stop } | Should -Throw "*$($file.Name)*"
        }
        finally { Set-Content $file $text -NoNewline }
    }

    It 'are not saved by two runs at once, and a folder without logs says so' {
        $lock = Get-ChildItem $folder -Recurse -Force -Filter .lock
        $held = [System.IO.File]::Open($lock.FullName, 'Open', 'ReadWrite', 'None')
        try { { Save-SfEventLog $folder -ErrorAction Stop } | Should -Throw -ErrorId 'SfEventLogBusy,*' } finally { $held.Dispose() }
        { Get-SfEventLog -Path $TestDrive -ErrorAction Stop } | Should -Throw -ErrorId 'SfEventLogNotFound,*'
        { 1 | Measure-SfActivity -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotAnEvent,*'
    }
}
