using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>
/// /apps/oauth/credentials: key and secret of external client apps, and their replacement without an interruption (facts §5.6). It needs the
/// org's setting "Allow access to External Client App consumer secrets via REST API", and for secrets View Client Secret
/// (H:xcloud.eca_stage_oauth_credentials.htm).
/// </summary>
internal static class AppCredentialsResource
{
    private const string Setting = "ExternalClientAppSettings.enableClientSecretInRestApiAccess";

    /// <summary>The consumers of an app, with their keys.</summary>
    public static PracticeResponse List(Exchange exchange)
    {
        Enter(exchange, 60);
        var app = ConnectAccess.App(exchange);
        return PracticeResponse.Of(200, new JObject
        {
            ["consumers"] = new JArray(SideRows.All(exchange.Org.Store, SideTables.Consumer, app.Id).Select(c => Consumer(exchange, app, c, key: true, secret: false))),
            ["currentPageUrl"] = Url(exchange, app),
            ["nextPageUrl"] = null,
        });
    }

    /// <summary>One consumer: its key, unless the parameter part asks for secret or keyandsecret.</summary>
    public static PracticeResponse Get(Exchange exchange)
    {
        Enter(exchange, 60);
        var app = ConnectAccess.App(exchange);
        var part = exchange.Query("part")?.ToLowerInvariant() ?? "key";
        if (part is not ("key" or "secret" or "keyandsecret"))
        {
            throw new SfFault(400, "INVALID_PARAMETER", $"The parameter part is not one of key, secret, keyandsecret: {part}");
        }

        if (part != "key")
        {
            ConnectAccess.NeedOne(exchange, "ViewClientSecret");
        }

        return PracticeResponse.Of(200, Consumer(exchange, app, ConsumerRow(exchange, app), part != "secret", part != "key"));
    }

    /// <summary>The second pair of a consumer, as a list of none or one.</summary>
    public static PracticeResponse ListStaged(Exchange exchange)
    {
        EnterStaged(exchange);
        var app = ConnectAccess.App(exchange);
        return Collection(exchange, app, ConsumerRow(exchange, app));
    }

    /// <summary>Stages a fresh pair.</summary>
    public static PracticeResponse Stage(Exchange exchange)
    {
        EnterStaged(exchange);
        var app = ConnectAccess.App(exchange);
        var consumer = ConsumerRow(exchange, app);
        exchange.Ledger.NextRow();
        StagedCredentials.Stage(exchange.Org.Engine, consumer.Id, exchange.Caller.UserId);
        Note(exchange, "app.staged", $"Staged consumer credentials of app {app.Name}");
        exchange.Ledger.Wrote();
        return Collection(exchange, app, consumer);
    }

    /// <summary>The second pair.</summary>
    public static PracticeResponse GetStaged(Exchange exchange)
    {
        EnterStaged(exchange);
        var app = ConnectAccess.App(exchange);
        var consumer = ConsumerRow(exchange, app);
        return PracticeResponse.Of(200, Staged(exchange, app, consumer, StagedRow(exchange, consumer)));
    }

    /// <summary>The one command is rotate: the staged pair becomes the first, the first becomes the second.</summary>
    public static PracticeResponse Rotate(Exchange exchange)
    {
        EnterStaged(exchange);
        var app = ConnectAccess.App(exchange);
        var consumer = ConsumerRow(exchange, app);
        var staged = StagedRow(exchange, consumer);
        if (exchange.BodyObject()["command"] is not JValue { Value: "rotate" })
        {
            throw new SfFault(400, "INVALID_INPUT", "The property command is required; its one value is rotate.");
        }

        exchange.Ledger.NextRow();
        var store = exchange.Org.Store;
        store.Transaction(() =>
        {
            staged = StagedCredentials.Rotate(exchange.Org.Engine, consumer.Id, staged);
            Note(exchange, "app.rotated", $"Rotated consumer credentials of app {app.Name}");
            return true;
        });
        exchange.Ledger.Wrote();
        return PracticeResponse.Of(200, Staged(exchange, app, store.Find(SideTables.Consumer, consumer.Id)!, staged));
    }

