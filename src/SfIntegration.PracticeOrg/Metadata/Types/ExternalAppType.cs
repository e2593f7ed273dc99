using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>ExternalClientApplication: the app itself; how it signs in and who may is in its four companions (facts §5.5).</summary>
internal sealed class ExternalAppType : MetadataType
{
    // Elements that are fields of the object; the others are columns that no caller sees.
    private static readonly (string Element, string Field)[] s_fields =
    {
        ("contactEmail", "ContactEmail"), ("description", "Description"), ("distributionState", "DistributionState"), ("label", "MasterLabel"),
    };

    private static readonly string[] s_companions =
    {
        SideTables.ExternalOauthSettings, SideTables.ExternalGlobalOauthSettings, SideTables.ExternalOauthPolicies, SideTables.ExternalPolicies,
    };

    private static readonly string[] s_sideTables = s_companions.Concat(new[] { SideTables.AppIpRange, SideTables.AppApproval }).ToArray();

    private static readonly HashSet<string> s_elsewhere = new(s_fields.Select(f => f.Element).Concat(new[] { "orgScopedExternalApp" }));

    public override string Name => PracticeApp.External;

    public override string Directory => "externalClientApps";

    public override string Suffix => "eca";

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        var schema = Writable(scope, Name);
        if (!scope.Engine.Switches.ExternalAppsGoWithCompanions && s_companions.Any(t => SideRows.Of(scope.Store, t, component.Id) is not null))
        {
            throw new SfFault(400, "DELETE_FAILED", "Your attempt to delete this external client app could not be completed because it is associated with its settings and policies.");
        }

        foreach (var consumer in SideRows.All(scope.Store, SideTables.Consumer, component.Id))
        {
            SideRows.Clear(scope.Store, SideTables.StagedCredential, consumer.Id);
            scope.Store.Remove(consumer);
        }

        foreach (var table in s_sideTables)
        {
            SideRows.Clear(scope.Store, table, component.Id);
        }

        AppDoors.Set(scope.Engine, component.Id, Enumerable.Empty<string>(), Enumerable.Empty<string>());
        scope.Engine.Delete(scope.Caller, schema, component.Row!);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => Rows(scope, Name, "DeveloperName");

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var row = component.Row!;
        return MetadataXml.El(
            Name,
            s_fields.Select(f => MetadataXml.Text(f.Element, row.Text(f.Field))),
            ColumnXml.Read(row, Name, s_elsewhere, new string[0]),
            MetadataXml.El("orgScopedExternalApp", scope.Engine.OrganizationId.Substring(0, 15) + ":" + row.Text("DeveloperName")));
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        var schema = Writable(scope, Name);
        ApiName.Check(Name, fullName);
        var old = component?.Row;
        var row = old?.Clone() ?? scope.Engine.Create(Name, scope.Caller.UserId, ("DeveloperName", fullName), ("Language", "en_US")).Clone();
        foreach (var (element, field) in s_fields)
        {
            if (MetadataXml.TextOf(metadata, element) is { } text)
            {
                Choices.Check(element, text);
                row[field] = text;
            }
        }

        foreach (var value in ColumnXml.Write(metadata, Name, s_elsewhere))
        {
            row[value.Key] = value.Value;
        }

        RowWriter.Stamp(schema, row, scope.Caller.UserId, scope.Engine.Clock.UtcNow, insert: false);
        scope.Store.Put(row);
    }
}
