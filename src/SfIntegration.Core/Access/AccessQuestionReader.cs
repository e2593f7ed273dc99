using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>What an org knows about the thing a question names: the question as it has to be asked, a note for its answer, or why it cannot be asked.</summary>
internal sealed record ResolvedQuestion(AccessTarget Target, string? Note, string? Problem);

/// <summary>
/// Reads from an org what a question about one thing depends on and no more: the containers that hold the thing or what implies
/// it, the groups they are part of, and who holds those. Four rounds of flat queries, many to a call, whatever the org's size.
/// </summary>
internal sealed class AccessQuestionReader
{
    private const string Prefix = "Permissions";

    private readonly OrgApi _org;
    private readonly BatchApi _batch;

    public AccessQuestionReader(OrgApi org)
    {
        _org = org;
        _batch = new BatchApi(org.Connection);
    }

    /// <summary>Names of setup entities of a kind, for completion.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(AccessKind kind, CancellationToken cancellation)
    {
        var names = new List<string>();
        var round = new QueryRound();
        foreach (var (type, soql) in AccessQuestionQueries.Entities(kind, null))
        {
            round.Add(soql, "Names of " + type, row => names.Add(NameOf(row)));
        }

        await round.RunAsync(_batch, new List<string>(), cancellation).ConfigureAwait(false);
        return names;
    }

    /// <summary>Checks that the org has the thing, so that a misspelt name is not answered with "nobody", and finds what a field without a grant of its own hangs on.</summary>
    public async Task<ResolvedQuestion> ResolveAsync(AccessTarget target, CancellationToken cancellation)
    {
        switch (target.Kind)
        {
            case AccessKind.SystemPermission:
                var describe = (await _org.Describe.ObjectsAsync(new[] { "PermissionSet" }, cancellation).ConfigureAwait(false))["PermissionSet"];
                var known = describe is null ? null : DescribeFacts.Columns(describe, Prefix).Select(c => c.Substring(Prefix.Length)).FirstOrDefault(n => string.Equals(n, target.Name, StringComparison.OrdinalIgnoreCase));
                return describe is null || known is not null
                    ? new ResolvedQuestion(target with { Name = known ?? target.Name }, null, null)
                    : new ResolvedQuestion(target, null, $"This org has no system permission '{target.Name}'." + (PermissionCatalog.Default.IsKnownWrongName(target.Name, out var meant) && meant is not null ? $" It is called {meant}." : ""));
            case AccessKind.Object or AccessKind.Field:
                return Resolve(target, await new SchemaReader(_org).ReadAsync(new[] { target.Name }, cancellation).ConfigureAwait(false));
            default:
                return new ResolvedQuestion(target, null, null);
        }
    }

    /// <summary>Why the org has no such thing, in words; null where it has, or would not say.</summary>
    public async Task<string?> MissingAsync(AccessTarget target, CancellationToken cancellation)
    {
        if (!SetupEntityKinds.Types.ContainsKey(target.Kind))
        {
            return (await ResolveAsync(target, cancellation).ConfigureAwait(false)).Problem;
        }

        // An id is not looked up, and what the caller may not list may well be there.
        if (target.Name.Length is 15 or 18 && target.Name.All(char.IsLetterOrDigit))
        {
            return null;
        }

        var found = false;
        var refused = new List<string>();
        var round = new QueryRound();
        foreach (var (type, soql) in AccessQuestionQueries.Entities(target.Kind, target.Name))
        {
            round.Add(soql, "Names of " + type, row => found |= string.Equals(NameOf(row), target.Name, StringComparison.OrdinalIgnoreCase));
        }

        await round.RunAsync(_batch, refused, cancellation).ConfigureAwait(false);
        return found || refused.Count > 0 ? null : $"This org has no {target}.";
    }

