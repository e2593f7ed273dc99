using System;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>/sobjects/User/{id}/password (facts §2.4). The org keeps no passwords: nobody signs in with one here.</summary>
internal static class PasswordResource
{
    public static PracticeResponse Get(Exchange exchange)
    {
        Require(exchange);
        return PracticeResponse.Of(200, new JObject { ["isExpired"] = false });
    }

    public static PracticeResponse Set(Exchange exchange)
    {
        var id = Require(exchange);
        if (exchange.BodyObject()["NewPassword"] is not JValue { Value: string { Length: >= 8 } })
        {
            throw new SfFault(400, "INVALID_NEW_PASSWORD", "Your password must be at least 8 characters long.");
        }

        Changed(exchange, id, "user.password", "Changed password for user");
        return PracticeResponse.Empty(204);
    }

    public static PracticeResponse Generate(Exchange exchange)
    {
        var id = Require(exchange);
        Changed(exchange, id, "user.password.reset", "Reset password for user");
        return PracticeResponse.Of(200, new JObject { ["NewPassword"] = Guid.NewGuid().ToString("N") });
    }

    private static string Require(Exchange exchange)
    {
        if (!exchange.Caller.HasPermission("ResetPasswords"))
        {
            throw new SfFault(403, "INSUFFICIENT_ACCESS", "You do not have permission to view this record.");
        }

        return SalesforceId.Normalize(exchange.Value("id")) is { } id && exchange.Org.Store.Find("User", id) is not null
            ? id
            : throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private static void Changed(Exchange exchange, string id, string audit, string display)
    {
        exchange.Ledger.NextRow();
        var user = exchange.Org.Store.Find("User", id)!.Clone();
        user["LastPasswordChangeDate"] = exchange.Org.Clock.UtcNow;
        exchange.Org.Store.Put(user);
        AuditTrail.Note(exchange.Org.Engine, exchange.Caller, audit, $"{display} {user.Text("Name")}");
        exchange.Ledger.Wrote();
    }
}
