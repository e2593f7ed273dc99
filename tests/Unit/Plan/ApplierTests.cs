using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Plan;

/// <summary>Writes wait for what they rest on, and say so where it is not there.</summary>
public sealed class ApplierTests
{
    [Fact]
    public async Task No_user_is_made_on_a_profile_that_did_not_read_back_as_API_only_and_nothing_else_is_begun()
    {
        var org = new RefusingWriter(ProfileRowWriter.ApiOnly);
        var writes = new[]
        {
            Make(WriteStage.Profile, ProfileRowWriter.SobjectType, "Own", makes: new IdRef(ProfileRowWriter.SobjectType, "Own")),
            Make(WriteStage.ProfileCheck, ProfileRowWriter.ApiOnly, "Own", makes: new IdRef(ProfileRowWriter.ApiOnly, "Own")),
            Make(WriteStage.User, "User", "orders@acme.example", values: new Dictionary<string, object?> { ["ProfileId"] = new IdRef(ProfileRowWriter.ApiOnly, "Own") }),
            Make(WriteStage.PermissionSet, "PermissionSet", "Orders"),
        };
        await new Applier(new RowSender(org, null)).ApplyAsync(writes, null, CancellationToken.None);
        Assert.Equal(new[] { ProfileRowWriter.SobjectType, ProfileRowWriter.ApiOnly }, org.Sent);
        Assert.Equal("Not tried: the profile 'Own' is not there as API Only.", writes[2].Changes[0].Error);
        Assert.Equal("Not tried: the user 'orders@acme.example' could not be made.", writes[3].Changes[0].Error);
    }

    [Fact]
    public async Task What_needs_an_app_that_could_not_be_made_is_not_tried()
    {
        var org = new RefusingWriter("Metadata:ExternalClientApplication");
        var app = new IdRef("ExternalClientApplication", "Orders");
        var writes = new[]
        {
            Make(WriteStage.App, "Metadata:ExternalClientApplication", "Orders", makes: app),
            Make(WriteStage.AppParts, "Metadata:ExtlClntAppOauthSettings", "Orders_oauth", needs: app),
        };
        await new Applier(new RowSender(org, null)).ApplyAsync(writes, null, CancellationToken.None);
        Assert.Equal(ChangeState.Failed, writes[1].Changes[0].State);
        Assert.Equal(new[] { "Metadata:ExternalClientApplication" }, org.Sent);
    }

    private static Write Make(WriteStage stage, string type, string name, IdRef? makes = null, IdRef? needs = null, IReadOnlyDictionary<string, object?>? values = null) => new()
    {
        Stage = stage,
        Operation = WriteOperation.Create,
        SobjectType = type,
        Key = new NaturalKey(("Name", name)),
        Values = values ?? new Dictionary<string, object?>(),
        Makes = makes,
        Needs = needs,
        Changes = new[] { new AccessChange { Kind = ChangeKind.CreateUser, Target = name } },
    };

    private sealed class RefusingWriter(string refused) : IRowWriter
    {
        public List<string> Sent { get; } = [];

        public Task<IReadOnlyList<RowAnswer>> SendAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
        {
            Sent.Add(rows[0].SobjectType);
            return Task.FromResult<IReadOnlyList<RowAnswer>>(rows.Select(r => r.SobjectType == refused ? new RowAnswer(false, null, "REFUSED", "No.") : new RowAnswer(true, "id" + r.Number, null, null)).ToList());
        }

        public Task<IReadOnlyList<string?>> FindAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string?>>(rows.Select(_ => (string?)null).ToList());
    }
}