    /// <summary>The snapshot that answers the question; a setup entity that the org does not have gives <paramref name="missing"/>.</summary>
    public async Task<AccessSnapshot> ReadAsync(AccessTarget target, Action<string> missing, CancellationToken cancellation)
    {
        var draft = new SnapshotDraft();
        var needs = AccessNeeds.Of(target);
        await ReadGrantsAsync(draft, needs, target, missing, cancellation).ConfigureAwait(false);

        var groups = new HashSet<string>(StringComparer.Ordinal);
        var second = new QueryRound();
        var holding = draft.Containers.Select(c => c.Id).ToList();
        AddContainers(second, draft, holding);
        second.Add(AccessQuestionQueries.GroupsOf(holding), "Sets of permission set groups", row => groups.Add(row.Text("PermissionSetGroupId") ?? ""));
        await second.RunAsync(_batch, draft.NotRead, cancellation).ConfigureAwait(false);

        groups.UnionWith(draft.Containers.Select(c => c.GroupId).OfType<string>());
        var third = new QueryRound();
        third.Add(AccessQueries.Groups(groups), "Permission set groups", draft.AddGroup);
        third.Add(AccessQueries.GroupComponents(groups), "Sets of permission set groups", draft.AddComponent);
        third.Add(AccessQuestionQueries.Aggregates(groups), "Permission sets", row => draft.Container(row.Text("Id")!).Is(row));
        await third.RunAsync(_batch, draft.NotRead, cancellation).ConfigureAwait(false);

        var held = draft.Containers.Where(c => !c.IsMuting).Select(c => c.Id).ToList();
        var fourth = new QueryRound();
        AddContainers(fourth, draft, draft.ComponentIds.Except(draft.Containers.Where(c => c.IsRead).Select(c => c.Id), StringComparer.Ordinal).ToList());
        fourth.Add(AccessQuestionQueries.Assignments(held), "Permission set assignments", draft.AddAssignment);
        fourth.Add(AccessQuestionQueries.Holders(held), "Users", draft.AddUser);
        fourth.Add(AccessQuestionQueries.HolderLogins(held), "Frozen state (UserLogin)", draft.AddLogin);
        if (draft.HasSessionBased)
        {
            fourth.Add(AccessQuestionQueries.Activations(held, groups), "Session-based sets that are active (SessionPermSetActivation)", draft.AddActivation);
        }

        await fourth.RunAsync(_batch, draft.NotRead, cancellation).ConfigureAwait(false);
        return draft.ToSnapshot(_org.Org, DateTime.UtcNow);
    }

    private static ResolvedQuestion Resolve(AccessTarget target, SchemaFacts schema)
    {
        if (!schema.Objects.TryGetValue(target.Name, out var o))
        {
            return new ResolvedQuestion(target, null, $"This org has no object '{target.Name}' that the connected user sees.");
        }

        if (target.Kind == AccessKind.Object)
        {
            return new ResolvedQuestion(target with { Name = o.Name }, null, null);
        }

        if (!o.Fields.TryGetValue(target.Field!, out var field))
        {
            return new ResolvedQuestion(target, null, $"{o.Name} has no field '{target.Field}' that the connected user sees.");
        }

        var known = target with { Name = o.Name, Field = field.Name };
        if (schema.PermissionableFields.Count == 0 || schema.PermissionableFields.Contains(known.Label))
        {
            return new ResolvedQuestion(known, null, null);
        }

        // A part of a compound is granted with the whole; any other field that takes no grant is open wherever its object is.
        if (field.CompoundFieldName is { } compound && schema.PermissionableFields.Contains(GrantSlice.FieldKey(o.Name, compound)))
        {
            return new ResolvedQuestion(known with { Field = compound }, $"{known.Label} is granted through {o.Name}.{compound}: this is who has that.", null);
        }

        var flag = known.OnField == FieldAccess.Edit ? ObjectAccess.Edit : ObjectAccess.Read;
        return new ResolvedQuestion(new AccessTarget(AccessKind.Object, o.Name, OnObject: flag), $"{known.Label} takes no grant of its own: this is who has {PermissionColumns.Words(flag)} on {o.Name}.", null);
    }

