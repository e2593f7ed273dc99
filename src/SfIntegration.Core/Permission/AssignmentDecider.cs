using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>Decides for each input what is to be sent, and refuses what need not be sent to be refused. Pure.</summary>
internal sealed class AssignmentDecider
{
    private readonly AssignmentFacts _facts;
    private readonly AssignmentVerb _verb;
    private readonly bool _licenses;
    private readonly DateTime? _expires;
    private readonly DateTime _now;
    private readonly RevokeGuard _guard;
    private readonly Dictionary<(string UserId, string TargetId), JournalRow> _rows = new();

    public AssignmentDecider(AssignmentFacts facts, AssignmentVerb verb, bool licenses, DateTime? expires, DateTime now)
    {
        _facts = facts;
        _verb = verb;
        _licenses = licenses;
        _expires = expires;
        _now = now;
        _guard = new RevokeGuard(facts);
    }

    public List<AssignmentItem> Decide(IEnumerable<AssignmentRequest> requests) => requests.Select(Decide).ToList();

    private AssignmentItem Decide(AssignmentRequest request)
    {
        _facts.Targets.TryGetValue(request.Target, out var target);
        _facts.Users.TryGetValue(request.Username, out var user);
        AssignmentItem Item(JournalRow? row = null) => new() { Request = request, User = user, Target = target, Row = row, IsLicense = _licenses };

        if (target is null)
        {
            return _licenses
                ? Item().Refuse("PermissionSetLicenseNotFound", $"This org has no permission set licence '{request.Target}'.", "Get-SfPermissionSetLicense lists them.")
                : Item().Refuse("PermissionSetNotFound", $"This org has no permission set or group '{request.Target}' that can be assigned.", "Get-SfPermissionSet lists them; give the API name, with the namespace where it has one.");
        }

        if (user is null)
        {
            return Item().Refuse("UserNotFound", $"This org has no user '{request.Username}'.", "Get-SfIntegrationUser lists the integration users, with -Username any.");
        }

        if (PlatformUsers.IsPlatformUser(user.LicenseName, user.UserType))
        {
            return Item().Refuse("PlatformUser", $"{user.Username} belongs to the platform itself ({user.LicenseName}, {user.UserType}).", "Leave it alone; nothing overrides this.");
        }

        _facts.Held.TryGetValue((user.Id, target.Id), out var held);
        return _verb == AssignmentVerb.Grant ? Grant(Item, user, target, held) : Revoke(Item, user, target, held);
    }

    private AssignmentItem Grant(Func<JournalRow?, AssignmentItem> item, Assignee user, Assignable target, HeldRow? held)
    {
        if (held is not null)
        {
            return Keep(item, user, target, held);
        }

        if (target.UserLicenses.Where(l => l.Key != user.LicenseId).Select(l => l.Value).FirstOrDefault() is { } needed)
        {
            // A set that is bound to a user licence is for users of that licence only (H:platform.users_permissionset_licenses_and_perm_sets.htm).
            return item(null).Refuse("WrongLicense",
                $"{user.Username} has the user licence '{user.LicenseName}'; the {target.Words} is only for users of '{needed}'.",
                "Copy what it grants into a set without a licence, or with a permission set licence that the user can hold (New-SfPermissionSet -License).");
        }

        var made = item(RowFor(user, target, () => NewRow(WriteOperation.Create, user, target, null, Values(user, target))));
        made.ExpirationDate = _expires;
        return made;
    }

    /// <summary>Held already: only when it ends may have to change. One that has ended gives nothing, so granting it again revives it.</summary>
    private AssignmentItem Keep(Func<JournalRow?, AssignmentItem> item, Assignee user, Assignable target, HeldRow held)
    {
        var hasEnded = held.ExpirationDate <= _now;
        var changes = _expires is not null ? held.ExpirationDate != _expires : hasEnded;
        if (!changes)
        {
            var same = item(null);
            same.ExpirationDate = held.ExpirationDate;
            return same.Is(AssignmentOutcome.AlreadyHeld, held.ExpirationDate is { } end ? $"It ends on {Moment(end)}." : null);
        }

        var values = new JObject { ["ExpirationDate"] = _expires is { } e ? Moment(e) : JValue.CreateNull() };
        var changed = item(RowFor(user, target, () => NewRow(WriteOperation.Update, user, target, held.Id, values)));
        changed.ExpirationDate = _expires;
        return changed;
    }

    private AssignmentItem Revoke(Func<JournalRow?, AssignmentItem> item, Assignee user, Assignable target, HeldRow? held)
    {
        if (held is null)
        {
            var through = _facts.GroupsOfSet.TryGetValue(target.Id, out var groups) ? groups.Where(g => _facts.Held.ContainsKey((user.Id, g.Id))).Select(g => g.Name).ToList() : new List<string>();
            return item(null).Is(AssignmentOutcome.NotHeld, through.Count == 0 ? null : $"It is held through {string.Join(", ", through)}: revoke the group.");
        }

        if (_rows.TryGetValue((user.Id, target.Id), out var row))
        {
            return item(row);
        }

        return _guard.Refusal(user, held.Id) is { } refusal
            ? item(null).Refuse(refusal.Code, refusal.Reason, refusal.Cure)
            : item(RowFor(user, target, () => NewRow(WriteOperation.Delete, user, target, held.Id, new JObject())));
    }

    private JournalRow RowFor(Assignee user, Assignable target, Func<JournalRow> make)
    {
        if (!_rows.TryGetValue((user.Id, target.Id), out var row))
        {
            _rows[(user.Id, target.Id)] = row = make();
        }

        return row;
    }

    private JournalRow NewRow(WriteOperation operation, Assignee user, Assignable target, string? id, JObject values) => new()
    {
        Number = _rows.Count + 1,
        Operation = operation,
        SobjectType = target.RowType,
        RecordId = id,
        Key = new Dictionary<string, string> { ["AssigneeId"] = user.Id, [target.RowField] = target.Id },
        Values = values,
        Before = new JObject(),
    };

    private JObject Values(Assignee user, Assignable target)
    {
        var values = new JObject { ["AssigneeId"] = user.Id, [target.RowField] = target.Id };
        if (_expires is { } expires)
        {
            values["ExpirationDate"] = Moment(expires);
        }

        return values;
    }

    private static string Moment(DateTime value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
