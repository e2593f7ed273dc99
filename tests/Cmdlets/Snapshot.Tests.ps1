BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force

    # A file's lines but for the one that says when, where and by whom.
    function Get-State([string] $Path) { Get-Content $Path | Where-Object { $_ -notlike '{"record":"taken"*' } }

    # A cmdlet that reads access, as any of the module's does.
    $references = @($ModuleManifest | Split-Path | Get-ChildItem -Filter SfIntegration.*.dll | ForEach-Object FullName)
    Add-Type -PassThru -IgnoreWarnings -WarningAction Ignore -ReferencedAssemblies ($references + @('netstandard', [psobject].Assembly.Location)) -TypeDefinition @'
using System.Management.Automation;
[Cmdlet("Get", "Probe")]
public sealed class GetProbeCommand : SfIntegration.Cmdlets.Base.AccessCmdlet
{
    protected override void BeginProcessing() { base.BeginProcessing(); WriteObject(Snapshot); }
}
'@ | ForEach-Object { $_.Assembly } | Select-Object -First 1 | Import-Module
}

Describe 'Export-SfAccessSnapshot and Import-SfAccessSnapshot' {
    BeforeEach {
        $null = Connect-SfOrg -Practice
        $file = Join-Path $TestDrive "$(New-Guid).snap.gz"
    }
    AfterEach { Get-SfOrg | Disconnect-SfOrg }

    It 'writes the whole org, and reads it back without an org' {
        $written = Export-SfAccessSnapshot $file
        $written.Path | Should -Be $file
        $written.Users | Should -Be (Invoke-SfQuery 'SELECT Id FROM User').Count
        $written.Containers | Should -Be ((Invoke-SfQuery 'SELECT Id FROM PermissionSet').Count + @(Invoke-SfQuery 'SELECT Id FROM MutingPermissionSet').Count)
        $written.NotRead | Should -BeNullOrEmpty
        Get-SfOrg | Disconnect-SfOrg
        $read = Import-SfAccessSnapshot $file
        $read.IsWholeOrg | Should -BeTrue
        $read.TakenBy | Should -Be 'admin@acme.example'
        $read.RowCount | Should -Be $written.Rows
        ($read.Users | Where-Object Username -EQ ines.sales@acme.example).RoleName | Should -Be 'Sales Rep'
    }

    It 'gives the same text for the same state, packed or not' {
        $text = [System.IO.Path]::ChangeExtension($file, 'txt')
        $null = Export-SfAccessSnapshot $file
        $null = Export-SfAccessSnapshot $text -AsText
        $first = Get-State $text
        $null = Export-SfAccessSnapshot $text -AsText -Force
        Get-State $text | Should -Be $first
        (Import-SfAccessSnapshot $file).RowCount | Should -Be (Import-SfAccessSnapshot $text).RowCount
    }

    It 'follows the location of PowerShell, not of the process' {
        Push-Location $TestDrive
        try {
            (Export-SfAccessSnapshot ./here.snap.gz).Path | Should -Be (Join-Path $TestDrive 'here.snap.gz')
            (Get-Probe -Snapshot ./here.snap.gz).RowCount | Should -BeGreaterThan 1000
        }
        finally { Pop-Location }
    }

    It 'takes users from the pipeline, and refuses to take none for all' {
        $written = Get-SfIntegrationUser shared.api@acme.example | Export-SfAccessSnapshot -Path $file
        $written.Users | Should -Be 1
        $written.IsWholeOrg | Should -BeFalse
        (Import-SfAccessSnapshot $file).Usernames | Should -Be 'shared.api@acme.example'
        { Get-SfIntegrationUser | Where-Object Username -EQ nobody | Export-SfAccessSnapshot -Path $file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfNoUsers,*'
        { Export-SfAccessSnapshot "$file.2" -Username nobody@acme.example -ErrorAction Stop } | Should -Throw -ErrorId 'SfNotFound,*'
    }

    It 'takes a piped org for all of it, not for who is signed in there' {
        (Get-SfOrg | Export-SfAccessSnapshot -Path $file).IsWholeOrg | Should -BeTrue
        (Get-SfOrg | Export-SfAccessSnapshot -Path $file -Force -Username shared.api@acme.example).Users | Should -Be 1
        $null = Connect-SfOrg -Practice -Alias other
        { Get-SfOrg | Export-SfAccessSnapshot -Path $file -Force -ErrorAction Stop } | Should -Throw -ErrorId 'SfOrgMismatch,*'
    }

    It 'writes nothing under -WhatIf, and over nothing without -Force' {
        Export-SfAccessSnapshot $file -WhatIf
        $file | Should -Not -Exist
        Set-Content $file mine
        { Export-SfAccessSnapshot $file -ErrorAction Stop } | Should -Throw -ErrorId 'SfSnapshotExists,*'
        Get-Content $file | Should -Be mine
        (Export-SfAccessSnapshot $file -Force).Users | Should -BeGreaterThan 1
    }

    It 'says what a caller may not read, in a warning and in the file' {
        $null = Connect-SfOrg -Practice -Username shared.api@acme.example -Alias practice
        $written = Export-SfAccessSnapshot $file -WarningVariable said -WarningAction SilentlyContinue
        $written.NotRead.Count | Should -BeGreaterThan 5
        $said.Count | Should -Be $written.NotRead.Count
        ((Import-SfAccessSnapshot $file).NotRead | Sort-Object) | Should -Be ($written.NotRead | Sort-Object)
        $written.NotRead | Should -Contain 'Session activations: the caller does not see SessionPermSetActivation. It needs ManageSessionPermissionSets.'
    }

    It 'says which line of a file is wrong' {
        $text = [System.IO.Path]::ChangeExtension($file, 'txt')
        $null = Export-SfAccessSnapshot $text -AsText
        $lines = Get-Content $text
        Set-Content $text ($lines[0..9])
        { Import-SfAccessSnapshot $text -ErrorAction Stop } | Should -Throw -ErrorId 'SfSnapshotInvalid,*' -ExpectedMessage "*Line 1?:*last line*"
        { Import-SfAccessSnapshot (Join-Path $TestDrive nothing.gz) -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileNotFound,*'
        { Get-Probe -Snapshot $text } | Should -Throw -ExpectedMessage '*last line*'
        { Get-Probe -Snapshot (Join-Path $TestDrive nothing.gz) } | Should -Throw -ExpectedMessage '*There is no file*'
        { Get-Probe -Snapshot 'Env:\PATH' } | Should -Throw -ExpectedMessage '*not a path of the file system*'
    }

    It 'goes into -Snapshot as what was read, what was written, a file or its path' {
        $written = Export-SfAccessSnapshot $file
        $read = Import-SfAccessSnapshot $file
        foreach ($given in $written, $read, (Get-Item $file), $file) {
            (Get-Probe -Snapshot $given).RowCount | Should -Be $written.Rows
        }
        (Get-Item $file | Import-SfAccessSnapshot).RowCount | Should -Be $written.Rows
        ($written | Import-SfAccessSnapshot).RowCount | Should -Be $written.Rows
    }

    It 'shows itself in a few lines' {
        $written = Export-SfAccessSnapshot $file
        ($written | Out-String -Width 120) | Should -Match 'Name\s+Org\s+Users\s+Containers\s+Rows\s+NotRead'
        $shown = Import-SfAccessSnapshot $file | Out-String -Width 120
        $shown | Should -Match 'profile\(s\), \d+ permission set\(s\), 1 group\(s\), 1 muting set\(s\)'
        @($shown.Trim() -split "`n").Count | Should -BeLessThan 12
    }

    It 'makes a practice org that exports the same' {
        $text = [System.IO.Path]::ChangeExtension($file, 'txt')
        $null = Export-SfAccessSnapshot $text -AsText
        $copy = Connect-SfOrg -Practice -PracticeSnapshot $text -Alias copy
        $null = Export-SfAccessSnapshot "$text.2" -AsText
        Get-State "$text.2" | Should -Be (Get-State $text)
        $copy.Host | Should -Not -Be (Get-SfOrg practice).Host
        { Connect-SfOrg -Practice -PracticeSnapshot $text -Alias copy -ErrorAction Stop } | Should -Throw -ErrorId 'SfPracticeOpen,*'
        Set-Content "$text.3" nothing
        { Connect-SfOrg -Practice -PracticeSnapshot "$text.3" -Alias third -ErrorAction Stop } | Should -Throw -ErrorId 'SfSnapshotInvalid,*'
    }
}

Describe 'Ctrl+C in an export' {
    BeforeAll {
        $served = Start-ServedOrg
        $null = Invoke-RestMethod "$($served.Url)/practice/grow?objects=300&containers=120&fieldRows=60000" -Method Post
        $file = Join-Path $TestDrive stopped.snap.gz
    }
    AfterAll {
        Get-SfOrg | Disconnect-SfOrg
        Stop-ServedOrg $served
    }

    It 'ends within a second, leaves no file, and -Resume asks only for the rest' {
        Add-ServedFault $served @{ kind = 'Hang'; path = 'query'; skip = 25 }
        $shell = [powershell]::Create().AddScript({
            param($Manifest, $Url, $Token, $File)
            Import-Module $Manifest
            $null = Connect-SfOrg -InstanceUrl $Url -AccessToken (ConvertTo-SecureString $Token -AsPlainText -Force) -Alias stopped
            Export-SfAccessSnapshot $File
        }).AddArgument($ModuleManifest).AddArgument($served.Url).AddArgument($served.Token).AddArgument($file)
        $run = $shell.BeginInvoke()
        $until = [datetime]::UtcNow.AddSeconds(60)
        while ((Get-ServedStats $served).faultsFired -eq 0 -and [datetime]::UtcNow -lt $until) { Start-Sleep -Milliseconds 50 }
        Start-Sleep -Milliseconds 300
        $time = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $time.Elapsed.TotalSeconds | Should -BeLessThan 2
        $file | Should -Not -Exist
        $kept = @(Get-ChildItem "$file.part" -Filter *.rows.gz).Count
        $kept | Should -BeGreaterThan 5

        $null = Invoke-RestMethod "$($served.Url)/practice/reset-stats" -Method Post
        $null = Connect-ServedOrg $served
        { Export-SfAccessSnapshot $file -ErrorAction Stop } | Should -Throw -ErrorId 'SfSnapshotUnfinished,*'
        $done = Export-SfAccessSnapshot $file -Resume
        $done.TablesResumed | Should -Be $kept
        "$file.part" | Should -Not -Exist
        $asked = (Get-ServedStats $served).byResource.'GET query'
        $null = Invoke-RestMethod "$($served.Url)/practice/reset-stats" -Method Post
        $all = Export-SfAccessSnapshot "$file.2"

        # The sizes of the tables, which are kept too, are asked for in a batch.
        $asked | Should -Be ((Get-ServedStats $served).byResource.'GET query' - $kept + 1)
        $all.Rows | Should -Be $done.Rows
    }
}

Describe 'serve --snapshot' {
    It 'begins as the org that the snapshot is of' {
        $null = Connect-SfOrg -Practice
        $null = New-SfPermissionSet Made_Here -Label 'Made here'
        $file = (Export-SfAccessSnapshot (Join-Path $TestDrive served.snap.gz)).Path
        Get-SfOrg | Disconnect-SfOrg
        $served = Start-ServedOrg '--snapshot', $file
        try {
            $null = Connect-ServedOrg $served
            (Get-SfPermissionSet Made_Here).Label | Should -Be 'Made here'
        }
        finally {
            Get-SfOrg | Disconnect-SfOrg
            Stop-ServedOrg $served
        }
    }
}
