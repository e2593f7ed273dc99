using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>An object of the org, and whether access to it can be granted.</summary>
public sealed class SfObject
{
    internal SfObject()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The API name.</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>A custom object, packaged or not.</summary>
    public bool IsCustom { get; internal init; }

    /// <summary>The namespace of its package, if any.</summary>
    public string? NamespacePrefix { get; internal init; }

    /// <summary>Object permissions can be granted for it (the picklist ObjectPermissions.SobjectType).</summary>
    public bool CanGrant { get; internal init; }

    /// <summary>Why not, or null.</summary>
    public string? WhyNot { get; internal init; }

    /// <summary>What opens an object that takes no permission of its own: "access to Opportunity", "the system permission EditTask"; null for the others.</summary>
    public string? OpenedBy { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => SobjectType;
}

/// <summary>Reads the objects that the caller sees, and which of them take grants.</summary>
internal static class ObjectListReader
{
    /// <exception cref="SfApiException">The caller does not see ObjectPermissions, so what can be granted is not known.</exception>
    public static async Task<IReadOnlyList<SfObject>> ReadAsync(OrgApi api, CancellationToken cancellation)
    {
        var schema = await new SchemaReader(api).ReadAsync(Array.Empty<string>(), cancellation).ConfigureAwait(false);
        if (schema.NotRead.Count > 0)
        {
            throw new SfApiException("What can be granted could not be read. " + schema.NotRead[0], "Sign in as a user who holds View Setup and Configuration.");
        }

        var objects = await api.Describe.GlobalAsync(cancellation).ConfigureAwait(false);
        return objects.Select(o => (Name: o.Text("name") ?? "", Row: o)).Select(o =>
        {
            var why = GrantableObjects.WhyNot(schema, o.Name, exists: true);
            return new SfObject
            {
                Org = api.Org,
                SobjectType = o.Name,
                Label = o.Row.Text("label") ?? "",
                IsCustom = o.Row.Flag("custom"),
                NamespacePrefix = DefinitionFitter.NamespaceOf(o.Name),
                CanGrant = why is null,
                WhyNot = why?.Reason,
                OpenedBy = why is not null && ObjectsWithoutRows.Find(o.Name) is { } opener ? GrantableObjects.OpenedBy(opener) : null,
            };
        }).OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase).ToList();
    }
}
