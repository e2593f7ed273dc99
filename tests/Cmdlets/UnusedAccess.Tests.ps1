BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    $served = Start-ServedOrg
    Connect-ServedOrg $served | Out-Null
    function Invoke-Practice([string] $Path, $Body) {
        Invoke-RestMethod "$($served.Url)/practice/$Path" -Method Post -ContentType 'application/json' -Body ($Body | ConvertTo-Json)
    }
    Invoke-Practice switches @{ hasEventMonitoring = $true } | Out-Null
    Invoke-Practice settings @{ 'EventSettings.eventLogRetentionDuration' = 365 } | Out-Null
    Invoke-Practice traffic @{ seed = 1; days = 200; rowsPerDay = 60 } | Out-Null
    $logs = Join-Path $TestDrive logs
    Save-SfEventLog $logs -EventType ApiTotalUsage, Login -Interval Daily | Out-Null

    $text = @'
# Kept beside the ERP's own scopes.
scopeVersion: 1
name: connector
owner: { name: Platform Team, contact: platform-team@acme.example }
identity:
  username: crm.connector@acme.example
  lastName: crm.connector
  email: platform-team@acme.example
integrations:
  sync:
    purpose: Keeps opportunities in step
    system: CRM
    owner: { name: CRM, contact: crm@acme.example }
    objects:
      Account: { access: [read, delete], fields: [Website] }
      Contact: { access: [read, edit], fields: { edit: [Email] } }
      Opportunity: { access: [read, create, edit] }
    systemPermissions:
      - { name: ViewSetup, reason: schema discovery }
'@
    $file = Join-Path $TestDrive connector.scope.yaml
    Set-Content $file $text
    $finance = Join-Path $TestDrive finance.scope.yaml
    $text -replace 'name: connector', 'name: finance' -replace 'crm\.connector', 'finance.close' -replace 'Account: .*', 'Invoice__c: { access: [read, edit, delete] }' | Set-Content $finance
    function Find-Row($Rows, [string] $Object, [string] $Access, [string] $Field) { $Rows | Where-Object { $_.SobjectType -eq $Object -and $_.Access -eq $Access -and "$($_.Field)" -eq $Field } }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg; Stop-ServedOrg $served }

