using System;
using System.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Metadata;

namespace SfIntegration.Practice.Api;

/// <summary>The way of every request: counted, hit by a fault or not, answered under one lock, packed.</summary>
internal sealed class ApiServer
{
    private const int MaxUri = 16_384;

    private readonly OrgParts _org;
    private readonly object _gate;
    private readonly ControlApi _control;

    public ApiServer(OrgParts org, object gate, ControlApi control)
    {
        _org = org;
        _gate = gate;
        _control = control;
    }

    public PracticeResponse Handle(PracticeRequest request, bool control)
    {
        PracticeResponse response;
        PracticeFault? fault = null;
        if (control && ControlApi.Owns(request))
        {
            response = _control.Handle(request);
        }
        else
        {
            _org.Counters.Arrived(Label(request));
            fault = _org.Faults.Pending > 0 ? _org.Faults.Next(request, WriteIntent.Of(request)) : null;
            response = Before(fault) ?? Answer(request, fault);
            After(fault, response);
        }

        if (request.Method == "HEAD")
        {
            response.Body = Array.Empty<byte>();
        }

        Compression.Pack(request, response);
        return response;
    }

    private static string Label(PracticeRequest request) =>
        IsData(request) ? DataApi.Label(request) : MetadataApi.Owns(request) ? MetadataApi.Label(request) : OAuthApi.Label(request) ?? request.Method + " unknown";

    private static bool IsData(PracticeRequest request) =>
        request.Path.StartsWith("/services/data/", StringComparison.OrdinalIgnoreCase)
        || string.Equals(request.Path, "/services/data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Faults that keep the request from being handled.</summary>
    private static PracticeResponse? Before(PracticeFault? fault) => fault?.Kind switch
    {
        PracticeFaultKind.Unavailable => PracticeResponse.Error(503, "SERVER_UNAVAILABLE", "The server is temporarily unable to handle the request."),
        PracticeFaultKind.RequestLimit => PracticeResponse.Error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
        PracticeFaultKind.Reset => new PracticeResponse(0) { Delivery = Delivery.Break },
        _ => null,
    };

    /// <summary>Faults that befall the answer.</summary>
    private static void After(PracticeFault? fault, PracticeResponse response)
    {
        switch (fault?.Kind)
        {
            case PracticeFaultKind.LostAnswer:
                response.Delivery = Delivery.Break;
                break;
            case PracticeFaultKind.Hang:
                response.Delivery = Delivery.Never;
                break;
            case PracticeFaultKind.CutOff:
                response.Delivery = Delivery.Half;
                break;
            case PracticeFaultKind.Slow:
                response.Delay = fault.Delay;
                break;
        }
    }

    private PracticeResponse Answer(PracticeRequest request, PracticeFault? fault)
    {
        if (TooLong(request) is { } refusal)
        {
            return refusal;
        }

        lock (_gate)
        {
            if (fault?.Kind == PracticeFaultKind.ExpiredSession)
            {
                EndSession(request);
            }

            var ledger = new DmlLedger(fault);
            _org.Engine.Events.Begin();
            try
            {
                return IsData(request) ? DataApi.Handle(_org, request, ledger)
                    : MetadataApi.Owns(request) ? MetadataApi.Handle(_org, request, ledger)
                    : OAuthApi.Label(request) is not null ? OAuthApi.Handle(_org, request, ledger)
                    : PracticeResponse.Error(404, "NOT_FOUND", "The requested resource does not exist");
            }
            catch (SfFault refused)
            {
                return PracticeResponse.Error(refused);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A mistake of the practice org itself; Salesforce's own mistakes look like this, and the text shows ours.
                return PracticeResponse.Error(500, "UNKNOWN_EXCEPTION", $"The practice org failed: {e.GetType().Name}: {e.Message} ({e.TargetSite?.DeclaringType?.Name}.{e.TargetSite?.Name})");
            }
            finally
            {
                _org.Counters.Changed(ledger.RowsWritten);
                _org.Engine.CurrentSessionId = null;
                _org.Engine.Events.End();
            }
        }
    }

    /// <summary>URI over 16,384 bytes: 414; URI and headers together: 431 (RS:errorcodes).</summary>
    private static PracticeResponse? TooLong(PracticeRequest request)
    {
        var uri = request.RawUri.Length;
        return uri > MaxUri ? PracticeResponse.Error(414, "URI_TOO_LONG", "The length of the URI exceeds the 16,384-byte limit.")
            : uri + request.Headers.Sum(h => h.Key.Length + h.Value.Length) > MaxUri ? PracticeResponse.Error(431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "The combined length of the URI and headers exceeds the 16,384-byte limit.")
            : null;
    }

    private void EndSession(PracticeRequest request)
    {
        var parts = (request.Header("Authorization") ?? "").Split(new[] { ' ' }, 2);
        if (parts.Length == 2 && _org.Tokens.Find(parts[1].Trim()) is { } session)
        {
            _org.Tokens.Close(session.AuthSessionId);
        }
    }
}
