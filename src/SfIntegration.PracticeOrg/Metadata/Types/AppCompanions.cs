using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>ExtlClntAppOauthSettings: scopes and trusted address ranges. oauthLink is Salesforce's own and not read.</summary>
internal sealed class OauthSettingsType : AppCompanionType
{
    private const int MostRanges = 128;

    public OauthSettingsType()
        : base("oauthLink", "trustedIpRanges")
    {
    }

    public override string Name => "ExtlClntAppOauthSettings";

    public override string Directory => "extlClntAppOauthSettings";

    public override string Suffix => "ecaOauth";

    protected override string Table => SideTables.ExternalOauthSettings;

    protected override string Permission => "ExternalClientAppDeveloper";

    protected override IEnumerable<XElement?> ReadElsewhere(MetadataScope scope, string appId, Row row) =>
        SideRows.All(scope.Store, SideTables.AppIpRange, appId)
            .Select(r => MetadataXml.El(
                "trustedIpRanges",
                MetadataXml.Text("description", r.Text("description")),
                MetadataXml.El("endIpAddress", r.Text("endIpAddress")),
                MetadataXml.El("startIpAddress", r.Text("startIpAddress"))))
            .Append(SideRows.Of(scope.Store, SideTables.Consumer, appId) is { } consumer
                ? MetadataXml.El("oauthLink", scope.Engine.OrganizationId.Substring(0, 15) + ":" + consumer.Id.Substring(0, 15))
                : null!);

    protected override void WriteElsewhere(MetadataScope scope, Row app, XElement metadata)
    {
        var ranges = MetadataXml.All(metadata, "trustedIpRanges");
        if (ranges.Length > MostRanges)
        {
            throw MetadataFaults.Invalid("An external client app has at most 128 trusted IP ranges", "trustedIpRanges");
        }

        BringPolicies(scope, app, metadata);
        SideRows.Clear(scope.Store, SideTables.AppIpRange, app.Id);
        foreach (var range in ranges)
        {
            var (start, end) = (MetadataXml.TextOf(range, "startIpAddress") ?? "", MetadataXml.TextOf(range, "endIpAddress") ?? "");
            if (AddressRanges.Refusal(start, end) is { } refusal)
            {
                throw MetadataFaults.Invalid(refusal, "trustedIpRanges");
            }

            SideRows.Add(scope.Store, SideTables.AppIpRange, app.Id, ("startIpAddress", start), ("endIpAddress", end), ("description", MetadataXml.TextOf(range, "description")));
        }
    }

    private static void BringPolicies(MetadataScope scope, Row app, XElement metadata)
    {
        if (scope.Engine.Switches.ExternalAppsComeWithPolicies && SideRows.Of(scope.Store, SideTables.ExternalOauthPolicies, app.Id) is null)
        {
            var settings = SideRows.Of(scope.Store, SideTables.ExternalOauthSettings, app.Id)!.Text("DeveloperName");
            SideRows.Add(
                scope.Store,
                SideTables.ExternalOauthPolicies,
                app.Id,
                ("DeveloperName", settings + "_defaultPolicy"),
                ("label", MetadataXml.TextOf(metadata, "label")),
                ("permittedUsersPolicyType", "AllSelfAuthorized"),
                ("refreshTokenPolicyType", "Infinite"),
                ("ipRelaxationPolicyType", "Enforce"));
        }
    }
}

/// <summary>ExtlClntAppGlobalOauthSettings: key and secret, certificate and flows. The secret is never told.</summary>
internal sealed class GlobalOauthSettingsType : AppCompanionType
{
    public GlobalOauthSettingsType()
        : base("consumerKey", "consumerSecret", "shouldRotateConsumerKey", "shouldRotateConsumerSecret", "certificate")
    {
    }

    public override string Name => "ExtlClntAppGlobalOauthSettings";

    public override string Directory => "extlClntAppGlobalOauthSets";

    public override string Suffix => "ecaGlblOauth";

    protected override string Table => SideTables.ExternalGlobalOauthSettings;

    protected override string Permission => "ExternalClientAppDeveloper";

    protected override string[] TrueByDefault => new[] { "isPkceRequired", "isSecretRequiredForRefreshToken" };

    protected override IEnumerable<XElement?> ReadElsewhere(MetadataScope scope, string appId, Row row) => new[]
    {
        MetadataXml.Text("certificate", row.Text("certificate")?.Trim()),
        MetadataXml.Text("consumerKey", SideRows.Of(scope.Store, SideTables.Consumer, appId)?.Text("consumerKey")),
        MetadataXml.Flag("shouldRotateConsumerKey", false),
        MetadataXml.Flag("shouldRotateConsumerSecret", false),
    };

