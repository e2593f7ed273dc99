using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>ConnectedApp (facts §5.4): those there are can be read, changed and deleted; new ones are refused since Spring '26 (facts §5.7).</summary>
internal sealed class ConnectedAppType : MetadataType
{
    private const string DefaultCallback = "https://login.salesforce.com/services/oauth2/success";

    // Elements that are no columns of the app's own row.
    private static readonly string[] s_root = { "contactEmail", "ipRanges", "label", "oauthConfig", "oauthPolicy", "permissionSetName", "profileName", "sessionPolicy" };

    private static readonly string[] s_oauth = { "callbackUrl", "certificate", "consumerKey", "consumerSecret", "isAdminApproved", "oauthClientCredentialUser", "scopes" };

    private static readonly string[] s_policy = { "ipRelaxation", "refreshTokenPolicy", "singleLogoutUrl" };

    private static readonly string[] s_trueByDefault = { "isSecretRequiredForRefreshToken" };

    public override string Name => "ConnectedApp";

    public override string Directory => "connectedApps";

    public override string Suffix => "connectedApp";

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        var schema = Writable(scope, PracticeApp.Connected);
        foreach (var table in new[] { SideTables.ConnectedOauth, SideTables.Consumer, SideTables.AppIpRange, SideTables.AppApproval })
        {
            SideRows.Clear(scope.Store, table, component.Id);
        }

        AppDoors.Set(scope.Engine, component.Id, Enumerable.Empty<string>(), Enumerable.Empty<string>());
        scope.Engine.Delete(scope.Caller, schema, component.Row!);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, PracticeApp.Connected, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var app = component.Row!;
        var oauth = SideRows.Of(scope.Store, SideTables.ConnectedOauth, app.Id) ?? new Row(SideTables.ConnectedOauth, "");
        return MetadataXml.El(
            Name,
            MetadataXml.El("contactEmail", app.Text("contactEmail") ?? scope.Store.Find("User", app.Text("CreatedById"))?.Text("Email") ?? ""),
            MetadataXml.El("label", app.Text("Name")),
            ColumnXml.Read(app, Name, s_root, s_trueByDefault),
            SideRows.All(scope.Store, SideTables.AppIpRange, app.Id).Select(r => MetadataXml.El(
                "ipRanges",
                MetadataXml.Text("description", r.Text("description")),
                MetadataXml.El("end", r.Text("endIpAddress")),
                MetadataXml.El("start", r.Text("startIpAddress")))),
            MetadataXml.El("oauthConfig", OauthConfig(scope, app, oauth)),
            MetadataXml.El(
                "oauthPolicy",
                MetadataXml.El("ipRelaxation", oauth.Text("ipRelaxation") ?? "ENFORCE"),
                MetadataXml.El("refreshTokenPolicy", oauth.Text("refreshTokenPolicy") ?? "infinite")),
            ColumnXml.Read(oauth, "ConnectedAppSessionPolicy", new string[0], s_trueByDefault).ToList() is { Count: > 0 } session ? MetadataXml.El("sessionPolicy", session) : null,
            app.Flag("OptionsAllowAdminApprovedUsersOnly") ? Doors(scope, app.Id) : null);
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var schema = Writable(scope, PracticeApp.Connected);
        if (component is null && !scope.Engine.Switches.ConnectedAppsCanBeCreated)
        {
            throw MetadataFaults.Invalid("You can't create a connected app. To enable connected app creation, contact Salesforce Customer Support.", "fullName");
        }

        ApiName.Check(Name, fullName);
        var app = (component?.Row ?? Create(scope, fullName, metadata)).Clone();
        app["Name"] = MetadataXml.TextOf(metadata, "label");
        app["contactEmail"] = MetadataXml.TextOf(metadata, "contactEmail");
        foreach (var value in ColumnXml.Write(metadata, Name, s_root))
        {
            app[value.Key] = value.Value;
        }

        var config = metadata.Element(MetadataXml.Ns + "oauthConfig");
        if (config is not null)
        {
            app["OptionsAllowAdminApprovedUsersOnly"] = MetadataXml.FlagOf(config, "isAdminApproved") ?? false;
            PutOauth(scope, app.Id, config);
        }