Describe 'Find-SfUnusedAccess' {
    It 'proposes what was not used, with window, coverage and confidence, and leaves out what was' {
        $rows = Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs
        $edit = Find-Row $rows Contact edit
        $edit | Should -BeOfType ([SfIntegration.SfUnusedAccess])
        $edit.Verdict | Should -Be Unused
        $edit.Confidence | Should -Be Medium
        $edit.Reason | Should -BeLike 'Contact was used, but never for this; a yearly job would not show; when it was granted is not known*'
        $edit.Coverage | Should -Match '^(199|200|201) of (200|201) days$'
        $edit.Sources | Should -Be ApiTotalUsage
        $edit.Source.Line | Should -Be 16
        $edit.Org.OrgId | Should -Be (Get-SfOrg).OrgId
        Find-Row $rows Opportunity edit | Should -BeNullOrEmpty
        (Find-Row $rows Opportunity create).Confidence | Should -Be Low -Because 'an upsert may create'
        (Find-Row $rows Account read).Confidence | Should -Be Low -Because 'a query may have followed a relationship'
        ($rows | Where-Object Access -EQ ViewSetup).Verdict | Should -Be NoEvidence
    }

    It 'says no evidence of fields, which the free log does not have' {
        $rows = Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs
        (Find-Row $rows Contact read '*').Verdict | Should -Be NoEvidence
        (Find-Row $rows Contact read '*').Reason | Should -BeLike '*ApiTotalUsage has none*'
    }

    It 'gives what was used with -All' {
        $used = Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs -All | Where-Object Verdict -EQ Used
        "$($used | ForEach-Object { "$($_.SobjectType) $($_.Access)" })" | Should -Be 'Contact read Opportunity read Opportunity edit'
        $used.LastUsed | ForEach-Object { $_ | Should -BeGreaterThan ([datetime]::UtcNow.AddDays(-5)) }
    }

    It 'protects the month-end job' {
        (Find-Row (Import-SfAccessScope $finance | Find-SfUnusedAccess -Path $logs) Invoice__c delete).Verdict | Should -Be Protected
    }

    It 'is less sure of a window that a quarter-end job does not show in' {
        $row = Find-Row (Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs -Since ([datetime]::Now.AddDays(-60))) Contact edit
        $row.Confidence | Should -Be Low
        $row.Reason | Should -BeLike '*a quarter-end job would not show*'
    }

    It 'shows the smaller scope as a diff, and writes it beside the original' {
        $small = Join-Path $TestDrive small.scope.yaml
        $diff = Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs -AsDiff -OutScope $small
        $diff.Contains("`n-      Contact: { access: [read, edit], fields: { edit: [Email] } }`n") | Should -BeTrue
        $diff.Contains("`n+      Contact: { access: [read], fields: [Email] }`n") | Should -BeTrue
        (Get-Content $file -Raw).Trim() | Should -Be $text.Trim()
        Get-Content $small -TotalCount 1 | Should -Be "# Kept beside the ERP's own scopes."
        $scope = Import-SfAccessScope $small
        ($scope.Integrations[0].Objects | Where-Object SobjectType -EQ Contact).Access | Should -Be Read
        $scope.Integrations[0].Objects.SobjectType | Should -Contain Account -Because 'that it is not read is not sure enough'
        { Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs -OutScope $small -ErrorAction Stop } | Should -Throw -ErrorId 'SfFileExists,*'
        Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs -OutScope $small -IncludeLowConfidence -Force | Out-Null
        (Import-SfAccessScope $small).Integrations[0].Objects.SobjectType | Should -Be @('Contact', 'Opportunity')
    }

    It 'asks for one scope where it writes one' {
        { Import-SfAccessScope $file, $finance | Find-SfUnusedAccess -Path $logs -OutScope (Join-Path $TestDrive x.yaml) } | Should -Throw -ErrorId 'SfSeveralScopes,*'
    }

    It 'reads well at 120 columns' {
        $shown = Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs | Out-String -Width 120
        $shown | Should -BeLike '*Scope: connector (crm.connector@acme.example), * of * days, ApiTotalUsage*'
        $shown | Should -BeLike '*Contact *edit *Unused (Medium)*Contact was used*'
        ($shown -split "`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'judges no grant that is younger than the window, as the org or the journal beside the scope tells' {
        Import-SfAccessScope $file | New-SfIntegrationUser -WarningAction SilentlyContinue | Out-Null
        (Find-Row (Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs) Contact edit).Verdict | Should -Be TooYoung
        Copy-Item $file (Join-Path (New-Item -ItemType Directory (Join-Path $TestDrive other)) connector.scope.yaml)
        $elsewhere = Join-Path $TestDrive other/connector.scope.yaml
        (Find-Row (Import-SfAccessScope $elsewhere | Find-SfUnusedAccess -Path $logs) Contact edit).GrantedAt | Should -BeGreaterThan ([datetime]::UtcNow.AddHours(-1)) -Because 'the org has the date'
        Get-SfOrg | Disconnect-SfOrg
        (Find-Row (Import-SfAccessScope $elsewhere | Find-SfUnusedAccess -Path $logs) Contact edit).Verdict | Should -Be Unused
        (Find-Row (Import-SfAccessScope $file | Find-SfUnusedAccess -Path $logs) Contact edit).Verdict | Should -Be TooYoung -Because 'the journal has it'
    }
}

Describe 'New-SfAccessScope -FromActivity' {
    It 'drafts what an administrator login did, without a connection, and says what the log does not show' {
        $scope = New-SfAccessScope -FromActivity $logs -Username erp@acme.example -WarningVariable said -WarningAction SilentlyContinue
        $scope.Name | Should -Be erp
        $scope.Integrations.Name | Should -Be sap-pi
        $scope.Integrations[0].System | Should -Be 'SAP PI'
        "$($scope.Integrations[0].Objects | ForEach-Object { "$($_.SobjectType): $($_.Access)" })" | Should -Be 'Account: Read, Edit Order: Read'
        "$said" | Should -BeLike '*no fields are drafted*no log has the fields that were written*sign-ins of a person*198.51.100.0/24*'
        $scope.Integrations[0].Purpose | Should -BeLike 'Drafted from the calls of SAP PI*'
    }

    It 'makes an integration of each system behind a shared login, for another identity' {
        $path = Join-Path $TestDrive new.scope.yaml
        New-SfAccessScope -FromActivity $logs -FromUsername shared.api@acme.example -Username integ-svc-shop@acme.example -ScopeName shop -Path $path -WarningAction SilentlyContinue | Out-Null
        $scope = Import-SfAccessScope $path
        $scope.Identity.Username | Should -Be integ-svc-shop@acme.example
        $scope.Integrations.Name | Should -Be @('shop-bridge', 'wms', 'mailer')
    }

    It 'says who is not in the logs' {
        { New-SfAccessScope -FromActivity $logs -Username nobody@acme.example -ErrorAction Stop } | Should -Throw -ErrorId 'SfNoCalls,*'
    }
}

Describe 'With the text of queries' {
    It 'judges fields by the queries that named them' {
        $own = Start-ServedOrg
        try {
            Invoke-RestMethod "$($own.Url)/practice/switches" -Method Post -ContentType 'application/json' -Body '{"hasEventMonitoring":true}' | Out-Null
            Connect-ServedUser $own erp@acme.example -Alias erp | Out-Null
            Invoke-SfQuery "SELECT Id, Website, Owner.Name FROM Account WHERE Phone = '1'" -Org erp | Out-Null
            Invoke-SfQuery 'SELECT Id, (SELECT Email FROM Contacts) FROM Account' -Org erp | Out-Null
            Invoke-RestMethod "$($own.Url)/practice/clock" -Method Post -ContentType 'application/json' -Body '{"advance":"2.00:00:00"}' | Out-Null
            Connect-ServedUser $own admin@acme.example -Alias later | Out-Null
            $folder = Join-Path $TestDrive texts
            Save-SfEventLog $folder -Org later -EventType RestApi, ApiTotalUsage -Interval Daily | Out-Null
            $texts = Join-Path $TestDrive texts.scope.yaml
            $text -replace 'name: connector', 'name: texts' -replace 'crm\.connector', 'erp' -replace 'Account: .*', 'Account: { access: [read], fields: [Website, Phone, Fax] }' | Set-Content $texts
            $rows = Import-SfAccessScope $texts | Find-SfUnusedAccess -Path $folder -All
            (Find-Row $rows Account read Website).Verdict | Should -Be Used
            (Find-Row $rows Account read Phone).Verdict | Should -Be Used
            (Find-Row $rows Account read Fax).Verdict | Should -Be Unused
            (Find-Row $rows Contact read).Verdict | Should -Be Used -Because 'a query within reads it'
            $rows[0].Sources | Should -Be @('RestApi', 'ApiTotalUsage')
            $draft = New-SfAccessScope -FromActivity $folder -Username erp@acme.example -WarningAction SilentlyContinue
            ($draft.Integrations[0].Objects | Where-Object SobjectType -EQ Account).Fields.Read.Name | Should -Be @('Phone', 'Website')
        }
        finally { Stop-ServedOrg $own }
    }
}