    private static string NameOf(JObject row) => ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text("Name") ?? row.Text("DeveloperName") ?? "");

    private static void AddContainers(QueryRound round, SnapshotDraft draft, IReadOnlyCollection<string> ids)
    {
        round.Add(AccessQueries.Sets(ids.Where(id => !IsMuting(id))), "Permission sets", row => draft.Container(row.Text("Id")!).Is(row));
        round.Add(AccessQueries.MutingSets(ids.Where(IsMuting)), "Muting permission sets", row => draft.Container(row.Text("Id")!).Is(row));
    }

    private static bool IsMuting(string id) => id.StartsWith("0QM", StringComparison.Ordinal);

    private async Task ReadGrantsAsync(SnapshotDraft draft, AccessNeeds needs, AccessTarget target, Action<string> missing, CancellationToken cancellation)
    {
        var first = new QueryRound();
        if (needs.SystemPermissions.Count > 0)
        {
            var describes = await _org.Describe.ObjectsAsync(new[] { "PermissionSet", "MutingPermissionSet" }, cancellation).ConfigureAwait(false);
            AddSystem(first, draft, Columns(describes["PermissionSet"]), AccessQuestionQueries.SetsWith, "System permissions");
            AddSystem(first, draft, Columns(describes["MutingPermissionSet"]), AccessQuestionQueries.MutingSetsWith, "Muted system permissions");
            if (describes["PermissionSet"] is null)
            {
                draft.NotRead.Add("System permissions: the caller does not see PermissionSet. It needs View Setup and Configuration.");
            }
        }

        first.Add(AccessQuestionQueries.ObjectRows(needs.Objects, SnapshotColumns.HasViewAllFields(_org.Org)), "Object permissions", row => draft.Container(row.Text("ParentId")!).HasObject(row));
        if (needs.Field is not null)
        {
            first.Add(AccessQuestionQueries.FieldRows(target.Name, needs.Field), "Field permissions", row => draft.Container(row.Text("ParentId")!).HasField(row));
        }

        if (needs.Tab is not null)
        {
            first.Add(AccessQuestionQueries.TabRows(needs.Tab), "Tabs", row => draft.Container(row.Text("ParentId")!).HasTab(row));
        }

        var entities = new List<string>();
        foreach (var (type, soql) in AccessQuestionQueries.Entities(target.Kind, target.Name))
        {
            first.Add(soql, "Names of " + type, row =>
            {
                if (string.Equals(NameOf(row), target.Name, StringComparison.OrdinalIgnoreCase))
                {
                    draft.AddEntityName(row);
                    entities.Add(row.Text("Id") ?? "");
                }
            });
        }

        await first.RunAsync(_batch, draft.NotRead, cancellation).ConfigureAwait(false);
        if (SetupEntityKinds.Types.ContainsKey(target.Kind))
        {
            await ReadEntityRowsAsync(draft, target, entities, missing, cancellation).ConfigureAwait(false);
        }

        IReadOnlyList<string> Columns(JObject? describe) => DescribeFacts.Columns(describe, Prefix).Where(c => needs.SystemPermissions.Contains(c.Substring(Prefix.Length))).ToList();
    }

    private async Task ReadEntityRowsAsync(SnapshotDraft draft, AccessTarget target, List<string> entities, Action<string> missing, CancellationToken cancellation)
    {
        if (entities.Count == 0 && target.Name.Length is 15 or 18 && target.Name.All(char.IsLetterOrDigit))
        {
            entities.Add(target.Name);
        }

        if (entities.Count == 0)
        {
            missing($"This org has no {target}.");
            return;
        }

        var rows = new QueryRound();
        rows.Add(AccessQuestionQueries.EntityRows(entities), "Setup entity access", row => draft.Container(row.Text("ParentId")!).HasEntity(row));
        await rows.RunAsync(_batch, draft.NotRead, cancellation).ConfigureAwait(false);
    }

    private static void AddSystem(QueryRound round, SnapshotDraft draft, IReadOnlyList<string> columns, Func<IReadOnlyList<string>, string> soql, string what)
    {
        if (columns.Count > 0)
        {
            round.Add(soql(columns), what, row =>
            {
                draft.Container(row.Text("Id")!).Is(row);
                draft.Container(row.Text("Id")!).HasSystemPermissions(row);
            });
        }
    }
}
