using System;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// The second pair of key and secret that a consumer may have (CN:connect_resources_oauth_credentials_staged_credentials): staged before
/// it replaces the first, and the replaced pair after it. Either lives 30 days at most.
/// </summary>
internal static class StagedCredentials
{
    /// <summary>The state of a pair that waits to replace the first.</summary>
    public const string Active = "Active";

    /// <summary>The state of a pair that was replaced.</summary>
    public const string Rotated = "Rotated";

    /// <summary>The state of either after its 30 days.</summary>
    public const string Expired = "Expired";

    private const int Days = 30;

    /// <summary>The second pair of a consumer, or null.</summary>
    public static Row? Of(OrgStore store, string consumerId) => SideRows.Of(store, SideTables.StagedCredential, consumerId);

    /// <summary>A pair's state at a moment.</summary>
    public static string StateOf(Row staged, DateTime now) =>
        staged["ExpirationDate"] is DateTime until && until <= now ? Expired : staged.Text("State")!;

    /// <summary>Makes a pair that waits. A consumer has one second pair at a time; one that expired gives way.</summary>
    public static Row Stage(OrgEngine engine, string consumerId, string byUserId)
    {
        var now = engine.Clock.UtcNow;
        if (Of(engine.Store, consumerId) is { } there)
        {
            if (StateOf(there, now) != Expired)
            {
                throw new SfFault(400, "INVALID_OPERATION", "Staged credentials already exist for this consumer.");
            }

            engine.Store.Remove(there);
        }

        return SideRows.Add(
            engine.Store,
            SideTables.StagedCredential,
            consumerId,
            ("consumerKey", AppWriter.NewKey()),
            ("consumerSecret", AppWriter.NewSecret()),
            ("State", Active),
            ("CreatedDate", now),
            ("CreatedById", byUserId),
            ("ExpirationDate", now.AddDays(Days)));
    }

    /// <summary>Puts the pair that waits in the first place; the pair that was there takes its place, for 30 days.</summary>
    public static Row Rotate(OrgEngine engine, string consumerId, Row staged)
    {
        var now = engine.Clock.UtcNow;
        if (StateOf(staged, now) is var state && state != Active)
        {
            throw new SfFault(400, "INVALID_OPERATION", $"Credentials in the state {state} cannot be rotated.");
        }

        var consumer = engine.Store.Find(SideTables.Consumer, consumerId)!.Clone();
        var second = staged.Clone();
        foreach (var column in new[] { "consumerKey", "consumerSecret", "CreatedDate", "CreatedById" })
        {
            (consumer[column], second[column]) = (second[column], consumer[column]);
        }

        second["State"] = Rotated;
        second["ExpirationDate"] = now.AddDays(Days);
        engine.Store.Put(consumer);
        engine.Store.Put(second);
        return second;
    }

    /// <summary>The pair of that key among the second pairs, where it signs in now.</summary>
    public static AppCredential? Find(OrgEngine engine, string key)
    {
        var staged = engine.Store.Rows(SideTables.StagedCredential, "consumerKey", key).FirstOrDefault();
        var works = staged is not null && StateOf(staged, engine.Clock.UtcNow) switch
        {
            Active => engine.Switches.StagedCredentialsWork,
            Rotated => engine.Switches.RotatedCredentialsWork,
            _ => false,
        };
        return works && engine.Apps.Find(engine.Store.Find(SideTables.Consumer, staged!.Text("ParentId"))?.Text("ParentId")) is { } app
            ? new AppCredential(app, key, staged.Text("consumerSecret")!)
            : null;
    }
}
