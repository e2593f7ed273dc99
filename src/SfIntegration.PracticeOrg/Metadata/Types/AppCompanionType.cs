using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>One of the four companions of an external client app (facts §5.5): one row of a side table, whose columns bear the elements' names.</summary>
internal abstract class AppCompanionType : MetadataType
{
    private const string Owner = "externalClientApplication";

    private readonly HashSet<string> _elsewhere;

    protected AppCompanionType(params string[] elsewhere) => _elsewhere = new HashSet<string>(elsewhere) { Owner };

    /// <summary>The table of its rows.</summary>
    protected abstract string Table { get; }

    /// <summary>The system permission that writing needs.</summary>
    protected abstract string Permission { get; }

    /// <summary>Flags that are on unless they are switched off.</summary>
    protected virtual string[] TrueByDefault => new string[0];

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        Need(scope);
        scope.Store.Remove(component.Row!);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Table, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var app = scope.Store.Find(PracticeApp.External, component.Row!.Text("ParentId"))!;
        return MetadataXml.El(
            Name,
            MetadataXml.El(Owner, FullNameOf(app, "DeveloperName")),
            ColumnXml.Read(component.Row, Name, _elsewhere, TrueByDefault),
            ReadElsewhere(scope, app.Id, component.Row));
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        Need(scope);
        ApiName.Check(Name, fullName);
        var name = MetadataXml.TextOf(metadata, Owner)!;
        var app = Rows(scope, PracticeApp.External, "DeveloperName").FirstOrDefault(a => string.Equals(a.FullName, name, System.StringComparison.OrdinalIgnoreCase))
            ?? throw NoSuch(Owner, PracticeApp.External, name);
        var there = SideRows.Of(scope.Store, Table, app.Id);
        if (there is not null && there.Id != component?.Id)
        {
            throw new SfFault(400, "DUPLICATE_VALUE", $"An external client app has one {Name}: {name} has {there.Text("DeveloperName")}", Owner);
        }

        if (component is not null && component.Row!.Text("ParentId") != app.Id)
        {
            throw MetadataFaults.Invalid($"{Name} can't be given to another external client app", Owner);
        }

        var values = ColumnXml.Write(metadata, Name, _elsewhere).Select(v => (v.Key, v.Value)).ToList();
        if (component is null)
        {
            values.Add(("DeveloperName", fullName));
            values.Add(("CreatedDate", scope.Engine.Clock.UtcNow));
            values.Add(("CreatedById", scope.Caller.UserId));
        }

        values.Add(("LastModifiedDate", scope.Engine.Clock.UtcNow));
        values.Add(("LastModifiedById", scope.Caller.UserId));
        SideRows.Set(scope.Store, Table, app.Id, values.ToArray());
        WriteElsewhere(scope, app.Row!, metadata);
    }

    /// <summary>The elements that are no columns.</summary>
    protected virtual IEnumerable<XElement?> ReadElsewhere(MetadataScope scope, string appId, Row row) => Enumerable.Empty<XElement?>();

    /// <summary>Writes the elements that are no columns.</summary>
    protected virtual void WriteElsewhere(MetadataScope scope, Row app, XElement metadata)
    {
    }

    private void Need(MetadataScope scope)
    {
        if (!scope.Caller.HasPermission(Permission))
        {
            throw MetadataFaults.NoAccess();
        }
    }
}
