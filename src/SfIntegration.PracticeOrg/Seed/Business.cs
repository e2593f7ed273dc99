using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>Customers, products, opportunities and invoices: Data/records.json.</summary>
internal static class Business
{
    public static void Add(SeedContext context)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        var admin = context.IdOf("User", "Username", CompanySeed.AdminUsername);
        var number = 0;
        foreach (var entry in EmbeddedData.Json("Seed.Data.records.json")["rows"]!.Cast<JObject>())
        {
            var schema = context.Engine.Schema.Find((string)entry["type"]!)!;
            var ownerId = (string?)entry["owner"] is { } owner ? context.IdOf("User", "Username", owner + "@acme.example") : admin;
            var values = new List<(string, object?)>();
            if (schema.Field("OwnerId") is not null)
            {
                values.Add(("OwnerId", ownerId));
            }

            foreach (var property in entry.Properties().Where(p => p.Name is not ("type" or "key" or "owner")))
            {
                var value = ((JValue)property.Value).Value;
                var field = schema.Field(property.Name)
                    ?? throw new InvalidOperationException($"records.json names {schema.Name}.{property.Name}, which is not there.");
                values.Add((field.Name, value switch
                {
                    string text when text.Length > 1 && text[0] == '@' => ids[text.Substring(1)],
                    _ when field.Type == "date" => context.Now.Date.AddDays(Convert.ToInt32(value)),
                    _ => FieldValues.Read(field, value),
                }));
            }

            Complete(schema.Name, values);
            var row = context.Engine.Create(schema.Name, ownerId, values.ToArray());
            context.Age(row, 90 - (++number * 2));
            ids[(string)entry["key"]!] = row.Id;
        }
    }

    // What Salesforce works out of what was given.
    private static void Complete(string type, List<(string Field, object? Value)> values)
    {
        object? Given(string field) => values.FirstOrDefault(v => v.Field == field).Value;
        switch (type)
        {
            case "Contact" or "Lead":
                values.Add(("Name", $"{Given("FirstName")} {Given("LastName")}"));
                break;
            case "Opportunity":
                var stage = (string)Given("StageName")!;
                values.Add(("IsClosed", stage.StartsWith("Closed", StringComparison.Ordinal)));
                values.Add(("IsWon", stage == "Closed Won"));
                break;
            case "Invoice__c":
                values.Add(("Total__c", Given("Amount__c")));
                break;
        }
    }
}
