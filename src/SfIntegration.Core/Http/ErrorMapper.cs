using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>Turns an answer that is an error into an exception, and says whether asking again makes sense.</summary>
internal static class ErrorMapper
{
    private const int LongestExcerpt = 300;

    public static (SfException Error, FailureKind Kind) Map(
        SfRequest request, int status, string body, IReadOnlyDictionary<string, string> headers, IReadOnlyList<string> secrets)
    {
        var json = TryParse(body);
        var fault = json is null ? SoapFault.TryRead(body) : null;
        var isOAuth = json is JObject o && o["error"] is JValue { Type: JTokenType.String };
        var errors = (fault is null ? Read(json, status, body) : new[] { fault })
            .Select(e => new SfErrorItem(Redactor.Clean(e.Code, secrets), Redactor.Clean(e.Message, secrets), e.Fields.Select(f => Redactor.Clean(f, secrets)).ToList()))
            .ToList();
        var first = errors[0];
        var message = string.Join("; ", errors.Take(3).Select(e => e.ToString())) + (errors.Count > 3 ? $"; and {errors.Count - 3} more" : string.Empty);
        var cure = ErrorCures.Find(first.Code, first.Message) ?? ErrorCures.Find("HTTP_" + status, null);
        var kind = KindOf(status, errors, json is not null || fault is not null);

        var error = Create(status, isOAuth, first, message, cure);
        error.HttpStatus = status;
        error.Code = first.Code;
        error.Fields = first.Fields;
        error.Errors = errors;
        error.RequestId = RequestId(headers) is { } id ? Redactor.Clean(id, secrets) : null;
        error.MayHaveBeenCarriedOut = !request.IsSafe && !request.IsAnonymous && (kind == FailureKind.Ambiguous || (status == 500 && fault?.Code is null or SoapFault.Unexpected));
        return (error, kind);
    }

    /// <summary>Reads errors of REST ("errorCode"), of collections ("statusCode") and of the token endpoint ("error").</summary>
    public static SfErrorItem ReadItem(JObject item) => new(
        item.Text("errorCode") ?? item.Text("statusCode") ?? item.Text("error") ?? string.Empty,
        (item.Text("message") ?? item.Text("error_description") ?? string.Empty).Trim(),
        item["fields"] is JArray fields ? fields.OfType<JValue>().Select(f => f.ToString()).ToList() : null);

    private static SfException Create(int status, bool isOAuth, SfErrorItem first, string message, string? cure)
    {
        var isLimit = status == 429
            || first.Code is "REQUEST_LIMIT_EXCEEDED" or "rate_limit_exceeded"
            || (isOAuth && first.Message.IndexOf("login rate exceeded", StringComparison.OrdinalIgnoreCase) >= 0);
        if (isLimit)
        {
            return new SfLimitException(message, cure);
        }

        if (isOAuth || status == 401 || IsBadToken(first.Code) || first.Code == SoapFault.NoSession)
        {
            return new SfAuthenticationException(message, cure);
        }

        return status == 404 ? new SfNotFoundException(message, cure) : new SfApiException(message, cure);
    }

    private static FailureKind KindOf(int status, IReadOnlyList<SfErrorItem> errors, bool isJson)
    {
        // The platform names these itself: it has done nothing. A bare 503 may come from anything on the way.
        if (status == 429 || (status == 503 && isJson) || errors.All(e => e.Code == "UNABLE_TO_LOCK_ROW"))
        {
            return FailureKind.Refused;
        }

        if (errors[0].Code == "REQUEST_LIMIT_EXCEEDED" && errors[0].Message.StartsWith("ConcurrentRequests", StringComparison.Ordinal))
        {
            return FailureKind.Refused;
        }

        return status is 502 or 503 or 504 || (status == 500 && !isJson) ? FailureKind.Ambiguous : FailureKind.Final;
    }

    private static IReadOnlyList<SfErrorItem> Read(JToken? json, int status, string body)
    {
        var items = json switch
        {
            JArray array => array.OfType<JObject>().Select(ReadItem).ToList(),
            JObject one => new List<SfErrorItem> { ReadItem(one) },
            _ => new List<SfErrorItem>(),
        };
        items.RemoveAll(i => i.Code.Length == 0 && i.Message.Length == 0);
        if (items.Count > 0)
        {
            return items;
        }

        var text = body.Trim();
        if (IsBadToken(text))
        {
            return new[] { new SfErrorItem(text, "The org did not accept the access token.") };
        }

        var excerpt = text.Length == 0 ? "an empty body" : "'" + (text.Length > LongestExcerpt ? text.Substring(0, LongestExcerpt) + "..." : text) + "'";
        return new[] { new SfErrorItem("HTTP_" + status, $"HTTP {status} with {excerpt}, and no error of Salesforce's own form.") };
    }

    /// <summary>userinfo and the identity URL answer a dead token with 403 and one of these as plain text.</summary>
    private static bool IsBadToken(string code) => code is "Bad_OAuth_Token" or "Wrong_Org" or "Bad_Id" or "Inactive_User";

    private static string? RequestId(IReadOnlyDictionary<string, string> headers) =>
        headers.TryGetValue("X-SFDC-Request-Id", out var own) ? own : headers.TryGetValue("X-Request-Id", out var other) ? other : null;

    private static JToken? TryParse(string body)
    {
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            return SfJson.Parse(body);
        }
        catch (JsonException)
        {
            // HTML and plain text are answers too; what they say goes into the message as it is.
            return null;
        }
    }
}
