using System;
using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>When something changed last that describes rest on: rights, and what exists.</summary>
internal sealed class DescribeStamp
{
    private static readonly HashSet<string> s_relevant = new(StringComparer.OrdinalIgnoreCase)
    {
        "*", "User", "Profile", "PermissionSet", "PermissionSetAssignment", "PermissionSetLicenseAssign", "ObjectPermissions", "FieldPermissions",
        SideTables.CustomSchema, SideTables.RecordTypeAccess, RecordTypes.Type,
    };

    public DescribeStamp(OrgStore store, PracticeClock clock)
    {
        Changed = clock.UtcNow;
        store.Changed += type =>
        {
            if (s_relevant.Contains(type))
            {
                Changed = clock.UtcNow;
            }
        };
    }

    public DateTime Changed { get; private set; }
}
