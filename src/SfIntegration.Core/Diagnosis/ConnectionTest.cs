using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Rules;

namespace SfIntegration.Diagnosis;

/// <summary>
/// Tries the way from this machine to an org's records link by link, from the integration's own side, and tells each as soon as it is
/// known. Nothing is written, and no finding throws. The session it opens is left to end by itself: Salesforce may hand the same
/// session to other processes of the integration, which revoking it would stop.
/// </summary>
internal sealed class ConnectionTest
{
    /// <summary>What every session rests on.</summary>
    private static readonly ConnectionStep[] s_session = { ConnectionStep.NameResolution, ConnectionStep.Tls, ConnectionStep.Versions, ConnectionStep.Token };

    private readonly ConnectionTestRequest _request;
    private readonly Action<SfConnectionStep> _tell;
    private readonly Dictionary<ConnectionStep, Outcome> _outcomes = new();
    private readonly Uri _address;
    private SfConnection? _connection;
    private SfException? _refusal;
    private UserSide? _administrators;
    private UserSide? _own;
    private TimeSpan? _clock;

    private ConnectionTest(ConnectionTestRequest request, Action<SfConnectionStep> tell)
    {
        _request = request;
        _tell = tell;
        _connection = request.Connection;
        _address = request.Connection?.Instance ?? OrgAddress.Parse(request.InstanceUrl ?? "");
    }

    private string? Username => _connection?.Org.Username is { Length: > 0 } signedIn ? signedIn : _request.Username;

    /// <summary>The user as it is best known.</summary>
    private UserSide? Side => _administrators ?? _own;

    private bool IsInMemory => _request.Handler is not null || _request.Connection?.IsInMemory == true;

    /// <summary>An address that cannot be one is the only thing that throws (<see cref="SfException"/>).</summary>
    public static async Task RunAsync(ConnectionTestRequest request, Action<SfConnectionStep> tell, CancellationToken cancellation)
    {
        var test = new ConnectionTest(request, tell);
        using var sender = request.Connection is null ? new HttpSender(request.Handler, new RetryPolicy { MaxAttempts = 2 }, request.Patience) : null;
        try
        {
            await test.NetworkAsync(cancellation).ConfigureAwait(false);
            await test.SessionAsync(sender, cancellation).ConfigureAwait(false);
            await test.AccessAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (request.Connection is null)
            {
                test._connection?.Dispose();
            }
        }
    }

    private async Task NetworkAsync(CancellationToken cancellation)
    {
        var proxy = IsInMemory ? null : NetworkProbe.ProxyFor(_address);
        var probe = new NetworkProbe(_request.Patience);
        await TryAsync(ConnectionStep.NameResolution, _address.Authority, () => IsInMemory
            ? Task.FromResult(StepResult.NotAssessed("The org is in memory: no name is resolved."))
            : probe.ResolveAsync(_address, proxy, cancellation)).ConfigureAwait(false);
        await TryAsync(ConnectionStep.Tls, _address.Authority, () => IsInMemory ? Task.FromResult(StepResult.NotAssessed("The org is in memory: there is no TLS."))
            : _address.Scheme == Uri.UriSchemeHttp ? Task.FromResult(StepResult.NotAssessed("Plain http to this machine: there is no TLS."))
            : probe.HandshakeAsync(_address, proxy, cancellation), ConnectionStep.NameResolution).ConfigureAwait(false);
    }

    private async Task SessionAsync(HttpSender? sender, CancellationToken cancellation)
    {
        var version = "";
        await TryAsync(ConnectionStep.Versions, _address.Authority, async () =>
        {
            var request = new SfRequest(HttpMethod.Get, SfUrls.Versions) { IsAnonymous = true };
            var answer = sender is null
                ? await _connection!.SendAsync(request, cancellation).ConfigureAwait(false)
                : await sender.SendAsync(request, _address, null, cancellation).ConfigureAwait(false);
            ReadClock(answer);
            var offered = answer.Array(SfUrls.Versions).Select(v => v.Text("version") ?? "").ToList();
            version = VersionDiscovery.Pick(offered, _request.ApiVersion ?? _connection?.ApiVersion, _address.Authority);
            return StepResult.Pass($"Version {version} is spoken; {_address.Authority} offers up to {offered.LastOrDefault()}.");
        }, ConnectionStep.NameResolution, ConnectionStep.Tls).ConfigureAwait(false);

        await TryAsync(ConnectionStep.Token, Username ?? "", () => sender is null ? RenewAsync(cancellation) : SignInAsync(sender, cancellation), ConnectionStep.NameResolution, ConnectionStep.Tls, ConnectionStep.Versions).ConfigureAwait(false);
        if (_connection is not null && version.Length > 0)
        {
            _connection.Org.ApiVersion = version;
        }

        await TryAsync(ConnectionStep.Identity, Username ?? "", async () =>
        {
            var user = await new IdentityApi(_connection!).UserInfoAsync(cancellation).ConfigureAwait(false);
            var org = _connection!.Org;
            (org.UserId, org.OrgId, org.Username) = (user.UserId, user.OrganizationId, user.Username);
            var message = $"Signed in as {user.Username} in org {user.OrganizationId}.";
            return _request.Username is { } meant && !string.Equals(meant, user.Username, StringComparison.OrdinalIgnoreCase)
                ? StepResult.Fail(message, $"{meant} was meant: the app's Run As user, or the token, is somebody else's.", "Look at the app's Run As user.", "Get-SfApp") with { Target = user.Username }
                : StepResult.Pass(message) with { Target = user.Username };
        }, ConnectionStep.Token).ConfigureAwait(false);
    }

