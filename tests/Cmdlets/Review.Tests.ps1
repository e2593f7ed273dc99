BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module $ModuleManifest -Force
    Connect-SfOrg -Practice | Out-Null
    $scope = Copy-SampleScope $TestDrive
    $user = Import-SfAccessScope $scope | New-SfIntegrationUser -WarningAction SilentlyContinue
    $record = $scope -replace '\.scope\.yaml$', '.approval.json'
    $who = @{ ApprovedBy = 'security@acme.example'; Ticket = 'SEC-1421' }
    function Test-Review { Import-SfAccessScope $scope | Test-SfLeastPrivilege | Where-Object RuleId -Match 'SFI6(08|09|10)' }
    function New-Review { Import-SfAccessScope $scope | New-SfAccessReview -Force -WarningAction SilentlyContinue -ErrorAction Stop }
    # What an hour later would be is said by the file; the hash is left as it was.
    function Edit-Record([scriptblock] $Change) {
        $json = Get-Content $record -Raw | ConvertFrom-Json -DateKind String
        & $Change $json
        $json | ConvertTo-Json -Depth 9 | Set-Content $record
    }
}
AfterAll { Get-SfOrg | Disconnect-SfOrg }

Describe 'An access review' {
    It 'of a scope that nobody approved yet fails no rule' {
        (Test-Review).Outcome | Should -Be @('Pass', 'Pass', 'Pass')
    }

    It 'is a folder with a cover, a page, the grants and the scope' {
        $review = Import-SfAccessScope $scope | New-SfAccessReview -WarningAction SilentlyContinue
        Split-Path $review.Path -Leaf | Should -Be "orders-$([datetime]::UtcNow.ToString('yyyy-MM-dd'))"
        (Get-ChildItem $review.Path).Name | Sort-Object | Should -Be @('grants.json', (Split-Path $scope -Leaf), 'report.html', 'review.md' | Sort-Object)
        $review.LastApproval | Should -BeNullOrEmpty
        $known = Get-SfEffectiveAccess $user.Username | Where-Object Access -NE 'not assessed'
        $review.Grants | Should -Be $known.Count
        $cover = Get-Content (Join-Path $review.Path review.md) -Raw
        foreach ($part in 'platform-team@acme.example', 'first review', '## Exceptions', 'Not assessed: no logs', 'Invoice__c', 'Approve-SfAccessReview') { $cover | Should -BeLike "*$part*" }
        Get-Content (Join-Path $review.Path report.html) -Raw | Should -BeLike '*Content-Security-Policy*'
        $review | Out-String -Width 120 | Should -Match 'first'
    }

    It 'is not written over unless it is asked' {
        { Import-SfAccessScope $scope | New-SfAccessReview -ErrorAction Stop } | Should -Throw -ErrorId 'SfReviewExists,*'
    }

    It 'approved, is recorded with who, when, ticket and hash, and the next test passes' {
        $approval = New-Review | Approve-SfAccessReview @who
        $approval.Path | Should -Be $record
        $approval.ReviewBy | Should -Be ([datetime]::UtcNow.Date.AddDays(91))
        $json = Get-Content $record -Raw | ConvertFrom-Json -DateKind String
        $json.approvals.Count | Should -Be 1
        $json.approvals[0].approvedBy | Should -Be $who.ApprovedBy
        $json.approvals[0].sha256 | Should -Match '^[0-9a-f]{64}$'
        Test-Json -Path $record -SchemaFile $PSScriptRoot/../../schemas/access-approval.schema.json | Should -BeTrue
        $answers = Test-Review
        ($answers | Where-Object Outcome -EQ Pass).RuleId | Should -Be @('SFI608', 'SFI609', 'SFI610')
        $answers | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
    }

    It 'that is recorded no longer fits when a grant comes, and fits again when it goes' {
        Grant-SfFieldPermission Integ_Order_Sync Account Website Edit -WarningAction SilentlyContinue
        $bad = Test-Review | Where-Object Outcome -EQ Fail
        $bad.RuleId | Should -Be 'SFI608'
        $bad.Target | Should -Be 'Account.Website'
        $bad.Severity | Should -Be 'High'
        $bad.Message | Should -BeLike '*nothing was approved by security@acme.example*SEC-1421*'
        $again = New-Review
        $again.More | Should -Be 1
        $again.Less | Should -Be 0
        Get-Content (Join-Path $again.Path review.md) -Raw | Should -BeLike '*| ?**more**? | Field | Account.Website | nothing | edit |*'
        Get-Content (Join-Path $again.Path report.html) -Raw | Should -BeLike '*"comparisons":?{*'
        Revoke-SfFieldPermission Integ_Order_Sync Account Website -Confirm:$false -WarningAction SilentlyContinue
        Test-Review | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
    }

    It 'where something only went, fails low' {
        Revoke-SfFieldPermission Integ_Order_Sync Account AccountNumber -Confirm:$false -WarningAction SilentlyContinue
        (Test-Review | Where-Object Outcome -EQ Fail).Severity | Should -Be 'Low'
        Import-SfAccessScope $scope | Get-SfAccessPlan -WarningAction SilentlyContinue | Invoke-SfAccessPlan -Confirm:$false -WarningAction SilentlyContinue | Out-Null
        Test-Review | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
    }

    It 'fails when its record is touched: <Name>' -ForEach @(
        @{ Name = 'a grant'; Change = { $args[0].approvals[0].grants[0].access = 'read, edit, delete' } }
        @{ Name = 'the day'; Change = { $args[0].approvals[0].reviewBy = '2099-01-01' } }
        @{ Name = 'the approver'; Change = { $args[0].approvals[0].approvedBy = 'somebody@else.example' } }
        @{ Name = 'the hash'; Change = { $args[0].approvals[0].sha256 = 'f' * 64 } }
        @{ Name = 'the version'; Change = { $args[0].approvalVersion = 2 } }
    ) {
        $before = Get-Content $record -Raw
        try {
            Edit-Record $Change
            $answers = Test-Review
            ($answers | Where-Object Outcome -EQ Fail).RuleId | Should -Be 'SFI610'
            ($answers | Where-Object Outcome -EQ NotAssessed).RuleId | Should -Contain 'SFI608'
            { New-Review } | Should -Throw -ErrorId 'SfApprovalChanged,*'
            # Nor does the policy's question about reviews believe it.
            Set-Content "$TestDrive/policy.yaml" "policyVersion: 1`nreview: { required: true }"
            (Import-SfAccessScope $scope | Test-SfLeastPrivilege -Policy "$TestDrive/policy.yaml" | Where-Object RuleId -EQ SFI611).Outcome | Should -Be NotAssessed
        }
        finally { [System.IO.File]::WriteAllText($record, $before) }
        Test-Review | Where-Object Outcome -EQ Fail | Should -BeNullOrEmpty
    }

    It 'fails when an approval is taken out of the chain' {
        $before = Get-Content $record -Raw
        try {
            New-Review | Approve-SfAccessReview @who | Out-Null
            New-Review | Approve-SfAccessReview @who | Out-Null
            Edit-Record { $args[0].approvals = @($args[0].approvals[0], $args[0].approvals[2]) }
            (Test-Review | Where-Object Outcome -EQ Fail).Message | Should -BeLike '*one was taken out*'
        }
        finally { [System.IO.File]::WriteAllText($record, $before) }
    }

    It 'fails when its day has passed' {
        # As the file would stand had it been approved a year ago: the module itself made it, by its own hash.
        $core = [SfIntegration.Rules.Finding].Assembly
        $book = $core.GetType('SfIntegration.Review.ApprovalBook')
        $flags = [System.Reflection.BindingFlags] 'Public, NonPublic, Static, Instance'
        $before = Get-Content $record -Raw
        try {
            $old = $book.GetMethod('Read', $flags).Invoke($null, @($record))
            $last = $book.GetProperty('Approvals').GetValue($old)[0]
            $core.GetType('SfIntegration.Review.Approval').GetProperty('ReviewBy').SetValue($last, [datetime]::UtcNow.Date.AddDays(-1))
            Remove-Item $record
            $fresh = $book.GetMethod('With', $flags).Invoke($book.GetConstructors()[0].Invoke(@($record, [Array]::CreateInstance($last.GetType(), 0), $null)), @($last))
            $book.GetMethod('Write', $flags).Invoke($fresh, @())
            $bad = Test-Review | Where-Object Outcome -EQ Fail
            $bad.RuleId | Should -Be 'SFI609'
            $bad.Message | Should -BeLike '*held until*'
        }
        finally { [System.IO.File]::WriteAllText($record, $before) }
    }
}

