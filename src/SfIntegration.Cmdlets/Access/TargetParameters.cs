using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Access;

/// <summary>How a thing is named on the command line.</summary>
internal static class TargetParameters
{
    private const string Prefix = "Permissions";

    /// <summary>The flags one by one.</summary>
    public static IEnumerable<ObjectAccess> Flags(ObjectAccess access) =>
        ((ObjectAccess[])Enum.GetValues(typeof(ObjectAccess))).Where(f => f != ObjectAccess.None && (access & f) != 0);

    /// <summary>A field takes read or edit and nothing else.</summary>
    public static FieldAccess OnField(ObjectAccess access) => access switch
    {
        ObjectAccess.Read => FieldAccess.Read,
        ObjectAccess.Edit or (ObjectAccess.Read | ObjectAccess.Edit) => FieldAccess.Edit,
        _ => throw new CmdletError("SfFieldAccess", ErrorCategory.InvalidArgument, access, $"A field can be read or edited; '{access}' is no access to a field.", "Give -Access Read or -Access Edit.") { IsFatal = true },
    };

    /// <summary>A field with or without its object in front.</summary>
    public static string Unqualified(string sobjectType, string field) =>
        field.StartsWith(sobjectType + ".", StringComparison.OrdinalIgnoreCase) ? field.Substring(sobjectType.Length + 1) : field;

    /// <summary>A system permission with or without the "Permissions" that its column begins with.</summary>
    public static string SystemPermission(string name) =>
        name.Length > Prefix.Length && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? name.Substring(Prefix.Length) : name;
}
