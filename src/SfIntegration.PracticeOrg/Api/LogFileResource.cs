using System.Text;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>/sobjects/EventLogFile/{id}/LogFile: the file itself (OR:eventlogfile).</summary>
internal static class LogFileResource
{
    public static PracticeResponse Get(Exchange exchange)
    {
        exchange.SeenObject("EventLogFile");
        return SalesforceId.Normalize(exchange.Value("id")) is { } id && exchange.Org.Engine.LogFiles.Find(id) is { } file
            ? new PracticeResponse(200, Encoding.UTF8.GetBytes(file.Csv()), "text/csv")
            : throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
    }
}
