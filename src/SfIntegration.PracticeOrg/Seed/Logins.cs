using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Seed;

/// <summary>The sign-ins of the last weeks: Data/logins.json, counted back from the org's clock.</summary>
internal static class Logins
{
    public static void Add(SeedContext context)
    {
        var clients = EmbeddedData.Json("Seed.Data.logins.json")["clients"]!;
        var rows = clients.SelectMany(client => Times(context.Now, client).Select(time => (Client: client, Time: time)));
        foreach (var (client, time) in rows.OrderBy(r => r.Time))
        {
            var status = (string?)client["status"] ?? "Success";
            var userId = context.IdOf("User", "Username", (string)client["user"]!);
            var login = context.Create(
                "LoginHistory",
                ("UserId", userId),
                ("LoginTime", time),
                ("LoginType", (string)client["loginType"]!),
                ("LoginSubType", (string?)client["loginSubType"]),
                ("Application", (string)client["application"]!),
                ("ApiType", (string?)client["apiType"] ?? "N/A"),
                ("ApiVersion", (string?)client["apiVersion"] ?? "N/A"),
                ("Browser", (string)client["browser"]!),
                ("ClientVersion", "N/A"),
                ("Platform", (string)client["platform"]!),
                ("SourceIp", (string)client["ip"]!),
                ("LoginUrl", "login.salesforce.com"),
                ("TlsProtocol", "TLS 1.3"),
                ("OptionsIsPost", true),
                ("Status", status));
            context.Change(login, r => Places.Locate(context.Engine, r));
            if (status == "Success")
            {
                context.Change(context.Engine.Store.Find("User", userId)!, r => r["LastLoginDate"] = time);
            }
        }
    }

    private static IEnumerable<DateTime> Times(DateTime now, JToken client)
    {
        var every = (int)client["every"]!;
        var first = now.AddDays(-(int)client["days"]!);
        var last = now.AddDays(-((int?)client["until"] ?? 0));
        for (var time = first.AddMinutes(every * 7); time < last; time = time.AddHours(every))
        {
            yield return new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        }
    }
}
