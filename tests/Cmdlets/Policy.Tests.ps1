BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
    $scope = Copy-SampleScope $TestDrive
    Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue | Out-Null
    $policy = Join-Path $TestDrive policy.yaml
    function Test-Policy([string] $Text) {
        Set-Content $policy "policyVersion: 1`n$Text"
        Import-SfAccessScope $scope | Test-SfLeastPrivilege -Policy $policy | Where-Object RuleId -In SFI110, SFI407, SFI510, SFI611
    }
    function Get-Fail([string] $Text) { Test-Policy $Text | Where-Object Outcome -EQ Fail }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'Test-SfLeastPrivilege -Policy' {
    It 'asks nothing that the file does not name, and nothing without a file' {
        (Test-Policy '').Outcome | Sort-Object -Unique | Should -Be Pass
        $without = Import-SfAccessScope $scope | Test-SfLeastPrivilege | Where-Object RuleId -In SFI110, SFI407, SFI510, SFI611
        $without.Count | Should -Be 4
        $without.Message | Sort-Object -Unique | Should -BeLike 'No policy was given*'
    }

    It 'holds names against the patterns' {
        Get-Fail 'names: { username: "integ-svc-*", permissionSet: Integ_* }' | Should -BeNullOrEmpty
        $bad = Get-Fail 'names: { username: [svc-*, "*@other.example"], permissionSet: Acme_* }'
        $bad.RuleId | Sort-Object -Unique | Should -Be 'SFI110'
        $bad.Target | Should -Be 'integ-svc-orders@acme.example', 'Integ_Order_Sync'
        $bad[0].Message | Should -BeLike '*svc-`* or `*@other.example*'
        $bad[0].Source | Should -BeLike '*order-sync.scope.yaml(*'
    }

    It 'holds the width of the network against it: <Text>' -ForEach @(
        @{ Text = 'network: { widestIPv4: 32 }'; Fails = $true }
        @{ Text = 'network: { widestIPv4: 0 }'; Fails = $false }
    ) {
        # The sample's identity uses a shared profile, to which a range is given here.
        $profileName = (Get-SfIntegrationUser integ-svc-orders@acme.example).Profile
        Set-SfLoginRestriction $profileName -Network 203.0.113.0/24 -Force -Confirm:$false -WarningAction SilentlyContinue | Out-Null
        @(Get-Fail $Text).Count | Should -Be ([int] $Fails)
    }

    It 'holds rotation against it: <Text>' -ForEach @(
        @{ Text = 'rotation: { longest: 1d }'; Fails = $true }
        @{ Text = 'rotation: { longest: 90m }'; Fails = $false }
    ) {
        $stated = (Get-Content $scope -Raw) -match 'rotateEvery'
        $found = @(Get-Fail $Text | Where-Object RuleId -EQ SFI510)
        if ($stated) { $found.Count | Should -Be ([int] $Fails) } else { $found.Message | Should -BeLike '*names no interval*' }
    }

    It 'asks for a review, and for one that does not hold too long' {
        $bad = Get-Fail 'review: { required: true, longest: 13w }' | Where-Object Target -EQ integ-svc-orders@acme.example
        $bad.RuleId | Should -Be 'SFI611'
        $bad.Cure | Should -BeLike '*New-SfAccessReview*'
        Import-SfAccessScope $scope | New-SfAccessReview -Policy $policy -WarningAction SilentlyContinue | Approve-SfAccessReview -ApprovedBy x@acme.example -Ticket T-1 -ReviewBy ([datetime]::UtcNow.AddDays(200)) | Out-Null
        (Get-Fail 'review: { required: true, longest: 13w }' | Where-Object Target -EQ integ-svc-orders@acme.example).Message | Should -BeLike 'The approved review holds for 200 days*'
        Get-Fail 'review: { required: true, longest: 400d }' | Where-Object Target -EQ integ-svc-orders@acme.example | Should -BeNullOrEmpty
    }

    It 'makes a Fail as bad as the policy says' {
        (Get-Fail "names: { username: x-* }`nseverities: { SFI110: Critical }").Severity | Should -Be 'Critical'
    }

    It 'says where a mistake is and what would be right' {
        { Test-Policy 'netwrok: {}' } | Should -Throw -ErrorId 'SfPolicy,*' -ExpectedMessage '*policy.yaml(2,1)*did you mean ``network``*'
        { Import-SfAccessScope $scope | Test-SfLeastPrivilege -Policy (Join-Path $TestDrive none.yaml) } | Should -Throw -ErrorId 'SfFileNotFound,*'
    }
}

Describe 'Findings' {
    It 'say whom to notify, and so do reports' {
        $findings = Import-SfAccessScope $scope | Test-SfLeastPrivilege
        $findings.Contact | Sort-Object -Unique | Should -Be 'platform-team@acme.example'
        $file = Join-Path $TestDrive contact.json
        $findings | Export-SfReport $file
        (Get-Content $file -Raw | ConvertFrom-Json).assessments[0].findings[0].contact | Should -Be 'platform-team@acme.example'
        (Get-SfIntegrationUser erp@acme.example | Test-SfLeastPrivilege)[0].Contact | Should -BeNullOrEmpty
    }
}