    /// <summary>Ends the second pair.</summary>
    public static PracticeResponse DeleteStaged(Exchange exchange)
    {
        EnterStaged(exchange);
        var app = ConnectAccess.App(exchange);
        var staged = StagedRow(exchange, ConsumerRow(exchange, app));
        exchange.Ledger.NextRow();
        exchange.Org.Store.Remove(staged);
        Note(exchange, "app.unstaged", $"Deleted staged consumer credentials of app {app.Name}");
        exchange.Ledger.Wrote();
        return PracticeResponse.Empty(204);
    }

    private static void Note(Exchange exchange, string key, string display) =>
        AuditTrail.Note(exchange.Org.Engine, exchange.Caller, key, display);

    private static void Enter(Exchange exchange, int version)
    {
        ConnectAccess.NeedVersion(exchange, version);
        if (!exchange.Org.Engine.Settings.Flag(Setting))
        {
            throw new SfFault(403, "FUNCTIONALITY_NOT_ENABLED", "This feature is not currently enabled for this user.");
        }

        ConnectAccess.NeedOne(exchange, "ExternalClientAppDeveloper", "ExternalClientAppAdmin", "ClientSecretRotation");
    }

    private static void EnterStaged(Exchange exchange)
    {
        Enter(exchange, 65);
        ConnectAccess.NeedOne(exchange, "ExternalClientAppDeveloper", "ClientSecretRotation");
        ConnectAccess.NeedOne(exchange, "ViewClientSecret");
    }

    private static Row ConsumerRow(Exchange exchange, PracticeApp app) =>
        exchange.Org.Store.Find(SideTables.Consumer, SalesforceId.Normalize(exchange.Value("consumer"))) is { } row && row.Text("ParentId") == app.Id
            ? row
            : throw Faults.NotFound();

    private static Row StagedRow(Exchange exchange, Row consumer) =>
        StagedCredentials.Of(exchange.Org.Store, consumer.Id) is { } row && row.Id == SalesforceId.Normalize(exchange.Value("staged")) ? row : throw Faults.NotFound();

    private static JObject Consumer(Exchange exchange, PracticeApp app, Row consumer, bool key, bool secret)
    {
        var url = Url(exchange, app) + "/" + consumer.Id;
        return new JObject
        {
            ["id"] = consumer.Id,
            ["key"] = key ? consumer.Text("consumerKey") : null,
            ["name"] = consumer.Text("Name"),
            ["secret"] = secret ? consumer.Text("consumerSecret") : null,
            ["stagedCredentialsUrl"] = url + "/staged",
            ["url"] = url,
        };
    }

    private static PracticeResponse Collection(Exchange exchange, PracticeApp app, Row consumer)
    {
        var staged = StagedCredentials.Of(exchange.Org.Store, consumer.Id);
        return PracticeResponse.Of(200, new JObject
        {
            ["stagedCredentials"] = staged is null ? new JArray() : new JArray(Staged(exchange, app, consumer, staged)),
            ["url"] = $"{Url(exchange, app)}/{consumer.Id}/staged",
        });
    }

    private static JObject Staged(Exchange exchange, PracticeApp app, Row consumer, Row staged)
    {
        var url = $"{Url(exchange, app)}/{consumer.Id}/staged";
        return new JObject
        {
            ["createdBy"] = staged.Text("CreatedById"),
            ["createdDate"] = ConnectAccess.Moment(staged["CreatedDate"]),
            ["expirationDate"] = ConnectAccess.Moment(staged["ExpirationDate"]),
            ["id"] = staged.Id,
            ["key"] = staged.Text("consumerKey"),
            ["secret"] = staged.Text("consumerSecret"),
            ["stagedCredentialsUrl"] = url,
            ["state"] = StagedCredentials.StateOf(staged, exchange.Org.Clock.UtcNow),
            ["url"] = url + "/" + staged.Id,
        };
    }

    private static string Url(Exchange exchange, PracticeApp app) => $"{exchange.DataPath}/apps/oauth/credentials/{app.Id}";
}
