namespace SfIntegration;

/// <summary>How a profile of an identity's own is made.</summary>
public enum ProfileCloning
{
    /// <summary>A Profile row with a name and the user licence: Salesforce fills it as the licence's minimum. Nothing of another profile is copied.</summary>
    Row,

    /// <summary>The metadata of the profile it is made from, under another name; needs Modify Metadata. Always so where the scope names that profile.</summary>
    Metadata,
}

/// <summary>How a permission set is pre-authorised for an external client app.</summary>
public enum AppAccess
{
    /// <summary>In the list of the app's policies (MD:extlclntappoauthconfigurablepolicies, commaSeparatedPermissionSet).</summary>
    Policy,

    /// <summary>By a SetupEntityAccess row, as for connected apps; seen in the field, not documented for external client apps.</summary>
    Row,
}
