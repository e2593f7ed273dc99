using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;

namespace SfIntegration.Tests.Api;

/// <summary>A plain HTTP client of one practice org; nothing of the product's own client is used here.</summary>
internal sealed class PracticeClient : IDisposable
{
    public const string Data = "/services/data/v66.0";

    private readonly HttpClient _http;

    public PracticeClient(Practice.PracticeOrg? org = null)
    {
        Org = org ?? Practice.PracticeOrg.CreateCompany();
        _http = new HttpClient(Org.CreateHandler()) { BaseAddress = Org.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
        Token = Org.SignIn(Org.AdministratorUsername);
    }

    public Practice.PracticeOrg Org { get; }

    /// <summary>The bearer token of the calls; null sends none.</summary>
    public string? Token { get; set; }

    public void Dispose() => _http.Dispose();

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, (JToken?)null, headers);

    public Task<Answer> SoqlAsync(string soql, params (string Name, string Value)[] headers) =>
        GetAsync($"{Data}/query?q={Uri.EscapeDataString(soql)}", headers);

    public Task<Answer> SendAsync(string method, string path, JToken? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : new StringContent(body.ToString(), Encoding.UTF8, "application/json"), headers);

    public Task<Answer> FormAsync(string path, params (string Name, string Value)[] form) =>
        SendAsync("POST", path, new FormUrlEncodedContent(form.ToDictionary(f => f.Name, f => f.Value)), []);

    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, bytes, all);
    }

    /// <summary>Creates an Account and answers its id.</summary>
    public async Task<string> AccountAsync(string name)
    {
        var answer = await SendAsync("POST", $"{Data}/sobjects/Account", new JObject { ["Name"] = name });
        return answer.Expect(HttpStatusCode.Created).Json["id"]!.Value<string>()!;
    }

    /// <summary>How many Accounts carry a name, counted behind the client's back.</summary>
    public int CountAccounts(string name) => Org.AsSystem.Query($"SELECT Id FROM Account WHERE Name = '{name}'").Count;
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public JToken Json => JToken.Parse(Text);

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>The errorCode of the data API's error array.</summary>
    public string? Code => (Json as JArray)?[0]?["errorCode"]?.Value<string>();

    public Answer Expect(HttpStatusCode status) => Status == status
        ? this
        : throw new Xunit.Sdk.XunitException($"Expected {(int)status}, got {(int)Status}: {Text}");
}
