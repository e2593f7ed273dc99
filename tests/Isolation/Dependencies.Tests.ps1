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
    $yamls = @'
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'YamlDotNet' } |
            ForEach-Object { "$($_.GetName().Version.Major) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" } | Sort-Object
'@
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
