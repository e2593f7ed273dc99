using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Plan;

/// <summary>
/// Carries writes out, stage by stage: the user first, assignments last, then what is taken away (design §7).
/// A row whose parent could not be made is not sent and says so; without its user nothing else is begun.
/// </summary>
internal sealed class Applier
{
    private readonly RowSender _sender;
    private readonly Dictionary<IdRef, string> _ids = new();
    private int _number;

    public Applier(RowSender sender) => _sender = sender;

    /// <summary>Rows sent, with what became of each.</summary>
    public List<JournalRow> Rows { get; } = new();

    /// <summary>The id of the user or set that a reference stands for, once it was made.</summary>
    public string? IdOf(string sobjectType, string name) => _ids.TryGetValue(new IdRef(sobjectType, name), out var id) ? id : null;

    public async Task ApplyAsync(IReadOnlyCollection<Write> writes, Action<WorkProgress>? progress, CancellationToken cancellation)
    {
        var done = 0;
        string? noUser = null;
        foreach (var stage in writes.GroupBy(w => w.Stage).OrderBy(g => g.Key))
        {
            progress?.Invoke(new WorkProgress(Words(stage.Key), done, writes.Count));
            var pairs = new List<(Write Write, JournalRow Row)>();
            foreach (var write in stage)
            {
                if (noUser is not null)
                {
                    Fail(write.Changes, noUser);
                    done++;
                }
                else if (Resolve(write) is { } row)
                {
                    pairs.Add((write, row));
                    Rows.Add(row);
                }
                else
                {
                    done++;
                }
            }

            try
            {
                await _sender.SendAsync(pairs.Select(p => p.Row).ToList(), count => progress?.Invoke(new WorkProgress(Words(stage.Key), done += count, writes.Count)), cancellation).ConfigureAwait(false);
            }
            finally
            {
                foreach (var (write, row) in pairs)
                {
                    Note(write, row);
                }
            }

            if (stage.Key == WriteStage.SystemPermissions)
            {
                await SendApartAsync(pairs, cancellation).ConfigureAwait(false);
            }

            if (stage.FirstOrDefault(w => w is { SobjectType: "User", Operation: WriteOperation.Create } && pairs.All(p => p.Write != w)) is { } untried)
            {
                noUser = $"Not tried: the user '{untried.Key.Parts[0].Value}' could not be made.";
            }

            if (pairs.FirstOrDefault(p => p.Row is { SobjectType: "User", Operation: WriteOperation.Create, Success: false }).Row is { } refused)
            {
                noUser = $"Not tried: the user '{refused.Key["Username"]}' could not be made.";
            }
        }
    }

    /// <summary>
    /// System permissions that were refused together go one by one, so that those the org takes are there. One may depend on another
    /// that comes later, so those that are refused get a second turn as long as any was taken.
    /// </summary>
    private async Task SendApartAsync(IEnumerable<(Write Write, JournalRow Row)> pairs, CancellationToken cancellation)
    {
        foreach (var (write, row) in pairs.Where(p => p.Row.Success == false && p.Write.Changes.Count > 1))
        {
            var open = write.Changes.ToList();
            for (var taken = open.Count; taken > 0 && open.Count > 0;)
            {
                foreach (var change in open)
                {
                    var column = "Permissions" + change.Target;
                    var single = new JournalRow
                    {
                        Number = ++_number,
                        Operation = row.Operation,
                        SobjectType = row.SobjectType,
                        RecordId = row.RecordId,
                        Key = row.Key,
                        Values = new JObject { [column] = row.Values[column]!.DeepClone() },
                        Before = new JObject { [column] = row.Before[column]!.DeepClone() },
                    };
                    Rows.Add(single);
                    await _sender.SendAsync(new[] { single }, null, cancellation).ConfigureAwait(false);
                    change.State = single.Success == true ? ChangeState.Applied : ChangeState.Failed;
                    change.Error = single.Success == true ? null : single.Error;
                    change.Code = single.Code;
                }

                taken = open.RemoveAll(c => c.State == ChangeState.Applied);
            }
        }
    }

