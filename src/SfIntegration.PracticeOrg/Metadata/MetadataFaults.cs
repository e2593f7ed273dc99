namespace SfIntegration.Practice.Metadata;

/// <summary>The refusals of the Metadata API, worded as deployments word them.</summary>
internal static class MetadataFaults
{
    /// <summary>A reference to what is not there.</summary>
    public static SfFault NoSuch(string element, string type, string name) =>
        new(400, "INVALID_CROSS_REFERENCE_KEY", $"In field: {element} - no {type} named {name} found", element);

    /// <summary>The caller may use the API, but not write this.</summary>
    public static SfFault NoAccess() =>
        new(403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");

    /// <summary>A value that the type does not allow.</summary>
    public static SfFault Invalid(string message, params string[] fields) => new(400, "FIELD_INTEGRITY_EXCEPTION", message, fields);

    /// <summary>A type that the practice org does not have.</summary>
    public static SfFault UnknownType(string type) => new(500, "INVALID_TYPE", $"Unknown type: {type}");
}
