using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>Who is signed in.</summary>
internal sealed class UserInfo
{
    public required string UserId { get; init; }

    public required string OrganizationId { get; init; }

    public required string Username { get; init; }

    /// <summary>What Salesforce itself says the user is; null where it does not say.</summary>
    public bool? IsIntegrationUser { get; init; }
}

/// <summary>The identity of the session (userinfo; facts §1.5).</summary>
internal sealed class IdentityApi
{
    private readonly SfConnection _connection;

    public IdentityApi(SfConnection connection)
    {
        _connection = connection;
    }

    public async Task<UserInfo> UserInfoAsync(CancellationToken cancellationToken)
    {
        var answer = (await _connection.SendAsync(SfRequest.Get(SfUrls.UserInfo), cancellationToken).ConfigureAwait(false)).Object(SfUrls.UserInfo);
        return new UserInfo
        {
            UserId = Need("user_id"),
            OrganizationId = Need("organization_id"),
            Username = Need("preferred_username"),
            IsIntegrationUser = (bool?)answer["is_salesforce_integration_user"],
        };

        string Need(string name) => answer.Text(name) is { Length: > 0 } value
            ? value
            : throw new SfApiException($"The answer to {SfUrls.UserInfo} lacks {name}.", "Check that the address is a Salesforce org.");
    }
}
