using System.Collections.Generic;

namespace SfIntegration.Api;

/// <summary>A component that listMetadata tells of. FullName is the name that every other call of the Metadata API wants.</summary>
internal sealed record MetadataListing(string Type, string FullName, string? Id, string? NamespacePrefix);

/// <summary>What became of one component of a create, update, upsert or delete.</summary>
internal sealed record MetadataOutcome(string FullName, bool Success, IReadOnlyList<SfErrorItem> Errors);

/// <summary>
/// The caller cannot use the Metadata API at all: it lacks the permission, or its token is of a kind that SOAP does not take.
/// What only metadata tells is then not assessed, with this message as the reason.
/// </summary>
internal sealed class MetadataClosedException : SfApiException
{
    public MetadataClosedException(string reason, string cure, SfException inner)
        : base(reason, cure, inner)
    {
        HttpStatus = inner.HttpStatus;
        Code = inner.Code;
        Errors = inner.Errors;
        RequestId = inner.RequestId;
    }
}
