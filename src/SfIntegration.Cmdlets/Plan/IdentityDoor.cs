using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Proof;

namespace SfIntegration.Cmdlets.Plan;

/// <summary>Signs in as the identity of a plan while it is made: through its own app where the org or the caller has the credential, else as a practice org lets one.</summary>
internal sealed class IdentityDoor : IDisposable
{
    private readonly OrgApi _api;
    private readonly AccessPlan _plan;
    private readonly X509Certificate2? _certificate;
    private readonly List<SfConnection> _opened = new();

    public IdentityDoor(OrgApi api, AccessPlan plan, X509Certificate2? certificate)
    {
        _api = api;
        _plan = plan;
        _certificate = certificate;
        Trial = new IdentityTrial(api, plan) { Prepare = PrepareAsync };
    }

    public IdentityTrial Trial { get; }

    public void Dispose() => _opened.ForEach(c => c.Dispose());

    private async Task<TrialSignIn> PrepareAsync(CancellationToken cancellation)
    {
        var own = await IdentitySignIn.ForAsync(_api, _plan.Scope, _certificate, cancellation).ConfigureAwait(false);
        var practice = PracticeOrgs.Behind(_api.Connection);
        Func<CancellationToken, Task<OrgApi>>? through = own.TokenSource is { } source ? token => ConnectAsync(source, token) : null;
        return new TrialSignIn(
            through ?? (practice is null ? null : token => PracticeSignIn.ConnectAsync(practice, _plan.Username, _api.Org.ApiVersion, token)),
            through,
            $"{own.WhyNot} {own.Cure}".Trim());
    }

    private async Task<OrgApi> ConnectAsync(Func<HttpSender, ITokenSource> source, CancellationToken cancellation)
    {
        var connection = await SfConnection.ConnectAsync(
            new SfConnectOptions { Handler = PracticeOrgs.Behind(_api.Connection)?.CreateHandler(), ApiVersion = _api.Org.ApiVersion, SignIn = source }, cancellation).ConfigureAwait(false);
        _opened.Add(connection);
        return OrgApi.For(connection);
    }
}
