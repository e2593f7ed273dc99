using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Api;

/// <summary>The actions of /practice/ around sign-ins: the org's settings, certificates, and what became of them.</summary>
internal static class ControlSignIns
{
    private static readonly JsonSerializer s_plain = JsonSerializer.Create(new JsonSerializerSettings());

    /// <summary>Adds the actions.</summary>
    public static void Add(PracticeOrg org, IDictionary<string, Func<PracticeRequest, JToken>> actions)
    {
        actions["GET settings"] = _ => Settings(org);
        actions["POST settings"] = request =>
        {
            var values = ControlBody.ReadAny(request).Properties().Select(p => (p.Name, Value: ((p.Value as JValue) ?? throw new ArgumentException($"The setting '{p.Name}' has one value.")).Value)).ToList();
            org.Do(engine => engine.Store.Transaction(() =>
            {
                values.ForEach(v => engine.Settings.Change(v.Name, v.Value is long number ? checked((int)number) : v.Value));
                return true;
            }));
            return Settings(org);
        };
        actions["GET sign-ins"] = _ => JToken.FromObject(
            org.AsSystem.Query("SELECT LoginTime, UserId, Status, LoginType, LoginSubType, Application, SourceIp FROM LoginHistory ORDER BY LoginTime DESC LIMIT 100"),
            s_plain);
        actions["POST browser-sign-in"] = request => new JObject
        {
            ["status"] = org.TryBrowserSignIn(ControlBody.Read(request, "username").Required("username")),
        };
        actions["POST certificate"] = request =>
        {
            var body = ControlBody.Read(request, "consumerKey", "certificate");
            var key = body.Required("consumerKey");
            org.SetCertificate(key, Encoding.ASCII.GetBytes(body.Required("certificate")));
            return App(org, key);
        };
        actions["POST installed"] = request =>
        {
            var body = ControlBody.Read(request, "consumerKey", "installed");
            var key = body.Required("consumerKey");
            org.SetInstalled(key, body.Flag("installed") ?? true);
            return App(org, key);
        };
    }

    private static JObject Settings(PracticeOrg org)
    {
        var all = new JObject();
        org.Do(engine =>
        {
            foreach (var name in OrgSettings.Names)
            {
                all[name] = JToken.FromObject(engine.Settings[name] ?? JValue.CreateNull(), s_plain);
            }
        });
        return all;
    }

    private static JToken App(PracticeOrg org, string key) => ControlApi.App(org.GetApps().First(a => a.ConsumerKey == key));
}
