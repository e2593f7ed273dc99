using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Api;

/// <summary>The control endpoint's settings: switches, edition, the caller's address.</summary>
internal sealed class ControlSettings
{
    private readonly PracticeOrg _org;
    private readonly object _gate;

    public ControlSettings(PracticeOrg org, object gate)
    {
        _org = org;
        _gate = gate;
    }

    /// <summary>Its actions, by method and path.</summary>
    public IEnumerable<KeyValuePair<string, Func<PracticeRequest, JToken>>> Actions => new Dictionary<string, Func<PracticeRequest, JToken>>
    {
        ["GET switches"] = _ => Switches(),
        ["POST switches"] = SetSwitches,
        ["GET edition"] = _ => Edition(),
        ["POST edition"] = SetEdition,
        ["GET caller-address"] = _ => CallerAddress(),
        ["POST caller-address"] = SetCallerAddress,
    };

    private JToken Switches()
    {
        lock (_gate)
        {
            return new JObject { ["values"] = SwitchValues.Read(_org.Switches), ["defaults"] = SwitchValues.Read(new PracticeSwitches()) };
        }
    }

    private JToken SetSwitches(PracticeRequest request)
    {
        var body = ControlBody.ReadAny(request);
        lock (_gate)
        {
            SwitchValues.Write(_org.Switches, body);
        }

        return Switches();
    }

    private JToken Edition() => new JObject
    {
        ["edition"] = _org.Edition.ToString(),
        ["editions"] = new JArray(Enum.GetNames(typeof(PracticeEdition))),
        ["dailyApiLimit"] = _org.DailyApiLimit,
    };

    private JToken SetEdition(PracticeRequest request)
    {
        var name = ControlBody.Read(request, "edition").Required("edition");
        var known = Enum.GetNames(typeof(PracticeEdition));
        _org.Edition = known.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase)) is { } edition
            ? (PracticeEdition)Enum.Parse(typeof(PracticeEdition), edition)
            : throw new ArgumentException($"edition '{name}' is not one of {string.Join(", ", known)}.");
        return Edition();
    }

    private JToken CallerAddress() => new JObject { ["address"] = _org.CallerAddress };

    private JToken SetCallerAddress(PracticeRequest request)
    {
        _org.CallerAddress = ControlBody.Read(request, "address").Required("address");
        return CallerAddress();
    }
}
