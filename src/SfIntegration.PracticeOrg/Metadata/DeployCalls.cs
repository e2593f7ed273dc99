using System;
using System.Collections.Generic;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata;

/// <summary>deploy, checkDeployStatus, cancelDeploy.</summary>
internal static class DeployCalls
{
    public static IEnumerable<XElement> Deploy(MetadataCall call)
    {
        byte[] zip;
        try
        {
            zip = Convert.FromBase64String(call.Required("ZipFile"));
        }
        catch (FormatException)
        {
            throw new SfFault(500, "soapenv:Client", "ZipFile is not a valid value for the type xsd:base64Binary");
        }

        var row = DeployJobs.Start(call.Exchange, zip, DeployOptions.Read(call.Operation.Element(MetadataXml.Ns + "DeployOptions")));
        yield return RetrieveCalls.AsyncResult(row.Id, done: false, "Queued");
    }

    public static IEnumerable<XElement> Check(MetadataCall call)
    {
        var row = DeployJobs.Look(call.Exchange, RetrieveCalls.Find(call, SideTables.Deployment));
        yield return MetadataXml.FromJson("result", DeployJobs.Result(call.Scope(), row, call.Text("includeDetails") == "true"));
    }

    public static IEnumerable<XElement> Cancel(MetadataCall call)
    {
        var row = DeployJobs.Cancel(call.Exchange, RetrieveCalls.Find(call, SideTables.Deployment));
        yield return MetadataXml.El("result", MetadataXml.Flag("done", DeployJobs.IsDone(row)), MetadataXml.El("id", row.Id));
    }
}
