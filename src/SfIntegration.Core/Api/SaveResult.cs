using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>What became of one row that was written.</summary>
internal sealed class SaveResult
{
    public SaveResult(string? id, bool success, IReadOnlyList<SfErrorItem> errors)
    {
        Id = id;
        Success = success;
        Errors = errors;
    }

    public string? Id { get; }

    public bool Success { get; }

    public IReadOnlyList<SfErrorItem> Errors { get; }

    /// <summary>True if nothing but a lock stood in the way.</summary>
    public bool IsLocked => !Success && Errors.Count > 0 && Errors.All(e => e.Code == "UNABLE_TO_LOCK_ROW");

    public static SaveResult Read(JObject item) => new(
        item.Text("id"),
        item.Flag("success"),
        item["errors"] is JArray errors ? errors.OfType<JObject>().Select(ErrorMapper.ReadItem).ToList() : Array.Empty<SfErrorItem>());

    /// <summary>The refusal as an exception, with its cure; for a success there is none to make.</summary>
    public SfApiException ToException(string what)
    {
        var first = Errors.Count > 0 ? Errors[0] : new SfErrorItem(string.Empty, "Salesforce gave no reason.");
        return new SfApiException($"{what}: {string.Join("; ", Errors.Select(e => e.ToString()))}", ErrorCures.Find(first.Code, first.Message))
        {
            HttpStatus = 400,
            Code = first.Code,
            Fields = first.Fields,
            Errors = Errors,
        };
    }
}
