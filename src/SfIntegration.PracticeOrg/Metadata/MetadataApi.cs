using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Metadata;

/// <summary>/services/Soap/m: the door of the Metadata API and its operations (facts §8.3).</summary>
internal static class MetadataApi
{
    private const string Root = "/services/Soap/m/";

    private static readonly Dictionary<string, Func<MetadataCall, IEnumerable<XElement>>> s_operations = new(StringComparer.Ordinal)
    {
        ["createMetadata"] = CrudCalls.Create,
        ["readMetadata"] = CrudCalls.Read,
        ["updateMetadata"] = CrudCalls.Update,
        ["upsertMetadata"] = CrudCalls.Upsert,
        ["deleteMetadata"] = CrudCalls.Delete,
        ["renameMetadata"] = CrudCalls.Rename,
        ["listMetadata"] = ListCalls.List,
        ["describeMetadata"] = ListCalls.Describe,
        ["deploy"] = DeployCalls.Deploy,
        ["checkDeployStatus"] = DeployCalls.Check,
        ["cancelDeploy"] = DeployCalls.Cancel,
        ["retrieve"] = RetrieveCalls.Retrieve,
        ["checkRetrieveStatus"] = RetrieveCalls.Check,
        ["checkStatus"] = RetrieveCalls.CheckStatus,
    };

    /// <summary>The request is for this API.</summary>
    public static bool Owns(PracticeRequest request) => request.Path.StartsWith(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>The operation's name for the counters.</summary>
    public static string Label(PracticeRequest request) => $"{request.Method} Soap/m {OperationOf(request)}";

    /// <summary>The operation asks for a change.</summary>
    public static bool IsWrite(PracticeRequest request) =>
        OperationOf(request) is "createMetadata" or "updateMetadata" or "upsertMetadata" or "deleteMetadata" or "renameMetadata" or "deploy";

    /// <summary>Answers a request; every refusal is a SOAP fault with HTTP 500.</summary>
    public static PracticeResponse Handle(OrgParts org, PracticeRequest request, DmlLedger ledger)
    {
        Exchange? exchange = null;
        PracticeResponse response;
        var operation = "unknown";
        string? client = null;
        try
        {
            var message = (request.Method == "POST" ? SoapMessage.Read(Compression.Unpack(request)) : null)
                ?? throw new SfFault(500, "soapenv:Client", "The request is no SOAP 1.1 envelope with a body");
            (operation, client) = (message.Operation.Name.LocalName, message.Client);
            exchange = Enter(org, request, ledger, message);
            org.Meter.Count();
            org.Counters.CountedAgainstLimit();
            if (message.Operation.Name.Namespace != MetadataXml.Ns || !s_operations.TryGetValue(operation, out var run))
            {
                throw new SfFault(500, "soapenv:Client", $"No operation available for request {message.Operation.Name}");
            }

            response = SoapMessage.Answer(operation, run(new MetadataCall(exchange, message)).ToList());
        }
        catch (SfFault fault)
        {
            response = SoapMessage.Fault(fault.Code, fault.Message);
        }

        CallEvents.Soap(org, request, exchange?.Session, operation, exchange?.Version ?? "", response, client);
        return response;
    }

    /// <summary>Refuses callers without Modify Metadata or Modify All Data, which even reading needs (MD:metadata_perm).</summary>
    public static void NeedPermission(Exchange exchange)
    {
        if (!exchange.Caller.HasPermission("ModifyMetadata") && !exchange.Caller.HasPermission("ModifyAllData"))
        {
            throw new SfFault(403, "INSUFFICIENT_ACCESS", "use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions");
        }
    }

    private static string OperationOf(PracticeRequest request)
    {
        try
        {
            return SoapMessage.OperationOf(Compression.Unpack(request));
        }
        catch (SfFault)
        {
            // What cannot be unpacked calls nothing.
            return "unknown";
        }
    }

    private static Exchange Enter(OrgParts org, PracticeRequest request, DmlLedger ledger, SoapMessage message)
    {
        var version = Version(request.Path.Substring(Root.Length));
        var session = message.SessionId is { } token && (org.Switches.JwtTokensOpenMetadata || !IsJwt(token)) ? org.Tokens.Find(token) : null;
        if (session is null || !org.Policy.MayGoOn(session, org.AddressOf(request)))
        {
            throw new SfFault(500, "INVALID_SESSION_ID", "Invalid Session ID found in SessionHeader: Illegal Session. Session not found");
        }

        org.Engine.CurrentSessionId = session.AuthSessionId;
        var exchange = new Exchange(org, request, ledger) { Version = version, Session = session, Caller = org.Engine.AccessOf(session.UserId) };
        if (!exchange.Caller.HasPermission("ApiEnabled"))
        {
            throw new SfFault(500, "API_DISABLED_FOR_ORG", "API is not enabled for this Organization or Partner");
        }

        NeedPermission(exchange);
        return exchange;
    }

    /// <summary>"66.0", and "66.0/00D..." as login() answers it.</summary>
    private static string Version(string rest)
    {
        var segment = rest.Split('/')[0];
        try
        {
            return ApiVersions.Read("v" + segment);
        }
        catch (SfFault fault) when (fault.Status == 404)
        {
            throw new SfFault(500, "UNSUPPORTED_API_VERSION", $"Invalid Api version specified on URL: {segment}");
        }
    }

    private static bool IsJwt(string token) => token.StartsWith("eyJ", StringComparison.Ordinal) && token.Count(c => c == '.') == 2;
}
