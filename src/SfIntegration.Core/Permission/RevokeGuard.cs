using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Permission;

/// <summary>
/// Refuses to take anything from the caller, or from the last active holder of Manage Users, also where a batch would take it
/// from several administrators one after the other. No switch overrides it (design §5). Pure.
/// </summary>
internal sealed class RevokeGuard
{
    private readonly string _callerId;
    private readonly List<(string RowId, string UserId)> _administrators;

    public RevokeGuard(AssignmentFacts facts)
    {
        _callerId = facts.CallerId;
        _administrators = facts.Administrators.ToList();
    }

    /// <summary>Null where the row may go, and then counts it as gone; else the refusal.</summary>
    public (string Code, string Reason, string Cure)? Refusal(Assignee user, string rowId)
    {
        if (user.Id == _callerId)
        {
            return ("CallerItself", $"{user.Username} is the user this connection is signed in as.", "Do it as another administrator.");
        }

        if (_administrators.Count > 0 && _administrators.All(a => a.UserId == user.Id))
        {
            return ("LastAdministrator", $"{user.Username} would be the last active user who holds Manage Users.", "Give another active user Manage Users first.");
        }

        _administrators.RemoveAll(a => a.RowId == rowId);
        return null;
    }
}
