using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace SfIntegration.Scope.Writing;

/// <summary>Writes a scope as YAML. The same scope gives the same bytes: fixed key order, LF, UTF-8 without a mark.</summary>
internal static class ScopeWriter
{
    /// <summary>The file's text. `schema` is where editors find the JSON schema; `comments` stand at the top, one line each.</summary>
    public static string Write(AccessScope scope, string? schema = null, IEnumerable<string>? comments = null)
    {
        var text = new StringBuilder();
        if (schema is not null)
        {
            text.Append("# yaml-language-server: $schema=").Append(OneLine(schema)).Append('\n');
        }

        foreach (var comment in comments ?? Array.Empty<string>())
        {
            text.Append(("# " + OneLine(comment)).TrimEnd()).Append('\n');
        }

        Root(scope).WriteKeys(text, 0);
        return text.ToString();
    }

    private static YamlOut Root(AccessScope scope)
    {
        var root = YamlOut.Map(isOpen: true)
            .Add("scopeVersion", YamlOut.Word("1"))
            .Add("name", scope.Name)
            .Add("owner", Contact(scope.Owner))
            .Add("identity", Identity(scope.BaseIdentity ?? scope.Identity));
        if (scope.Environments.Count > 0)
        {
            var environments = YamlOut.Map(isOpen: true);
            foreach (var environment in scope.Environments)
            {
                environments.Add(environment.Name, Environment(environment));
            }

            root.Add("environments", environments);
        }

        var integrations = YamlOut.Map(isOpen: true);
        foreach (var integration in scope.Integrations)
        {
            integrations.Add(integration.Name, IntegrationWriter.Write(integration));
        }

        root.Add("integrations", integrations);
        return scope.Exceptions.Count == 0 ? root : root.Add("exceptions", YamlOut.List(scope.Exceptions.Select(Exception), isOpen: true));
    }

    public static YamlOut? Contact(ScopeContact? contact) =>
        contact is null ? null : YamlOut.Map().Add("name", contact.Name).Add("contact", contact.Contact);

    public static YamlOut? Date(DateTime? day) =>
        day is { } d ? YamlOut.Word(d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null;

    public static YamlOut? Names(IReadOnlyList<string>? names) => names is { Count: > 0 } ? YamlOut.Names(names) : null;

    private static YamlOut Identity(ScopeIdentity identity) => YamlOut.Map(isOpen: true)
        .Add("username", identity.Username)
        .Add("lastName", identity.LastName)
        .Add("email", identity.Email)
        .Add("license", identity.License)
        .Add("profile", Profile(identity.Profile))
        .Add("role", identity.Role)
        .Add("groups", Names(identity.Groups))
        .Add("network", Names(identity.Network))
        .Add("hours", Hours(identity.Hours));

    /// <summary>An empty list in an environment says "none here", so it is written.</summary>
    private static YamlOut Environment(ScopeEnvironment environment) => YamlOut.Map()
        .Add("username", environment.Username)
        .Add("lastName", environment.LastName)
        .Add("email", environment.Email)
        .Add("license", environment.License)
        .Add("profile", Profile(environment.Profile))
        .Add("role", environment.Role)
        .Add("groups", environment.Groups is null ? null : YamlOut.Names(environment.Groups))
        .Add("network", environment.Network is null ? null : YamlOut.Names(environment.Network))
        .Add("hours", Hours(environment.Hours));

    private static YamlOut? Profile(ScopeProfile? profile) =>
        profile is null ? null : YamlOut.Map().Add("name", profile.Name).Add("cloneOf", profile.CloneOf);

    private static YamlOut? Hours(ScopeHours? hours) => hours is null ? null : YamlOut.Map()
        .Add("days", hours.Days)
        .Add("from", YamlOut.Word(hours.From))
        .Add("to", YamlOut.Word(hours.To))
        .Add("timeZone", hours.TimeZone);

    private static YamlOut Exception(ScopeException exception) => YamlOut.Map()
        .Add("rule", exception.Rule)
        .Add("target", exception.Target)
        .Add("reason", exception.Reason)
        .Add("owner", exception.Owner)
        .Add("approvedBy", exception.ApprovedBy)
        .Add("ticket", exception.Ticket)
        .Add("expires", Date(exception.Expires));

    private static string OneLine(string text) => new(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c).ToArray());
}