    protected override void WriteElsewhere(MetadataScope scope, Row app, XElement metadata)
    {
        if (metadata.Element(MetadataXml.Ns + "certificate") is not null)
        {
            SideRows.Set(scope.Store, Table, app.Id, ("certificate", Certificate(MetadataXml.TextOf(metadata, "certificate"))));
        }

        var (key, secret) = (MetadataXml.TextOf(metadata, "consumerKey"), MetadataXml.TextOf(metadata, "consumerSecret"));
        if (key is not null && scope.Engine.Apps.FindByKey(key) is { } holder && holder.Id != app.Id)
        {
            throw new SfFault(400, "DUPLICATE_VALUE", "The consumer key is already in use", "consumerKey");
        }

        if (SideRows.Of(scope.Store, SideTables.Consumer, app.Id) is not { } consumer)
        {
            AppWriter.AddConsumer(scope.Engine, app.Id, app.Text("MasterLabel")!, scope.Caller.UserId, scope.Engine.Clock.UtcNow, key, secret);
            return;
        }

        if (key is not null && key != consumer.Text("consumerKey"))
        {
            throw MetadataFaults.Invalid("The consumer key is set when the settings are created; use shouldRotateConsumerKey for another one", "consumerKey");
        }

        Rotate(scope, consumer, metadata);
    }

    // The old pair dies at once (facts §5.6), which is why a deployment warns.
    private static void Rotate(MetadataScope scope, Row consumer, XElement metadata)
    {
        var (key, secret) = (MetadataXml.FlagOf(metadata, "shouldRotateConsumerKey") == true, MetadataXml.FlagOf(metadata, "shouldRotateConsumerSecret") == true);
        if (!key && !secret)
        {
            return;
        }

        scope.Warnings.Add("Rotating the consumer key or secret breaks every integration that uses the old one");
        var rotated = consumer.Clone();
        rotated["consumerKey"] = key ? AppWriter.NewKey() : consumer.Text("consumerKey");
        rotated["consumerSecret"] = secret ? AppWriter.NewSecret() : consumer.Text("consumerSecret");
        scope.Store.Put(rotated);
    }

    /// <summary>A checked certificate; null for none.</summary>
    internal static string? Certificate(string? text)
    {
        try
        {
            return text is null ? null : AppFactory.Pem(Encoding.ASCII.GetBytes(text));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw MetadataFaults.Invalid("The certificate can't be read: " + e.Message, "certificate");
        }
    }
}

/// <summary>ExtlClntAppOauthConfigurablePolicies: who may sign in, from where, for how long.</summary>
internal sealed class OauthPoliciesType : AppCompanionType
{
    private const string RunAs = "clientCredentialsFlowUser";

    public OauthPoliciesType()
        : base(RunAs, "commaSeparatedPermissionSet", "commaSeparatedProfile")
    {
    }

    public override string Name => "ExtlClntAppOauthConfigurablePolicies";

    public override string Directory => "extlClntAppOauthPolicies";

    public override string Suffix => "ecaOauthPlcy";

    protected override string Table => SideTables.ExternalOauthPolicies;

    protected override string Permission => "ExternalClientAppAdmin";

    protected override IEnumerable<XElement?> ReadElsewhere(MetadataScope scope, string appId, Row row) => new[]
    {
        MetadataXml.Text(RunAs, scope.Store.Find("User", row.Text(RunAs))?.Text("Username")),
        List("commaSeparatedPermissionSet", AppDoors.PermissionSets(scope.Store, appId)),
        List("commaSeparatedProfile", AppDoors.Profiles(scope.Store, appId)),
    };

    protected override void WriteElsewhere(MetadataScope scope, Row app, XElement metadata)
    {
        if (metadata.Element(MetadataXml.Ns + RunAs) is not null)
        {
            SideRows.Set(scope.Store, Table, app.Id, (RunAs, RunAsUser(scope, MetadataXml.TextOf(metadata, RunAs))));
        }

        AppDoors.Set(scope.Engine, app.Id, Names(metadata, "commaSeparatedPermissionSet"), Names(metadata, "commaSeparatedProfile"));
    }

    /// <summary>The user of a username; it has to be API Only, where the switch says so.</summary>
    internal static string? RunAsUser(MetadataScope scope, string? username)
    {
        if (username is null)
        {
            return null;
        }

        var user = scope.Store.Rows("User", "Username", username, ignoreCase: true).FirstOrDefault() ?? throw NoSuch(RunAs, "User", username);
        return scope.Engine.Switches.RunAsMustBeApiOnly && !scope.Engine.AccessOf(user.Id).HasPermission("ApiUserOnly")
            ? throw MetadataFaults.Invalid($"The user of the client credentials flow must have the permission API Only User: {username}", RunAs)
            : user.Id;
    }

    private static XElement? List(string element, IReadOnlyList<string> names) => names.Count == 0 ? null : MetadataXml.El(element, string.Join(",", names));

    // Not mentioned is not changed; mentioned and empty is nobody.
    private static IEnumerable<string>? Names(XElement metadata, string element) =>
        metadata.Element(MetadataXml.Ns + element)?.Value.Split(',').Select(n => n.Trim()).Where(n => n.Length > 0);
}

/// <summary>ExtlClntAppConfigurablePolicies: whether the app and its plugins are on.</summary>
internal sealed class AppPoliciesType : AppCompanionType
{
    public override string Name => "ExtlClntAppConfigurablePolicies";

    public override string Directory => "extlClntAppPolicies";

    public override string Suffix => "ecaPlcy";

    protected override string Table => SideTables.ExternalPolicies;

    protected override string Permission => "ExternalClientAppAdmin";

    protected override string[] TrueByDefault => new[] { "isEnabled", "isOauthPluginEnabled" };
}
