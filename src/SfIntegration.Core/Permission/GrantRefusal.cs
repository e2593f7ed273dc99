namespace SfIntegration.Permission;

/// <summary>Something a permission set was to hold and cannot, in this org or at all.</summary>
/// <param name="Kind">What it is: "object", "field", "system permission", "Apex class", "tab" ...</param>
/// <param name="Target">Its name.</param>
/// <param name="Code">A stable word: ObjectNotFound, FieldNotGrantable, BeyondLicense, or Salesforce's own code.</param>
/// <param name="Reason">Why.</param>
/// <param name="Cure">What would put it right.</param>
public sealed record GrantRefusal(string Kind, string Target, string Code, string Reason, string Cure)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Target}: {Reason} {Cure}";
}
