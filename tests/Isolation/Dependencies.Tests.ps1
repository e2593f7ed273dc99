BeforeAll {
    . $PSScriptRoot/../Cmdlets/Common.ps1
    . $PSScriptRoot/Patched.ps1
    $dependencies = Join-Path (Split-Path $ModuleManifest) 'Dependencies'
    $scope = Copy-SampleScope $TestDrive

    # Runs the whole first look and tells how it ended.
    $firstLook = @"
        Import-Module '$ModuleManifest'
        Connect-SfOrg -Practice | Out-Null
        `$user = Import-SfAccessScope '$scope' | New-SfIntegrationUser -WarningAction SilentlyContinue -JournalPath ([System.IO.Path]::GetTempFileName() + '.jsonl')
        `$findings = `$user | Test-SfLeastPrivilege -Live
        "`$(`$user.State), `$(@(`$findings | Where-Object Outcome -EQ Fail).Count) failed of `$(`$findings.Count)"
"@
    # Tells which versions of an assembly are loaded, each with its load context.
    function Get-Loaded([string] $Assembly) {
        @'
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'ASSEMBLY' } |
            ForEach-Object { "$($_.GetName().Version.Major) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" } | Sort-Object
'@.Replace('ASSEMBLY', $Assembly)
    }
    $yamls = Get-Loaded YamlDotNet
}

Describe 'YamlDotNet of another module' {
    It 'is not there: ours goes into a load context of our own' {
        Invoke-FreshPowerShell "$firstLook`n$yamls" | Should -Match '^Complete, 0 failed of \d+\r?\n16 SfIntegration$'
    }

    It 'is older: both live side by side, and ours is used' {
        $foreign = New-ForeignModule (Join-Path $TestDrive old) (Join-Path $dependencies YamlDotNet.dll) '5.0.0.0'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$firstLook`n$yamls" | Should -Match '^Complete, 0 failed of \d+\r?\n16 SfIntegration\r?\n5 Default$'
    }

    It 'is newer: it is shared' {
        $foreign = New-ForeignModule (Join-Path $TestDrive new) (Join-Path $dependencies YamlDotNet.dll) '99.0.0.0'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$firstLook`n$yamls" | Should -Match '^Complete, 0 failed of \d+\r?\n99 Default$'
    }

    It 'that is loaded after ours is not disturbed' {
        $foreign = New-ForeignModule (Join-Path $TestDrive later) (Join-Path $dependencies YamlDotNet.dll) '5.0.0.0'
        Invoke-FreshPowerShell "$firstLook`nImport-Module '$foreign'`n$yamls" | Should -Match '^Complete, 0 failed of \d+\r?\n16 SfIntegration\r?\n5 Default$'
    }
}

Describe 'CsvHelper of another module' {
    BeforeAll {
        $csvs = Get-Loaded CsvHelper
        # Writes findings of the practice org as CSV, and tells what PowerShell reads in it.
        $report = @"
            Import-Module '$ModuleManifest'
            Connect-SfOrg -Practice | Out-Null
            `$findings = Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege
            `$findings | Export-SfReport ([System.IO.Path]::GetTempFileName() + '.csv') -PassThru -OutVariable written | Out-Null
            `$lines = Import-Csv `$written.FullName
            Remove-Item `$written.FullName
            if (@(`$lines | Where-Object Section -EQ Finding).Count -eq @(`$findings).Count) { 'a line for each finding' }
"@
    }

    It 'is not there: ours goes into a load context of our own' {
        Invoke-FreshPowerShell "$report`n$csvs" | Should -Match '^a line for each finding\r?\n33 SfIntegration$'
    }

    It 'is older: both live side by side, and ours is used' {
        $foreign = New-ForeignModule (Join-Path $TestDrive oldcsv) (Join-Path $dependencies CsvHelper.dll) '12.0.0.0'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$report`n$csvs" | Should -Match '^a line for each finding\r?\n12 Default\r?\n33 SfIntegration$'
    }

    It 'is newer: it is shared' {
        $foreign = New-ForeignModule (Join-Path $TestDrive newcsv) (Join-Path $dependencies CsvHelper.dll) '99.0.0.0'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$report`n$csvs" | Should -Match '^a line for each finding\r?\n99 Default$'
    }

    It 'that is loaded after ours is not disturbed' {
        $foreign = New-ForeignModule (Join-Path $TestDrive latercsv) (Join-Path $dependencies CsvHelper.dll) '12.0.0.0'
        Invoke-FreshPowerShell "$report`nImport-Module '$foreign'`n$csvs" | Should -Match '^a line for each finding\r?\n12 Default\r?\n33 SfIntegration$'
    }
}

Describe 'An older Newtonsoft.Json of another module' {
    BeforeAll {
        $jsons = Get-Loaded Newtonsoft.Json
        $foreign = New-ForeignModule (Join-Path $TestDrive json) (Join-Path $dependencies Newtonsoft.Json.dll) '9.0.0.0'
    }

    It 'loaded into the default context first changes nothing: PowerShell has a newer one, and both modules get that' {
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$firstLook`n$jsons" | Should -Match '^Complete, 0 failed of \d+\r?\n13 Default$'
    }

    It 'loaded into a context of its own first stays there, and ours stays with that of PowerShell' {
        Set-Content $foreign '[System.Runtime.Loader.AssemblyLoadContext]::new("Foreign").LoadFromAssemblyPath("$PSScriptRoot/Newtonsoft.Json.dll") | Out-Null'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$firstLook`n$jsons" | Should -Match '^Complete, 0 failed of \d+\r?\n13 Default\r?\n9 Foreign$'
    }

    It 'loaded from its bytes first, under no name, is not taken for ours' {
        Set-Content $foreign '[System.Reflection.Assembly]::Load([System.IO.File]::ReadAllBytes("$PSScriptRoot/Newtonsoft.Json.dll")) | Out-Null'
        Invoke-FreshPowerShell "Import-Module '$foreign'`n$firstLook`n$jsons" | Should -Match '^Complete, 0 failed of \d+\r?\n13 Default\r?\n9 Assembly\.Load\(byte'
    }
}

Describe 'Newtonsoft.Json, which PowerShell shares' {
    It 'with settings of another module changes nothing of ours, and is not asked for them' {
        $attack = @'
            Add-Type -IgnoreWarnings -WarningAction SilentlyContinue -ReferencedAssemblies Newtonsoft.Json, netstandard, System.Runtime -TypeDefinition @"
                public static class Attack
                {
                    public static int Asked;
                    public static Newtonsoft.Json.JsonSerializerSettings Settings()
                    {
                        Asked++;
                        return new Newtonsoft.Json.JsonSerializerSettings
                        {
                            TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All,
                            ContractResolver = new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
                            DateFormatString = "yyyy",
                            MaxDepth = 1,
                            Formatting = Newtonsoft.Json.Formatting.Indented,
                        };
                    }
                }
"@
            [Newtonsoft.Json.JsonConvert]::DefaultSettings = [Delegate]::CreateDelegate([Func[Newtonsoft.Json.JsonSerializerSettings]], [Attack].GetMethod('Settings'))
            [Newtonsoft.Json.JsonConvert]::SerializeObject(1) | Out-Null
            if ([Attack]::Asked -ne 1) { 'the attack does not work' }
'@
        $after = 'Invoke-SfQuery "SELECT Id, CreatedDate FROM User LIMIT 1" | Out-Null; Invoke-SfApi limits | Out-Null; [Attack]::Asked'
        Invoke-FreshPowerShell "$attack`n$firstLook`n$after" | Should -Match '^Complete, 0 failed of \d+\r?\n1$'
    }
}
