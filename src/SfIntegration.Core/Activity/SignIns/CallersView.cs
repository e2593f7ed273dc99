using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Activity.SignIns;

/// <summary>
/// What a caller is shown of the rows of others. Without the permission Salesforce gives its own rows and says nothing, so the
/// caller's own permissions are asked: UserPermissionAccess tells of the running user alone (facts §3.4, §6.1, §6.3).
/// </summary>
internal sealed class CallersView
{
    /// <summary>Sign-ins (LoginHistory).</summary>
    public static readonly CallersView Logins = new("sign-ins", ("MonitorLoginHistory", "Monitor Login History"), ("ManageUsers", "Manage Users"));

    /// <summary>OAuth tokens (OauthToken).</summary>
    public static readonly CallersView Tokens = new("OAuth tokens", ("CustomizeApplication", "Customize Application"));

    /// <summary>Sessions (AuthSession).</summary>
    public static readonly CallersView Sessions = new("sessions", ("ManageUsers", "Manage Users"));

    private readonly string _what;
    private readonly IReadOnlyList<(string Name, string Label)> _oneOf;

    private CallersView(string what, params (string Name, string Label)[] oneOf) => (_what, _oneOf) = (what, oneOf);

    private string Needed => string.Join(" or ", _oneOf.Select(r => r.Label));

    /// <summary>Why what follows may not be all, or null where it is.</summary>
    /// <param name="api">The org.</param>
    /// <param name="userIds">The users that are asked for; null for everybody.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string?> LimitAsync(OrgApi api, IReadOnlyCollection<string>? userIds, CancellationToken cancellation)
    {
        if (userIds is not null && userIds.All(id => id == api.Org.UserId))
        {
            return null;
        }

        // One query each: a permission that an org does not have is a column that it does not have.
        var outcomes = await new BatchApi(api.Connection).TryQueryManyAsync(_oneOf.Select(r => $"SELECT Permissions{r.Name} FROM UserPermissionAccess LIMIT 1"), cancellation).ConfigureAwait(false);
        var held = outcomes.Where((o, i) => o.Error is null && o.Records.FirstOrDefault().Flag("Permissions" + _oneOf[i].Name)).Any();
        return held ? null
            : outcomes.All(o => o.Error is not null) ? $"Whether these are all {_what} on {api.Org} is not known: what the caller holds could not be read ({outcomes[0].Error!.Message}). Without {Needed} Salesforce shows a caller its own only."
            : $"Only the {_what} of {api.Org.Username} itself are shown on {api.Org}: to see those of others the caller needs {Needed}.";
    }
}
