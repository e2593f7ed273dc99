using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.Store;
using SfIntegration.PracticeOrg.Tests.Schema;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

/// <summary>A company with a handful of rows, a stopped clock, and a caller who may do everything unless told otherwise.</summary>
internal sealed class SoqlWorld
{
    private readonly SoqlEngine _engine;

    public SoqlWorld()
    {
        Clock.StopAt(new DateTime(2026, 11, 21, 10, 30, 0, DateTimeKind.Utc));
        _engine = new SoqlEngine(Schema, Store, Clock);
        foreach (var table in VirtualTables.Of(Schema, Store, Switches, id => Others.Find(o => o.UserId == id)))
        {
            _engine.Add(table);
        }
    }

    public PracticeClock Clock { get; } = new();

    public PracticeSwitches Switches { get; } = new();

    /// <summary>Further users whose access can be asked for.</summary>
    public List<FakeCaller> Others { get; } = new();

    public OrgSchema Schema { get; } = StandardSchema.Company();

    public OrgStore Store { get; } = new();

    public FakeCaller Caller { get; } = new();

    /// <summary>Adds a row and answers its id.</summary>
    public string Add(string type, params (string Field, object? Value)[] values)
    {
        var row = new Row(type, Store.NewId(Schema.Find(type)!.KeyPrefix));
        foreach (var (field, value) in values)
        {
            row[field] = value;
        }

        Store.Put(row);
        return row.Id;
    }

    public SoqlResult Run(string soql, bool all = false) => _engine.Run(soql, Caller, "66.0", all);

    /// <summary>The values of the first selected thing of each record, joined by commas.</summary>
    public string Column(string soql) => string.Join(",", Run(soql).Records.Select(r => Show(r.Properties().First(p => p.Name != "attributes").Value)));

    public JObject One(string soql) => Assert.Single(Run(soql).Records);

    public SfFault Fault(string soql) => Assert.Throws<SfFault>(() => Run(soql));

    public static DateTime Utc(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, DateTimeKind.Utc);

    private static string Show(JToken token)
    {
        while (token is JObject nested)
        {
            token = nested.Properties().First(p => p.Name != "attributes").Value;
        }

        return token.Type == JTokenType.Null ? "null" : token.ToString();
    }
}