        RowWriter.Stamp(schema, app, scope.Caller.UserId, scope.Engine.Clock.UtcNow, insert: false);
        scope.Store.Put(app);
        PutPolicies(scope, app.Id, metadata);
        PutRanges(scope, app.Id, metadata);
        PutDoors(scope, app, metadata);
    }

    private static IEnumerable<XElement?> OauthConfig(MetadataScope scope, Row app, Row oauth) => new[]
        {
            MetadataXml.El("callbackUrl", oauth.Text("callbackUrl") ?? DefaultCallback),
            MetadataXml.Text("certificate", oauth.Text("certificate")?.Trim()),
            MetadataXml.Text("consumerKey", SideRows.Of(scope.Store, SideTables.Consumer, app.Id)?.Text("consumerKey")),
            MetadataXml.Flag("isAdminApproved", app.Flag("OptionsAllowAdminApprovedUsersOnly")),
            MetadataXml.Text("oauthClientCredentialUser", scope.Store.Find("User", oauth.Text("oauthClientCredentialUser"))?.Text("Username")),
        }
        .Concat(Scopes(oauth.Text("scopes")).Select(s => MetadataXml.El("scopes", s)))
        .Concat(ColumnXml.Read(oauth, "ConnectedAppOauthConfig", s_oauth, s_trueByDefault));

    private static IEnumerable<string> Scopes(string? joined) => (joined ?? "").Split(',').Where(s => s.Length > 0);

    private static IEnumerable<XElement> Doors(MetadataScope scope, string appId) => AppDoors.PermissionSets(scope.Store, appId).Select(n => MetadataXml.El("permissionSetName", n))
        .Concat(AppDoors.Profiles(scope.Store, appId).Select(n => MetadataXml.El("profileName", n)));

    private static Row Create(MetadataScope scope, string fullName, XElement metadata)
    {
        var app = AppWriter.Create(scope.Engine, scope.Caller.UserId, new AppDraft
        {
            Kind = PracticeApp.Connected,
            Name = MetadataXml.TextOf(metadata, "label")!,
            DeveloperName = fullName,
            AdminApprovedOnly = false,
            CredentialsCreated = scope.Engine.Clock.UtcNow,
        });
        return scope.Store.Find(PracticeApp.Connected, app.Id)!;
    }

    private static void PutOauth(MetadataScope scope, string appId, XElement config)
    {
        var values = ColumnXml.Write(config, "ConnectedAppOauthConfig", s_oauth).Select(v => (v.Key, v.Value)).ToList();
        values.Add(("callbackUrl", MetadataXml.TextOf(config, "callbackUrl")));
        values.Add(("scopes", string.Join(",", MetadataXml.All(config, "scopes").Select(s => s.Value.Trim()))));
        values.Add(("oauthClientCredentialUser", OauthPoliciesType.RunAsUser(scope, MetadataXml.TextOf(config, "oauthClientCredentialUser"))));
        values.Add(("certificate", GlobalOauthSettingsType.Certificate(MetadataXml.TextOf(config, "certificate"))));
        SideRows.Set(scope.Store, SideTables.ConnectedOauth, appId, values.ToArray());

        // The key is chosen when the app is made (facts §5.4).
        var key = MetadataXml.TextOf(config, "consumerKey");
        if (key is not null && SideRows.Of(scope.Store, SideTables.Consumer, appId) is { } consumer && consumer.Text("consumerKey") != key)
        {
            throw MetadataFaults.Invalid("The consumer key of a connected app can't be changed", "consumerKey");
        }
    }

    private static void PutPolicies(MetadataScope scope, string appId, XElement metadata)
    {
        var values = new List<(string, object?)>();
        if (metadata.Element(MetadataXml.Ns + "oauthPolicy") is { } policy)
        {
            Choices.Check("ipRelaxation", MetadataXml.TextOf(policy, "ipRelaxation") ?? "");
            values.AddRange(s_policy.Select(p => (p, (object?)MetadataXml.TextOf(policy, p))).Where(p => p.Item2 is not null));
        }

        if (metadata.Element(MetadataXml.Ns + "sessionPolicy") is { } session)
        {
            values.AddRange(ColumnXml.Write(session, "ConnectedAppSessionPolicy", new string[0]).Select(v => (v.Key, v.Value)));
        }

        SideRows.Set(scope.Store, SideTables.ConnectedOauth, appId, values.ToArray());
    }

    private static void PutRanges(MetadataScope scope, string appId, XElement metadata)
    {
        SideRows.Clear(scope.Store, SideTables.AppIpRange, appId);
        foreach (var range in MetadataXml.All(metadata, "ipRanges"))
        {
            var (start, end) = (MetadataXml.TextOf(range, "start") ?? "", MetadataXml.TextOf(range, "end") ?? "");
            if (AddressRanges.Refusal(start, end) is { } refusal)
            {
                throw MetadataFaults.Invalid(refusal, "ipRanges");
            }

            SideRows.Add(scope.Store, SideTables.AppIpRange, appId, ("startIpAddress", start), ("endIpAddress", end), ("description", MetadataXml.TextOf(range, "description")));
        }
    }

    // profileName and permissionSetName go only with isAdminApproved (facts §5.4).
    private static void PutDoors(MetadataScope scope, Row app, XElement metadata)
    {
        var sets = MetadataXml.All(metadata, "permissionSetName").Select(e => e.Value.Trim()).ToList();
        var profiles = MetadataXml.All(metadata, "profileName").Select(e => e.Value.Trim()).ToList();
        if (app.Flag("OptionsAllowAdminApprovedUsersOnly"))
        {
            AppDoors.Set(scope.Engine, app.Id, sets, profiles);
        }
        else if (sets.Count + profiles.Count > 0)
        {
            throw MetadataFaults.Invalid("profileName and permissionSetName can only be used with isAdminApproved", "permissionSetName");
        }
    }
}
