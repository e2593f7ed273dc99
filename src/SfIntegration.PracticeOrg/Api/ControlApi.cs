using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>/practice/: steers the practice org from another process. It is not part of Salesforce (docs/practice-org.md).</summary>
internal sealed class ControlApi
{
    private static readonly JsonSerializer s_plain = JsonSerializer.Create(new JsonSerializerSettings());

    private readonly PracticeOrg _org;
    private readonly object _gate;
    private readonly Dictionary<string, Func<PracticeRequest, PracticeResponse>> _actions;

    public ControlApi(PracticeOrg org, object gate)
    {
        _org = org;
        _gate = gate;
        var actions = new Dictionary<string, Func<PracticeRequest, JToken>>
        {
            ["GET stats"] = _ => Stats(),
            ["POST reset-stats"] = _ => ResetStats(),
            ["GET clock"] = _ => Clock(),
            ["POST clock"] = SetClock,
            ["POST faults"] = AddFaults,
            ["DELETE faults"] = _ => ClearFaults(),
            ["POST sign-in"] = SignIn,
            ["POST approve"] = Approve,
            ["POST grow"] = Grow,
            ["POST dml"] = Dml,
            ["POST query"] = Query,
            ["GET apps"] = _ => Apps(),
            ["POST apps"] = CreateApp,
            ["POST load"] = Load,
            ["POST load-snapshot"] = LoadSnapshot,
        };
        ControlSignIns.Add(org, actions);
        ControlEvents.Add(org, actions);
        ControlTraffic.Add(org, actions);
        _actions = actions.Concat(new ControlSettings(org, gate).Actions).ToDictionary(
            a => a.Key,
            a => (Func<PracticeRequest, PracticeResponse>)(request => PracticeResponse.Of(200, a.Value(request))),
            StringComparer.OrdinalIgnoreCase);
        _actions.Add("POST save", _ => Save());
    }

    /// <summary>The request is for the control endpoint.</summary>
    public static bool Owns(PracticeRequest request) => request.Path.StartsWith("/practice/", StringComparison.OrdinalIgnoreCase);

    public PracticeResponse Handle(PracticeRequest request)
    {
        try
        {
            var name = request.Method + " " + request.Path.Substring("/practice/".Length).TrimEnd('/');
            return _actions.TryGetValue(name, out var action)
                ? action(request)
                : Refused(404, $"There is no '{name}' here. There are: {string.Join(", ", _actions.Keys)}.");
        }
        catch (SfFault fault)
        {
            return Refused(400, fault.Message);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException or XmlException)
        {
            return Refused(400, e.Message);
        }
    }

    private static PracticeResponse Refused(int status, string message) =>
        PracticeResponse.Of(status, new JObject { ["error"] = message });

    private JToken Stats() => new JObject
    {
        ["calls"] = _org.Counters.Calls,
        ["apiCalls"] = _org.Counters.ApiCalls,
        ["writes"] = _org.Counters.Writes,
        ["rowsWritten"] = _org.Counters.RowsWritten,
        ["byResource"] = JObject.FromObject(_org.Counters.ByResource, s_plain),
        ["faultsPending"] = _org.Faults.Pending,
        ["faultsFired"] = _org.Faults.Fired,
    };

    private JToken ResetStats()
    {
        _org.Counters.Reset();
        return Stats();
    }

    private JToken Clock() => new JObject { ["utcNow"] = _org.Clock.UtcNow.ToString("o", CultureInfo.InvariantCulture) };

    private JToken SetClock(PracticeRequest request)
    {
        var body = ControlBody.Read(request, "run", "stopAt", "advance");
        var run = body.Flag("run") == true;
        DateTime? stopAt = body.Text("stopAt") is { } at
            ? DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : null;
        TimeSpan? advance = body.Text("advance") is { } by ? TimeSpan.Parse(by, CultureInfo.InvariantCulture) : null;
        lock (_gate)
        {
            if (run)
            {
                _org.Clock.Run();
            }

            if (stopAt is { } moment)
            {
                _org.Clock.StopAt(moment);
            }

            if (advance is { } time)
            {
                _org.Clock.Advance(time);
            }
        }

        return Clock();
    }

    private JToken AddFaults(PracticeRequest request)
    {
        var body = JsonText.Read(Compression.Unpack(request));
        foreach (var fault in ControlFaults.Read(body))
        {
            _org.Faults.Add(fault);
        }

        return new JObject { ["faultsPending"] = _org.Faults.Pending };
    }

    private JToken ClearFaults()
    {
        _org.Faults.Clear();
        return new JObject { ["faultsPending"] = 0 };
    }

