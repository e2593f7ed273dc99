using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>retrieve, checkRetrieveStatus and the older checkStatus.</summary>
internal static class RetrieveCalls
{
    public static IEnumerable<XElement> Retrieve(MetadataCall call)
    {
        var request = call.Operation.Element(MetadataXml.Ns + "request") ?? throw new SfFault(500, "INVALID_OPERATION", "request is required");
        if (request.Element(MetadataXml.Ns + "unpackaged") is null && MetadataXml.All(request, "packageNames").Length == 0)
        {
            throw new SfFault(500, "INVALID_OPERATION", "No packages or unpackaged components were requested");
        }

        Forget(call.Engine);
        var store = call.Engine.Store;
        var row = new Row(SideTables.Retrieval, store.NewId(SideTables.Prefix(SideTables.Retrieval)))
        {
            ["Request"] = request.ToString(SaveOptions.DisableFormatting),
            ["Version"] = call.Exchange.Version,
            ["Status"] = "Pending",
            ["Looks"] = 0,
            ["CreatedById"] = call.Exchange.Caller.UserId,
            ["CreatedDate"] = call.Engine.Clock.UtcNow,
        };
        store.Put(row);
        if (call.Engine.Switches.MetadataLooksBeforeDone == 0)
        {
            Run(call.Engine, row);
        }

        yield return AsyncResult(row.Id, done: false, "Queued");
    }

    public static IEnumerable<XElement> Check(MetadataCall call)
    {
        var row = Look(call.Engine, Find(call, SideTables.Retrieval));
        var done = row.Text("Status") is "Succeeded" or "Failed";
        var result = row.Text("Result") is { } text ? JsonText.ReadObject(Encoding.UTF8.GetBytes(text)) : new JObject();
        result["done"] = done;
        result["id"] = row.Id;
        result["status"] = row.Text("Status");
        result["success"] = row.Text("Status") == "Succeeded";
        if (done && call.Text("includeZip") != "false" && row["Zip"] is byte[] zip)
        {
            result["zipFile"] = Convert.ToBase64String(zip);
        }

        yield return MetadataXml.FromJson("result", result);
    }

    /// <summary>checkStatus: how a deployment or retrieval stands, without its result.</summary>
    public static IEnumerable<XElement> CheckStatus(MetadataCall call)
    {
        var id = call.Required("asyncProcessId");
        var isDeployment = id.StartsWith(SideTables.Prefix(SideTables.Deployment), StringComparison.Ordinal);
        var row = isDeployment
            ? DeployJobs.Look(call.Exchange, Find(call, SideTables.Deployment))
            : Look(call.Engine, Find(call, SideTables.Retrieval));
        var done = row.Text("Status") is "Succeeded" or "SucceededPartial" or "Failed" or "Canceled";
        yield return AsyncResult(row.Id, done, done ? row.Text("Status") is "Failed" ? "Error" : "Completed" : "InProgress");
    }

    /// <summary>AsyncResult, which begins every deployment and retrieval.</summary>
    public static XElement AsyncResult(string id, bool done, string state) =>
        MetadataXml.El("result", MetadataXml.Flag("done", done), MetadataXml.El("id", id), MetadataXml.El("state", state));

    /// <summary>The row of the asyncProcessId (or id) that a call names.</summary>
    public static Row Find(MetadataCall call, string table)
    {
        var text = call.Text("asyncProcessId") ?? call.Text("id") ?? call.Text("String");
        return SalesforceId.Normalize(text) is { } id && call.Engine.Store.Find(table, id) is { } row
            ? row
            : throw new SfFault(500, "INVALID_ID_FIELD", $"invalid async process id: {text}");
    }

    private static Row Look(OrgEngine engine, Row row)
    {
        if (row.Text("Status") is "Succeeded" or "Failed")
        {
            return row;
        }

        var looks = (int)row["Looks"]! + 1;
        if (looks > engine.Switches.MetadataLooksBeforeDone)
        {
            return Run(engine, row);
        }

        var looked = row.Clone();
        looked["Looks"] = looks;
        looked["Status"] = looks == 1 ? "Pending" : "InProgress";
        engine.Store.Put(looked);
        return looked;
    }

    private static Row Run(OrgEngine engine, Row row)
    {
        var done = row.Clone();
        var request = MetadataXml.Parse(Encoding.UTF8.GetBytes(row.Text("Request")!));
        try
        {
            var (zip, result) = Gather(engine, row, request);
            done["Zip"] = zip;
            done["Result"] = Encoding.UTF8.GetString(JsonText.Write(result));
            done["Status"] = "Succeeded";
        }
        catch (SfFault fault)
        {
            done["Result"] = Encoding.UTF8.GetString(JsonText.Write(new JObject { ["errorMessage"] = fault.Message, ["errorStatusCode"] = fault.Code }));
            done["Status"] = "Failed";
        }

        done["Request"] = null;
        engine.Store.Put(done);
        return done;
    }

    private static (byte[] Zip, JObject Result) Gather(OrgEngine engine, Row row, XElement request)
    {
        var manifest = PackageManifest.Read(request.Element(MetadataXml.Ns + "unpackaged") ?? MetadataXml.El("unpackaged"));
        var version = manifest.Version ?? PackageManifest.VersionOf(MetadataXml.TextOf(request, "apiVersion") ?? row.Text("Version")!);
        var scope = new MetadataScope(engine, engine.AccessOf(row.Text("CreatedById")!), version);
        var single = MetadataXml.FlagOf(request, "singlePackage") ?? false;
        var gathered = RetrieveRun.Of(scope, manifest, version, single ? "" : "unpackaged/");
        foreach (var package in MetadataXml.All(request, "packageNames"))
        {
            ((JArray)gathered.Result["messages"]!).Add(new JObject { ["fileName"] = "package.xml", ["problem"] = $"You requested to retrieve a package named: {package.Value.Trim()}, but it was not found" });
        }

        return gathered;
    }

    // Results are kept for a day.
    private static void Forget(OrgEngine engine)
    {
        foreach (var old in engine.Store.Rows(SideTables.Retrieval).Where(r => r["CreatedDate"] is DateTime at && at < engine.Clock.UtcNow.AddDays(-1)).ToList())
        {
            engine.Store.Remove(old);
        }
    }
}
