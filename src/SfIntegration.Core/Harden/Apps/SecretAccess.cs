using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>The org's setting that lets the secrets of external client apps be read over the API (facts §5.3: ExternalClientAppSettings, v62).</summary>
internal static class SecretAccess
{
    private const string Type = "ExternalClientAppSettings";
    private const string Name = "ExternalClientApp";
    private const string Element = "enableClientSecretInRestApiAccess";

    /// <summary>The setting as Salesforce writes it.</summary>
    public const string Setting = Type + "." + Element;

    /// <summary>Whether it is on; null where the org shows no such settings.</summary>
    /// <exception cref="MetadataClosedException">The caller may not use the Metadata API.</exception>
    public static async Task<bool?> IsOpenAsync(OrgApi api, CancellationToken cancellation)
    {
        var settings = (await api.Metadata.ReadAsync(Type, new[] { Name }, cancellation).ConfigureAwait(false))[Name];
        return settings is null ? null : MetadataSoap.Flag(settings, Element);
    }

    /// <summary>What is said where it is off and somebody asked for a secret.</summary>
    public static SfPlanException Closed(string cure) =>
        new("SecretsClosed", "The org does not give consumer secrets over the API, so that key and secret could not be handed out. Nothing was written.", cure);

    /// <summary>The row that switches it on.</summary>
    public static Write Open(string appName) => new()
    {
        Stage = WriteStage.App,
        Operation = WriteOperation.Update,
        SobjectType = MetadataRows.TypeOf(Type),
        RecordId = Name,
        Values = new Dictionary<string, object?> { [Element] = true },
        Before = new Dictionary<string, object?> { [Element] = false },
        Key = new NaturalKey(("fullName", Name)),
        Changes = new[]
        {
            new AccessChange { Kind = ChangeKind.UpdateApp, Target = "org setting: consumer secrets over the API", Container = appName, Before = "off", After = "on", Reason = "Key and secret are handed out.", Risk = ChangeRisk.Medium },
        },
    };
}
