using System;
using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>All objects whose rows are computed.</summary>
internal static class VirtualTables
{
    /// <summary>The tables of an org; <paramref name="accessOf"/> answers null for those who are no users of it.</summary>
    public static IEnumerable<IVirtualTable> Of(OrgSchema schema, OrgStore store, PracticeSwitches switches, Func<string, ICallerAccess?> accessOf)
    {
        var definitions = new Definitions(schema);
        var users = new AccessOfUsers(accessOf, switches);
        return new IVirtualTable[]
        {
            new EntityDefinitionTable(definitions, store, switches),
            new FieldDefinitionTable(definitions, switches),
            new EntityParticleTable(definitions, switches),
            new UserEntityAccessTable(definitions, users, switches),
            new UserFieldAccessTable(definitions, users, switches),
            new UserPermissionAccessTable(),
            new PermissionDependencyTable(schema, switches),
        };
    }
}
