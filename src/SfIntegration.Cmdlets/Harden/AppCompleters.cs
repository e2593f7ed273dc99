using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>Apps of both kinds, by label.</summary>
public sealed class AppCompleter : OrgBackedCompleter
{
    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await new AppReader(api).ListAsync(cancellation).ConfigureAwait(false)).Apps.Select(a => (a.Name, AppComponents.KindWords(a.Kind))).Distinct().ToList();
}

/// <summary>OAuth scopes in the spelling of metadata (facts §5.4).</summary>
public sealed class OAuthScopeCompleter : CompleterBase
{
    private static readonly string[] s_scopes =
    {
        "Api", "RefreshToken", "OfflineAccess", "OpenID", "Profile", "Email", "Address", "Phone", "Basic", "Chatter", "CustomApplications", "CustomPermissions", "Wave", "Eclair", "Pardot",
        "Lightning", "Content", "CDPIngest", "CDPProfile", "CDPQuery", "Chatbot", "ForgotPassword", "UserRegistration", "PwdlessLogin", "Web", "Full",
    };

    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) => s_scopes.Select(s => (s, ""));
}
