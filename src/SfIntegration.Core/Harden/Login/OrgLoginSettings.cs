using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Harden.Login;

/// <summary>What the org as a whole says about address ranges (facts §5.3).</summary>
/// <param name="EveryRequest">SecuritySettings.sessionSettings.enforceIpRangesEveryRequest; null where it was not read.</param>
/// <param name="NotRead">Why it was not read, or null.</param>
/// <param name="Cure">What would let it be read.</param>
internal sealed record OrgLoginSettings(bool? EveryRequest, string? NotRead = null, string? Cure = null)
{
    /// <summary>The setting's name within its settings.</summary>
    public const string EveryRequestElement = "enforceIpRangesEveryRequest";

    /// <summary>The type of the settings: the calls on single components know them by their own type, files by "Settings" (MD:securitysettings).</summary>
    public const string Type = "SecuritySettings";

    /// <summary>The name of the settings.</summary>
    public const string Security = "Security";

    /// <summary>Reads the settings; only the Metadata API has them.</summary>
    public static async Task<OrgLoginSettings> ReadAsync(OrgApi api, CancellationToken cancellation)
    {
        try
        {
            var settings = (await api.Metadata.ReadAsync(Type, new[] { Security }, cancellation).ConfigureAwait(false))[Security];
            return settings?.Element(MetadataSoap.Ns + "sessionSettings") is { } session
                ? new OrgLoginSettings(MetadataSoap.Flag(session, EveryRequestElement))
                : new OrgLoginSettings(null, "The org shows no session settings.", "Look into Setup, Session Settings.");
        }
        catch (MetadataClosedException e)
        {
            return new OrgLoginSettings(null, e.Message, e.Cure);
        }
    }
}
