using System;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>What the HTTP resources work on: one org's parts.</summary>
internal sealed class OrgParts
{
    public OrgParts(OrgEngine engine, SoqlEngine soql)
    {
        Engine = engine;
        Soql = soql;
        ToolingSchema = ToolingObjects.Of(engine.Schema);
        ToolingSoql = new SoqlEngine(ToolingSchema, engine.Store, engine.Clock) { Source = soql.Source, ApiPath = "/tooling" };
        foreach (var table in VirtualTables.Of(engine.Schema, engine.Store, engine.Switches, id => engine.Store.Find("User", id) is null ? null : engine.AccessOf(id)))
        {
            Soql.Add(table);
            ToolingSoql.Add(table);
        }

        Tokens = new TokenStore(engine);
        Logins = new LoginLog(engine);
        Policy = new LoginPolicy(engine);
        AppAccess = new AppAccessPolicy(engine);
        Cursors = new QueryCursors(engine.Clock);
        Meter = new ApiMeter(engine.Clock, () => Editions.DailyApiCalls(engine.Store, engine.Switches));
        Described = new DescribeStamp(engine.Store, engine.Clock);
    }

    public OrgEngine Engine { get; }

    public SoqlEngine Soql { get; }

    public OrgSchema Schema => Engine.Schema;

    /// <summary>What the Tooling API shows of the org.</summary>
    public OrgSchema ToolingSchema { get; }

    /// <summary>Answers the Tooling API's queries.</summary>
    public SoqlEngine ToolingSoql { get; }

    public OrgStore Store => Engine.Store;

    public PracticeClock Clock => Engine.Clock;

    public PracticeSwitches Switches => Engine.Switches;

    public TokenStore Tokens { get; }

    public LoginLog Logins { get; }

    public LoginPolicy Policy { get; }

    public AppAccessPolicy AppAccess { get; }

    public QueryCursors Cursors { get; }

    public DescribeStamp Described { get; }

    public PracticeCounters Counters { get; } = new();

    public PracticeFaults Faults { get; } = new();

    /// <summary>The org's My Domain address.</summary>
    public Uri BaseAddress { get; set; } = new("https://acme-practice.my.salesforce.example");

    /// <summary>The username of who administers the org.</summary>
    public string Administrator { get; set; } = Seed.CompanySeed.AdminUsername;

    /// <summary>The address that every client is to have, or null for its own.</summary>
    public string? SetAddress { get; set; }

    /// <summary>A client's address as the org sees it: the one that was set, the transport's, or an example of one.</summary>
    public string AddressOf(PracticeRequest? request) => SetAddress ?? request?.RemoteAddress ?? "203.0.113.10";

    /// <summary>API calls against the daily limit.</summary>
    public ApiMeter Meter { get; }

    /// <summary>The system user that control requests act as.</summary>
    public ICallerAccess AsSystem() =>
        new SystemAccess((Policy.FindUser(Administrator) ?? throw new InvalidOperationException($"There is no user '{Administrator}'.")).Id);
}
