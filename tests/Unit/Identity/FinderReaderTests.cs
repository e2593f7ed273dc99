using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Identity.Finding;
using SfIntegration.Practice;
using SfIntegration.Unit.Tests.Access;
using Xunit;

namespace SfIntegration.Unit.Tests.Identity;

public sealed class FinderReaderTests
{
    [Fact]
    public async Task The_sins_of_the_practice_company_are_found_in_a_few_calls_and_its_people_are_not()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        var (input, calls) = await PracticeSession.CountAsync(practice, () => new FinderReader(org).ReadAsync(practice.Clock.UtcNow.AddDays(-30), false, CancellationToken.None));
        var found = IntegrationFinder.Find(input, org.Org, false);

        // Seed/Data: an administrator's account used by SAP, a script and a person; one user for three systems; one idle for months.
        Assert.Equal(new[] { "erp@acme.example", "shared.api@acme.example", "old.mes@acme.example" }, found.Select(f => f.Username));
        Assert.Equal(new[] { "an administrator's rights", "a person signs in with it too", "2 systems use it" }, found[0].Concerns);
        Assert.Equal(new[] { "Mail Service", "Warehouse", "Web Shop Bridge" }, found[1].Systems);
        Assert.Contains(found[1].Evidence, e => e.Kind == EvidenceKind.AppAccess && e.What.Contains("Web_Shop_Bridge", StringComparison.Ordinal));
        Assert.Empty(found[2].Systems!);
        Assert.Equal(EvidenceKind.RunAs, Assert.Single(input.NotRead).Key);
        Assert.InRange(calls, 1, 6);
        Assert.Equal(0, practice.Counters.Writes);
    }

    [Fact]
    public async Task A_longer_window_sees_what_was_used_longer_ago()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        var input = await new FinderReader(org).ReadAsync(practice.Clock.UtcNow.AddDays(-180), true, CancellationToken.None);
        Assert.Equal(new[] { "MES" }, IntegrationFinder.Find(input, org.Org, true).Single(f => f.Username == "old.mes@acme.example").Systems);
    }

    [Fact]
    public async Task A_caller_who_sees_only_its_own_traces_is_told_so_and_nobody_is_cleared_by_it()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice, "lena.lead@acme.example");
        var input = await new FinderReader(org).ReadAsync(practice.Clock.UtcNow.AddDays(-30), false, CancellationToken.None);
        Assert.Null(input.Logins);
        Assert.Null(input.Tokens);
        Assert.Null(input.Permissions);
        Assert.Contains("own sign-ins only", input.NotRead[EvidenceKind.ApiLogin], StringComparison.Ordinal);
        Assert.All(IntegrationFinder.Find(input, org.Org, false), a => Assert.Equal((null, null), (a.IsAdministrator, a.IsSharedWithPerson)));
    }
}