Describe 'Approve-SfAccessReview refuses' {
    BeforeAll { $pack = (New-Review).Path }

    It 'a pack that was edited' {
        $other = Join-Path $TestDrive edited
        Copy-Item $pack $other -Recurse
        (Get-Content (Join-Path $other grants.json) -Raw) -replace '"access": "read"', '"access": "read, edit"' | Set-Content (Join-Path $other grants.json)
        { Approve-SfAccessReview $other @who -ErrorAction Stop } | Should -Throw -ErrorId 'SfReviewChanged,*'
    }

    It 'a folder without one' { { Approve-SfAccessReview $TestDrive @who -ErrorAction Stop } | Should -Throw -ErrorId 'SfNoReview,*' }

    It 'a day that has passed' { { Approve-SfAccessReview $pack @who -ReviewBy 2020-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'SfReviewDatePassed,*' }

    It 'a pack of a scope that was changed since' {
        $before = [System.IO.File]::ReadAllBytes($scope)
        try {
            Add-Content $scope '# another line'
            { Approve-SfAccessReview $pack @who -ErrorAction Stop } | Should -Throw -ErrorId 'SfReviewStale,*'
        }
        finally { [System.IO.File]::WriteAllBytes($scope, $before) }
    }
}

Describe 'A review with logs' {
    It 'counts what they show unused' {
        $use = [Activator]::CreateInstance([SfIntegration.SfUnusedAccess], $true)
        $flags = [System.Reflection.BindingFlags] 'Public, NonPublic, Instance'
        foreach ($pair in @{ Username = $user.Username; SobjectType = 'Account'; Access = 'delete'; Reason = 'never seen'; Verdict = [SfIntegration.SfAccessUse]::Unused }.GetEnumerator()) {
            [SfIntegration.SfUnusedAccess].GetProperty($pair.Key, $flags).SetValue($use, $pair.Value)
        }
        $review = Import-SfAccessScope $scope | New-SfAccessReview -Path (Join-Path $TestDrive logs) -UnusedAccess $use -WarningAction SilentlyContinue
        $review.Unused | Should -Be 1
        Get-Content (Join-Path $review.Path review.md) -Raw | Should -BeLike '*| Account |  | delete | never seen |*'
    }
}
