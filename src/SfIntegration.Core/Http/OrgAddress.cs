using System;

namespace SfIntegration.Http;

/// <summary>What may be an org's address, and what may not. A token only ever goes to the host it was given for.</summary>
internal static class OrgAddress
{
    /// <summary>Reads "acme.my.salesforce.com" or a URL; gives scheme, host and port only.</summary>
    public static Uri Parse(string text)
    {
        var trimmed = (text ?? string.Empty).Trim();
        var url = trimmed.IndexOf("://", StringComparison.Ordinal) < 0 ? "https://" + trimmed : trimmed;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new SfException($"'{trimmed}' is no address of an org.", "Give the My Domain address, such as https://acme.my.salesforce.com.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new SfException("The address of an org cannot hold a user name or password.", $"Give https://{uri.Authority} alone.");
        }

        if (uri.Host.EndsWith(".lightning.force.com", StringComparison.OrdinalIgnoreCase))
        {
            var domain = uri.Host.Substring(0, uri.Host.Length - ".lightning.force.com".Length);
            throw new SfException(
                $"{uri.Host} serves the Lightning pages, not the API.", $"Give https://{domain}.my.salesforce.com.");
        }

        RequireSecure(uri);
        return Origin(uri);
    }

    /// <summary>The path of a URL that an answer gave, after making sure that it stays on the org's own host.</summary>
    public static string PathOn(Uri instance, string url)
    {
        // "//host", and "/\\host" for those who read a backslash as a slash, name a host and no path.
        var isPath = url.StartsWith("/", StringComparison.Ordinal) && url.IndexOf('\\') < 0;
        var isRead = isPath ? Uri.TryCreate(instance, url, out var target) : Uri.TryCreate(url, UriKind.Absolute, out target);
        if (!isRead || target.IsFile)
        {
            throw new SfException($"The org answered with '{url}', which is no path under {instance.Authority}.");
        }

        var path = target.PathAndQuery;
        return IsSame(instance, target) && !path.StartsWith("//", StringComparison.Ordinal) ? path : throw Elsewhere(instance, target);
    }

    public static bool IsSame(Uri left, Uri right) =>
        string.Equals(left.Scheme, right.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(left.Host, right.Host, StringComparison.OrdinalIgnoreCase)
        && left.Port == right.Port;

    public static Uri Origin(Uri uri) => new(uri.GetLeftPart(UriPartial.Authority) + "/");

    public static void RequireSecure(Uri uri)
    {
        var isHttp = string.Equals(uri.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal);
        var isHttps = string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal);
        if (!isHttps && !(isHttp && uri.IsLoopback))
        {
            throw new SfException(
                $"{uri.Scheme}://{uri.Authority} is not safe to send a credential to.",
                $"Give https://{uri.Authority}; plain http is for a practice org on this machine only.");
        }
    }

    /// <summary>Sandbox or production, where the host name tells ("acme--uat.sandbox.my.salesforce.com").</summary>
    public static bool? IsSandbox(Uri instance)
    {
        var host = instance.Host;
        if (!host.EndsWith(".my.salesforce.com", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return host.EndsWith(".sandbox.my.salesforce.com", StringComparison.OrdinalIgnoreCase)
            || host.IndexOf("--", StringComparison.Ordinal) > 0;
    }

    private static SfException Elsewhere(Uri instance, Uri other) => new(
        $"The org at {instance.Authority} answered with an address on {other.Authority}; it was not followed, because the session must not leave the org.",
        "Check what stands between this machine and the org; connect to the org's own My Domain.");
}
