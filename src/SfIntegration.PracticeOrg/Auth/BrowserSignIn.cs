using System.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>A sign-in on the login page. It opens no session here: the practice org has no pages.</summary>
internal static class BrowserSignIn
{
    /// <summary>Asks the policy, writes the LoginHistory row and answers its status.</summary>
    public static string Try(OrgParts org, Row user)
    {
        var status = StatusOf(org, user);
        org.Logins.AddBrowser(user.Id, org.AddressOf(null), org.BaseAddress.Host, status);
        return status;
    }

    private static string StatusOf(OrgParts org, Row user)
    {
        if (org.Store.Rows("UserLogin", "UserId", user.Id).Any(l => l.Flag("IsPasswordLocked")))
        {
            return LoginStatuses.Locked;
        }

        try
        {
            org.Policy.RequireUsable(user);
            org.Policy.RequireHours(user);
            org.Policy.RequireAddress(user, app: null, org.AddressOf(null), isRefresh: false);
        }
        catch (OAuthFault fault)
        {
            return fault.LoginStatus ?? fault.Message;
        }

        return org.Engine.AccessOf(user.Id).HasPermission("ApiUserOnly") ? LoginStatuses.ApiOnly : LoginStatuses.Success;
    }
}
