using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Benchmarks;

/// <summary>How big an org's access is.</summary>
internal sealed record AccessSize(int Users, int Containers, int FieldRows)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Users:N0} users, {Containers:N0} containers, {FieldRows:N0} field rows");
}

/// <summary>An org's access made up from a fixed seed: the same rows in every run, and as files for whoever runs beside us.</summary>
internal sealed class GrownAccess
{
    public const int Objects = 600;
    public const int FieldsPerObject = 50;
    private const int Seed = 20261125;
    private const int Profiles = 30;
    private const int Groups = 20;

    private static readonly DateTime s_now = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);
    private static readonly string[] s_objects = Enumerable.Range(0, Objects).Select(i => $"Object{i:000}__c").ToArray();
    private static readonly string[] s_fields = Enumerable.Range(0, FieldsPerObject).Select(i => $"Field{i:00}__c").ToArray();

    private readonly List<Container> _containers = [];
    private readonly List<AccessAssignment> _assignments = [];
    private readonly List<UserFacts> _users = [];
    private readonly List<GroupFacts> _groups = [];

    public GrownAccess(AccessSize size)
    {
        var random = new Random(Seed);
        for (var i = 0; i < size.Containers; i++)
        {
            _containers.Add(MakeContainer(random, i, size.FieldRows / size.Containers));
        }

        for (var i = 0; i < Groups; i++)
        {
            // Groups that Salesforce has recalculated: their own set is what counts, and a peer can read it too.
            var components = Enumerable.Range(0, 3).Select(_ => _containers[Profiles + Groups + random.Next(size.Containers - Profiles - Groups)].Id).Distinct().ToList();
            _groups.Add(new GroupFacts(GroupId(i), $"Group_{i}", "Updated", _containers[Profiles + i].Id, components, [], false));
        }

        for (var i = 0; i < size.Users; i++)
        {
            AddUser(random, i, size.Containers);
        }
    }

    /// <summary>The moment questions are asked for.</summary>
    public static DateTime Now => s_now;

    /// <summary>The snapshot; each call gives a new one of the same parts, of which nothing is known yet.</summary>
    public AccessSnapshot Snapshot() => new()
    {
        OrgId = "00D000000000001AAA",
        Host = "grown.example",
        TakenAt = s_now,
        IsWholeOrg = true,
        Users = _users,
        Containers = _containers,
        Groups = _groups,
        Assignments = _assignments,
    };

    /// <summary>The number of a field in the files.</summary>
    public static int FieldId(string sobjectType, string field) =>
        (int.Parse(sobjectType.AsSpan(6, 3), CultureInfo.InvariantCulture) * FieldsPerObject) + int.Parse(field.AsSpan(5, 2), CultureInfo.InvariantCulture);

    /// <summary>The same rows as CSV files.</summary>
    public void Write(string folder)
    {
        var numbers = _containers.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i, StringComparer.Ordinal);
        var users = _users.Select((u, i) => (u.UserId, i)).ToDictionary(u => u.UserId, u => u.i, StringComparer.Ordinal);
        Lines(folder, "assignment.csv", "user_id,container,active,revoked,expired", _assignments.Select(a => $"{users[a.AssigneeId]},{numbers[a.PermissionSetId]},{a.IsActive},{a.IsRevoked},{a.ExpirationDate <= s_now}"));
        Lines(folder, "field_row.csv", "container,field,can_read,can_edit", _containers.SelectMany((c, i) => c.Fields.Select(f => $"{i},{FieldId(f.SobjectType, f.Field)},{(f.Access & FieldAccess.Read) != 0},{(f.Access & FieldAccess.Edit) != 0}")));
        Lines(folder, "view_all_fields.csv", "container,object", _containers.SelectMany((c, i) => c.Objects.Where(o => (o.Access & ObjectAccess.ViewAllFields) != 0).Select(o => $"{i},{int.Parse(o.SobjectType.AsSpan(6, 3), CultureInfo.InvariantCulture)}")));
        Lines(folder, "field.csv", "field,object", Enumerable.Range(0, Objects * FieldsPerObject).Select(f => $"{f},{f / FieldsPerObject}"));
    }

    private static void Lines(string folder, string name, string header, IEnumerable<string> rows) => File.WriteAllLines(Path.Combine(folder, name), rows.Prepend(header), new UTF8Encoding(false));

    private static string GroupId(int i) => $"0PG{i:000000000000000}";

    private static string ContainerId(int i) => $"0PS{i:000000000000000}";

    private static Container MakeContainer(Random random, int number, int rows)
    {
        var fields = new PackedFieldGrants();
        var all = Enumerable.Range(0, Objects * FieldsPerObject).ToArray();
        for (var i = 0; i < rows; i++)
        {
            var other = random.Next(i, all.Length);
            (all[i], all[other]) = (all[other], all[i]);
            fields.Add(s_objects[all[i] / FieldsPerObject], s_fields[all[i] % FieldsPerObject], random.Next(5) < 2 ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read, null);
        }

        var kind = number < Profiles ? ContainerKind.Profile : number < Profiles + Groups ? ContainerKind.Group : ContainerKind.PermissionSet;
        return new Container
        {
            Id = ContainerId(number),
            Kind = kind,
            Name = $"{kind}_{number}",
            OwnerId = kind == ContainerKind.Profile ? $"00e{number:000000000000000}" : kind == ContainerKind.Group ? GroupId(number - Profiles) : null,
            Objects = s_objects.Where(_ => random.Next(3) == 0).Select(o => new ObjectGrant(o, ObjectAccess.Read | (random.Next(2) == 0 ? ObjectAccess.Edit : ObjectAccess.None) | (random.Next(500) == 0 ? ObjectAccess.ViewAllFields : ObjectAccess.None), null)).ToList(),
            Fields = fields,
            SystemPermissions = new[] { "ApiEnabled", "ViewSetup", "RunReports", "ModifyAllData" }.Where((_, i) => random.Next(i == 3 ? 100 : 4) == 0).ToList(),
            SetupEntities = Enumerable.Range(0, 200).Where(_ => random.Next(20) == 0).Select(i => new SetupEntityGrant("ApexClass", $"01p{i:000000000000000}", $"Class{i}", null)).ToList(),
        };
    }

    private void AddUser(Random random, int number, int containers)
    {
        // Most users have one of a few profiles.
        var profile = Math.Min(random.Next(Profiles), random.Next(Profiles));
        var id = $"005{number:000000000000000}";
        _users.Add(new UserFacts { UserId = id, Username = $"user{number:00000}@grown.example", IsActive = random.Next(20) > 0, ProfileId = $"00e{profile:000000000000000}", ProfileName = $"Profile_{profile}" });
        Assign(id, ContainerId(profile), null, plain: true);
        for (var i = 1 + random.Next(6); i > 0; i--)
        {
            Assign(id, ContainerId(Profiles + Groups + random.Next(containers - Profiles - Groups)), null, plain: false);
        }

        if (random.Next(2) == 0)
        {
            var group = random.Next(Groups);
            Assign(id, ContainerId(Profiles + group), GroupId(group), plain: true);
        }

        void Assign(string user, string set, string? group, bool plain) => _assignments.Add(new AccessAssignment(
            $"0Pa{_assignments.Count:000000000000000}", user, set, group,
            plain || random.Next(10) > 0 ? null : s_now.AddDays(random.Next(-10, 10)).AddHours(1), plain || random.Next(50) > 0, !plain && random.Next(50) == 0));
    }
}
