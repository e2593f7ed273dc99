using System;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Diagnosis;

/// <summary>Whether the user sees an object, and where not, why.</summary>
internal sealed class ObjectCheck
{
    private readonly OrgApi _user;
    private readonly OrgApi _looking;
    private readonly UserSide _side;

    /// <param name="user">The user's own session.</param>
    /// <param name="administrator">Who looked at the other side; the user itself where null.</param>
    /// <param name="side">What was seen of the user.</param>
    public ObjectCheck(OrgApi user, OrgApi? administrator, UserSide side)
    {
        _user = user;
        _looking = administrator ?? user;
        _side = side;
    }

    public async Task<StepResult> SeeAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await _user.Query.FirstPageAsync($"SELECT Id FROM {Soql.Name(name)} LIMIT 1", cancellation).ConfigureAwait(false);
            return StepResult.Pass($"{name} can be queried.");
        }
        catch (SfApiException e) when (e.Code == "INVALID_TYPE")
        {
            var exists = await ExistsAsync(name, cancellation).ConfigureAwait(false);
            var showing = await UserSideReader.SetsThatShowAsync(_looking, _side, name, cancellation).ConfigureAwait(false);
            return LicenseJudgement.Invisible(name, exists, name.EndsWith("__c", StringComparison.OrdinalIgnoreCase), _side, showing) with { Code = e.Code };
        }
    }

    /// <summary>Whether the object is in the org at all: EntityDefinition shows every object to those who view Setup, and to nobody else.</summary>
    private async Task<bool?> ExistsAsync(string name, CancellationToken cancellation)
    {
        if (_side.Sets is null)
        {
            return null;
        }

        try
        {
            var page = await _looking.Query.FirstPageAsync($"SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = {Soql.Quote(name)}", cancellation).ConfigureAwait(false);
            return page.Records.Count > 0;
        }
        catch (SfApiException)
        {
            // Not known, which the judgement then says.
            return null;
        }
    }
}
