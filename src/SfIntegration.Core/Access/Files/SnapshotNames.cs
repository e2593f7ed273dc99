using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access.Files;

/// <summary>Who holds something, as a line says it: by login name, or by id where the user is not in the file.</summary>
internal readonly record struct HolderRef(string? Name, string? Id, int Line)
{
    public static HolderRef Of(RecordFields fields, int line)
    {
        var (name, id) = (fields.OptionalText("user"), fields.OptionalText("userId"));
        return (name is null) != (id is null) ? new HolderRef(name, id, line)
            : throw fields.Bad("does not say who holds it", "It has either \"user\", a login name, or \"userId\".");
    }
}

/// <summary>What is held: a container's kind and name, or an id where it is not in the file.</summary>
internal readonly record struct SetRef(ContainerKind Kind, string? Name, string? Id, int Line)
{
    public static SetRef Of(RecordFields fields, int line)
    {
        var (name, id) = (fields.OptionalText("set"), fields.OptionalText("setId"));
        return (name is null) == (id is null) ? throw fields.Bad("does not say what is held", "It has either \"kind\" and \"set\", or \"setId\".")
            : new SetRef(name is null ? default : fields.Word<ContainerKind>("kind"), name, id, line);
    }
}

/// <summary>Names to ids. A name that is not in the file, or stands for two, is an error: the file is not whole.</summary>
internal sealed class SnapshotNames
{
    private readonly ILookup<(ContainerKind, string), Container> _byName;
    private readonly Dictionary<string, Container> _byId;
    private readonly Dictionary<string, Container> _aggregates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _users;
    private readonly Dictionary<string, string> _licenses;

    public SnapshotNames(IReadOnlyList<Container> containers, IEnumerable<UserFacts> users, IEnumerable<PermissionSetLicenseFacts> licenses)
    {
        _byName = containers.ToLookup(c => (c.Kind, c.Name));
        _byId = containers.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var own in containers.Where(c => c.Kind == ContainerKind.Group && c.OwnerId is not null))
        {
            _aggregates[own.OwnerId!] = own;
        }

        _users = users.ToDictionary(u => u.Username, u => u.UserId, StringComparer.Ordinal);
        _licenses = licenses.GroupBy(l => l.DeveloperName, StringComparer.Ordinal).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
    }

    public string User(HolderRef user) => user.Id ?? Find(_users, user.Name!, "user", user.Line);

    public string Set(SetRef set) => set.Id ?? Set(set.Kind, set.Name!, set.Line);

    public string Set(ContainerKind kind, string name, int line)
    {
        var found = _byName[(kind, name)].ToList();
        return found.Count == 1 ? found[0].Id
            : throw RecordFields.Bad(line, $"{(found.Count == 0 ? "no container above is" : "several containers above are")} the {kind} '{RecordFields.Short(name)}'.", "The file was changed or cut: take the snapshot again.");
    }

    public string License(string? name, string? id, int line) => id ?? (name is not null ? Find(_licenses, name, "permission set licence", line)
        : throw RecordFields.Bad(line, "the licenseAssignment does not say which licence.", "It has either \"license\" or \"licenseId\"."));

    /// <summary>The group that owns a set, if one does.</summary>
    public string? GroupOf(string setId) => _byId.TryGetValue(setId, out var set) && set.Kind == ContainerKind.Group ? set.OwnerId : null;

    /// <summary>The set that a group owns, if it is in the file.</summary>
    public string? AggregateOf(string groupId) => _aggregates.TryGetValue(groupId, out var own) ? own.Id : null;

    private static string Find(Dictionary<string, string> ids, string name, string what, int line) => ids.TryGetValue(name, out var id) ? id
        : throw RecordFields.Bad(line, $"there is no {what} '{RecordFields.Short(name)}' in the file.", "The file was changed or cut: take the snapshot again.");
}