    /// <summary>The row to send, with every reference replaced; null (and the changes failed) where a parent is missing.</summary>
    private JournalRow? Resolve(Write write)
    {
        var values = new JObject();
        foreach (var pair in write.Values)
        {
            if (pair.Value is IdRef reference && !_ids.ContainsKey(reference))
            {
                Fail(write.Changes, NotTried(reference));
                return null;
            }

            values[pair.Key] = Json(pair.Value);
        }

        if (new[] { write.RecordRef, write.Needs }.FirstOrDefault(r => r is not null && !_ids.ContainsKey(r)) is { } missing)
        {
            Fail(write.Changes, NotTried(missing));
            return null;
        }

        return new JournalRow
        {
            Number = ++_number,
            Operation = write.Operation,
            SobjectType = write.SobjectType,
            RecordId = write.RecordId ?? (write.RecordRef is { } made ? _ids[made] : null),
            Key = write.Key.Parts.ToDictionary(p => p.Field, p => p.Value is IdRef r ? (_ids.TryGetValue(r, out var id) ? id : r.Name) : (string)p.Value),
            Values = values,
            Before = new JObject(write.Before.Select(p => new JProperty(p.Key, Json(p.Value)))),
        };
    }

    private static string NotTried(IdRef missing) => missing.SobjectType switch
    {
        ProfileRowWriter.SobjectType => $"Not tried: the profile '{missing.Name}' could not be made.",
        ProfileRowWriter.ApiOnly => $"Not tried: the profile '{missing.Name}' is not there as API Only.",
        _ => $"Not tried: {missing.SobjectType} '{missing.Name}' could not be made.",
    };

    private void Note(Write write, JournalRow row)
    {
        switch (row.Success)
        {
            case true:
                var makes = write.Makes
                    ?? (write.Operation == WriteOperation.Create && write.SobjectType is "User" or "PermissionSet" ? new IdRef(write.SobjectType, (string)write.Key.Parts[0].Value) : null);
                if (makes is not null && row.RecordId is { } id)
                {
                    _ids[makes] = id;
                }

                foreach (var change in write.Changes)
                {
                    change.State = ChangeState.Applied;
                }

                break;
            case false:
                Fail(write.Changes, row.Error ?? "Refused.", row.Code);
                break;
            default:
                break;
        }
    }

    private static void Fail(IReadOnlyList<AccessChange> changes, string error, string? code = null)
    {
        foreach (var change in changes)
        {
            change.State = ChangeState.Failed;
            change.Error = error;
            change.Code = code;
        }
    }

    private JToken Json(object? value) => value switch
    {
        null => JValue.CreateNull(),
        IdRef reference => _ids.TryGetValue(reference, out var id) ? id : reference.Name,
        JToken token => token.DeepClone(),
        DateTime moment => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        bool flag => flag,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Words(WriteStage stage) => stage switch
    {
        WriteStage.Profile or WriteStage.ProfileCheck or WriteStage.PasswordPolicy => "Profile",
        WriteStage.User => "User",
        WriteStage.PermissionSetLicense => "Permission set licences",
        WriteStage.PermissionSet => "Permission sets",
        WriteStage.Objects => "Object permissions",
        WriteStage.Fields => "Field permissions",
        WriteStage.SystemPermissions => "System permissions",
        WriteStage.SetupEntities => "Classes, custom permissions and apps",
        WriteStage.Tabs => "Tabs",
        WriteStage.RecordTypes => "Record types",
        WriteStage.Assignments => "Assignments",
        WriteStage.App or WriteStage.AppParts or WriteStage.AppAccess => "App",
        WriteStage.Network or WriteStage.Hours => "Address ranges and hours",
        WriteStage.Unassign or WriteStage.UnassignPermissionSetLicense => "Taking assignments away",
        _ => "Taking access away",
    };
}
