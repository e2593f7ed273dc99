using System;

namespace SfIntegration.Scope;

/// <summary>What can be done with the records of an object (OR:objectpermissions).</summary>
[Flags]
public enum ObjectAccess
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read.</summary>
    Read = 1,

    /// <summary>Create; needs read.</summary>
    Create = 2,

    /// <summary>Edit; needs read.</summary>
    Edit = 4,

    /// <summary>Delete; needs read and edit.</summary>
    Delete = 8,

    /// <summary>View all records, whatever sharing says; needs read.</summary>
    ViewAll = 16,

    /// <summary>Modify all records, whatever sharing says; needs read, edit, delete and view all.</summary>
    ModifyAll = 32,

    /// <summary>View all fields, whatever field-level security says (API 63 and later); needs read.</summary>
    ViewAllFields = 64,
}