    private JToken SignIn(PracticeRequest request) => new JObject
    {
        ["access_token"] = _org.SignIn(ControlBody.Read(request, "username").Text("username") ?? _org.AdministratorUsername),
        ["instance_url"] = request.Uri.IsLoopback ? request.Uri.GetLeftPart(UriPartial.Authority) : _org.BaseAddress.GetLeftPart(UriPartial.Authority),
    };

    private JToken Approve(PracticeRequest request)
    {
        var body = ControlBody.Read(request, "consumerKey", "username");
        return new JObject { ["refresh_token"] = _org.Approve(body.Required("consumerKey"), body.Required("username")) };
    }

    private JToken Grow(PracticeRequest request)
    {
        var body = ControlBody.Read(request, "to", "xml", "namespace", "standardObjects", "users");
        var (to, standard, users) = (ControlSize.Read(request.Uri.Query, body.Object("to")), body.Texts("standardObjects"), body.Count("users"));
        if (to is { } size)
        {
            _org.GrowTo(size);
        }

        if (body.Text("xml") is { } xml)
        {
            _org.GrowFromMetadata(xml, body.Text("namespace"));
        }

        if (standard is not null)
        {
            _org.GrowStandard(standard);
        }

        if (users is { } count)
        {
            _org.GrowUsers(count);
        }

        return new JObject { ["grown"] = true };
    }

    private PracticeResponse Save()
    {
        using var memory = new MemoryStream();
        _org.SaveState(memory);
        return new PracticeResponse(200, memory.ToArray(), Compression.GzipType);
    }

    private JToken Load(PracticeRequest request)
    {
        using var memory = new MemoryStream(request.Body);
        _org.LoadState(memory);
        return new JObject { ["loaded"] = true };
    }

    private JToken LoadSnapshot(PracticeRequest request)
    {
        using var memory = new MemoryStream(request.Body);
        _org.LoadSnapshot(memory);
        return new JObject { ["loaded"] = true, ["administrator"] = _org.AdministratorUsername };
    }

    private JToken Dml(PracticeRequest request)
    {
        var body = ControlBody.Read(request, "op", "type", "id", "values");
        var type = body.Required("type");
        var values = (body.Object("values") ?? new JObject()).Properties()
            .ToDictionary(p => p.Name, p => (p.Value as JValue)?.Value, StringComparer.OrdinalIgnoreCase);
        string Id() => body.Required("id");
        switch (body.Required("op"))
        {
            case "insert":
                return new JObject { ["id"] = _org.AsSystem.Insert(type, values) };
            case "update":
                _org.AsSystem.Update(type, Id(), values);
                break;
            case "delete":
                _org.AsSystem.Delete(type, Id());
                break;
            case "overwrite":
                _org.AsSystem.Overwrite(type, Id(), values);
                break;
            case var other:
                throw new ArgumentException($"op '{other}' is not one of insert, update, delete, overwrite.");
        }

        return new JObject { ["id"] = Id() };
    }

    private JToken Query(PracticeRequest request) =>
        JToken.FromObject(_org.AsSystem.Query(ControlBody.Read(request, "soql").Required("soql")), s_plain);

    private JToken Apps() => new JArray(_org.GetApps().Select(App));

    private JToken CreateApp(PracticeRequest request)
    {
        var body = ControlBody.Read(request, "name", "runAsUsername", "clientCredentials", "certificate", "external", "scopes", "adminApprovedOnly");
        return App(_org.CreateApp(new PracticeAppSettings(body.Required("name"))
        {
            RunAsUsername = body.Text("runAsUsername"),
            HasClientCredentials = body.Flag("clientCredentials"),
            Certificate = body.Text("certificate") is { } pem ? System.Text.Encoding.ASCII.GetBytes(pem) : null,
            IsExternalClientApp = body.Flag("external") ?? false,
            Scopes = body.Texts("scopes") ?? new[] { "api" },
            AdminApprovedOnly = body.Flag("adminApprovedOnly") ?? true,
        }));
    }

    /// <summary>An app with its secret, for learning.</summary>
    internal static JObject App(PracticeAppInfo app) => new()
    {
        ["id"] = app.Id,
        ["name"] = app.Name,
        ["kind"] = app.Kind,
        ["consumerKey"] = app.ConsumerKey,
        ["consumerSecret"] = app.GetConsumerSecret(),
        ["runAsUsername"] = app.RunAsUsername,
        ["hasCertificate"] = app.HasCertificate,
        ["adminApprovedOnly"] = app.AdminApprovedOnly,
    };
}