    private async Task AccessAsync(CancellationToken cancellation)
    {
        var who = Username ?? "";
        await TryAsync(ConnectionStep.ApiAccess, who, async () =>
        {
            // The list of resources: the smallest call that API Enabled decides over.
            await _connection!.SendAsync(SfRequest.Get(SfUrls.Root(_connection.ApiVersion) + "/"), cancellation).ConfigureAwait(false);
            return StepResult.Pass("The data API answers.");
        }, ConnectionStep.Token).ConfigureAwait(false);

        if (Passed(ConnectionStep.ApiAccess) && Username is { } me)
        {
            _own = await UserSideReader.ReadAsync(OrgApi.For(_connection!), me, doors: false, cancellation).ConfigureAwait(false);
        }

        await LookAsync(cancellation).ConfigureAwait(false);
        await TryAsync(ConnectionStep.License, who, () => Task.FromResult(
            Side is { } side ? LicenseJudgement.Licenses(side) : StepResult.NotAssessed("Nobody could look at the user's licences.")), _administrators is null ? new[] { ConnectionStep.Token, ConnectionStep.ApiAccess } : Array.Empty<ConnectionStep>()).ConfigureAwait(false);
        foreach (var step in new[] { ConnectionStep.AppApproval, ConnectionStep.Address, ConnectionStep.Hours })
        {
            await TryAsync(step, who, () => Task.FromResult(Door(step))).ConfigureAwait(false);
        }

        await TryAsync(ConnectionStep.Limits, _address.Authority, () => Task.FromResult(Limits()), ConnectionStep.Token).ConfigureAwait(false);
        foreach (var name in _request.Objects.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            await TryAsync(ConnectionStep.ObjectAccess, name, () => new ObjectCheck(OrgApi.For(_connection!), _administrators is null ? null : _request.Administrator, Side ?? new UserSide { Username = who }).SeeAsync(name, cancellation), ConnectionStep.ApiAccess).ConfigureAwait(false);
        }
    }

