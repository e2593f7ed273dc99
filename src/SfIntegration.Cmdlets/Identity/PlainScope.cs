using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>The scope of a user made from plain values: it holds existing sets and nothing of its own.</summary>
internal static class PlainScope
{
    public static AccessScope Of(string username, string? lastName, string email, string license, string? profile, string[] permissionSets)
    {
        var local = username.Split('@')[0];
        var name = string.Concat(local.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '-' ? c : '-')).Trim('-');
        return new AccessScope
        {
            Name = name.Length == 0 ? "identity" : name,
            Identity = new ScopeIdentity
            {
                Username = username,
                LastName = lastName ?? local,
                Email = email,
                License = license,
                Profile = profile is null ? null : new ScopeProfile(profile, null),
            },
            Integrations = new[] { new ScopeIntegration { Name = "default", PermissionSet = "", UsePermissionSets = permissionSets } },
        };
    }
}
