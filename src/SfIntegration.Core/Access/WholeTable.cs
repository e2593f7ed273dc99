namespace SfIntegration.Access;

/// <summary>The tables that make up an org's access state.</summary>
internal enum WholeTable
{
    Users,
    Logins,
    Assignments,
    LicenseAssignments,
    Activations,
    Sets,
    MutingSets,
    Groups,
    Components,
    SetupEntities,
    Tabs,
    Fields,
}