    private async Task<StepResult> SignInAsync(HttpSender sender, CancellationToken cancellation)
    {
        try
        {
            var source = _request.SignIn!(sender);
            var session = await SessionKeeper.SignInAsync(source, cancellation).ConfigureAwait(false);
            _connection = SfConnection.Over(sender, session, null);
            return source.Method == "AccessToken"
                ? StepResult.NotAssessed("An access token was given: no sign-in is tried. Whether the token lives, the next step tells.")
                : StepResult.Pass($"{source.Method} opened a session{JwtNote()}.");
        }
        catch (SfException e)
        {
            return await RefusedAsync(e, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<StepResult> RenewAsync(CancellationToken cancellation)
    {
        if (!_connection!.CanRenew)
        {
            return StepResult.NotAssessed("The connection holds an access token, which cannot be renewed: no sign-in is tried. Whether the token lives, the next step tells.");
        }

        try
        {
            await _connection.SignInAgainAsync(cancellation).ConfigureAwait(false);
            return StepResult.Pass($"{_connection.Org.SignIn} opened a new session{JwtNote()}.");
        }
        catch (SfException e)
        {
            return await RefusedAsync(e, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<StepResult> RefusedAsync(SfException error, CancellationToken cancellation)
    {
        _refusal = error;
        await LookAsync(cancellation).ConfigureAwait(false);
        return RefusalJudgement.Token(error, _administrators, _clock, Known());
    }

    /// <summary>Lets the administrator look, once there is a user to look at.</summary>
    private async Task LookAsync(CancellationToken cancellation)
    {
        // Behind login.salesforce.com only the session tells which org it is; another org's users explain nothing.
        var isElsewhere = _connection?.Org.OrgId is { Length: > 0 } org && org != _request.Administrator?.Org.OrgId;
        if (_administrators is null && !isElsewhere && _request.Administrator is { } api && Username is { } username)
        {
            _administrators = await UserSideReader.ReadAsync(api, username, doors: true, cancellation).ConfigureAwait(false);
        }
    }

    private StepResult Door(ConnectionStep step)
    {
        if (_refusal is not null)
        {
            return RefusalJudgement.Behind(step, _refusal, _administrators, Known());
        }

        if (_outcomes[ConnectionStep.Token] != Outcome.Pass)
        {
            return StepResult.NotAssessed(Passed(ConnectionStep.Identity)
                ? "Asked at sign-in only, and this session was opened elsewhere." + Asked(step)
                : RefusalJudgement.Because(FailedBefore(ConnectionStep.Token) ?? ConnectionStep.Token));
        }

        var from = _own?.LastLogin is { Status: "Success", SourceIp: { } address } ? " " + address : " this machine's address";
        return StepResult.Pass(step switch
        {
            ConnectionStep.AppApproval => "The app let the user in.",
            ConnectionStep.Address => $"Salesforce let the user in from{from}.",
            _ => "Salesforce let the user in now.",
        } + Asked(step));
    }

    /// <summary>What the profile asks, where an administrator could look.</summary>
    private string Asked(ConnectionStep step) => (step, _administrators?.Doors) switch
    {
        (ConnectionStep.Address, { Ranges: { } ranges }) => $" The profile {_administrators!.ProfileName} lets in from {ranges}.",
        (ConnectionStep.Hours, { Hours: { } hours }) => $" The profile {_administrators!.ProfileName} lets in at {hours}.",
        (ConnectionStep.Address or ConnectionStep.Hours, { NotRead: { } why }) => $" What the profile asks was not read: {why}",
        _ => "",
    };

    private StepResult Limits()
    {
        if (_connection!.Org.LastLimit is not { } limit)
        {
            return StepResult.NotAssessed("No answer said how many API calls are left (Sforce-Limit-Info).");
        }

        var message = string.Format(CultureInfo.InvariantCulture, "{0:N0} of {1:N0} API calls of the last 24 hours are left.", Math.Max(0, limit.Max - limit.Used), limit.Max);
        var spent = ErrorCures.Explain("REQUEST_LIMIT_EXCEEDED", null)!;
        return limit.Used < limit.Max ? StepResult.Pass(message) : StepResult.Fail(message, spent.Cause, spent.Cure, spent.Cmdlet);
    }

    /// <summary>Does a step unless one that it rests on failed; what it throws is its failure.</summary>
    private async Task TryAsync(ConnectionStep step, string target, Func<Task<StepResult>> work, params ConnectionStep[] restsOn)
    {
        StepResult result;
        if (FailedBefore(restsOn) is { } broken)
        {
            result = StepResult.NotAssessed(RefusalJudgement.Because(broken));
        }
        else
        {
            try
            {
                result = await work().ConfigureAwait(false);
            }
            catch (SfException e)
            {
                result = Failed(e);
            }
        }

        _outcomes[step] = result.Outcome;
        var org = _connection?.Org;
        _tell(new SfConnectionStep
        {
            Step = step,
            Target = result.Target ?? target,
            Outcome = result.Outcome,
            Message = result.Message,
            Cause = result.Cause,
            Cure = result.Cure,
            Cmdlet = result.Cmdlet,
            Code = result.Code,
            InstanceUrl = _address.GetLeftPart(UriPartial.Authority),
            Org = string.IsNullOrEmpty(org?.OrgId) ? _request.Connection?.Org : org,
        });
    }

    private StepResult Failed(SfException error)
    {
        var what = ErrorCures.Explain(error.Code, error.Errors.Count > 0 ? error.Errors[0].Message : null);
        return StepResult.Fail(error.Message, what?.Cause, error.Cure ?? what?.Cure, CureLine.Fill(what?.Cmdlet, Known()), error.Code);
    }

    /// <summary>The first of the steps that failed, or of those that were not tried because of one.</summary>
    private ConnectionStep? FailedBefore(params ConnectionStep[] steps)
    {
        // A step that was not tried hangs on an earlier one of the session's; that one is the reason.
        var reasons = steps.Any(s => s > ConnectionStep.Versions) ? s_session.Concat(steps) : steps;
        return reasons.Where(s => _outcomes.TryGetValue(s, out var outcome) && outcome == Outcome.Fail).Select(s => (ConnectionStep?)s).FirstOrDefault();
    }

    private bool Passed(ConnectionStep step) => _outcomes.TryGetValue(step, out var outcome) && outcome == Outcome.Pass;

    private string JwtNote() => _connection!.HasJwtSession ? " with a JWT as token, which the Metadata API does not take" : "";

    /// <summary>How far this machine's clock is off: the Date header has whole seconds, and the answer was on its way.</summary>
    private void ReadClock(SfResponse answer)
    {
        if (answer.Headers.TryGetValue("Date", out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var there))
        {
            _clock = DateTimeOffset.UtcNow - there;
        }
    }

    private Dictionary<string, string?> Known() => new(StringComparer.Ordinal)
    {
        ["username"] = Username,
        ["url"] = _address.GetLeftPart(UriPartial.Authority),
        ["profile"] = Side?.ProfileName,
    };
}
