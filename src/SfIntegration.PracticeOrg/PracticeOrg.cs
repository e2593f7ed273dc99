using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Seed;
using SfIntegration.Practice.Snapshots;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.State;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice;

/// <summary>
/// A Salesforce org in memory. Talk to it over HTTP: through <see cref="CreateHandler()"/> without sockets, or served over
/// loopback. It is safe to use from several threads; requests are answered one after the other.
/// </summary>
public sealed class PracticeOrg
{
    private readonly object _gate = new();
    private readonly OrgParts _org;
    private readonly ApiServer _server;

    private PracticeOrg(OrgParts org)
    {
        _org = org;
        AsSystem = new PracticeData(org, _gate);
        _server = new ApiServer(org, _gate, new ControlApi(this, _gate));
    }

    /// <summary>The org's clock.</summary>
    public PracticeClock Clock => _org.Clock;

    /// <summary>What is not documented, and the defaults for it.</summary>
    public PracticeSwitches Switches => _org.Switches;

    /// <summary>What the org was asked and what it changed.</summary>
    public PracticeCounters Counters => _org.Counters;

    /// <summary>The bad things that are to happen.</summary>
    public PracticeFaults Faults => _org.Faults;

    /// <summary>Reads and writes without permissions, for tests and sabotage.</summary>
    public PracticeData AsSystem { get; }

    /// <summary>The org's My Domain address; set another one where several practice orgs must be told apart.</summary>
    public Uri BaseAddress
    {
        get => _org.BaseAddress;
        set => _org.BaseAddress = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The org's 18-character id.</summary>
    public string OrganizationId
    {
        get
        {
            lock (_gate)
            {
                return _org.Engine.OrganizationId;
            }
        }
    }

    /// <summary>The username of the administrator who was there first; in an org loaded from a snapshot of one who administers it.</summary>
    public string AdministratorUsername => _org.Administrator;

    /// <summary>The client's IP address as the org sees it.</summary>
    public string CallerAddress
    {
        get => _org.AddressOf(null);
        set => _org.SetAddress = System.Net.IPAddress.TryParse(value, out _) ? value : throw new ArgumentException($"'{value}' is no IP address.", nameof(value));
    }

    /// <summary>The org's edition; Enterprise unless set. It decides over free integration licences and API calls.</summary>
    public PracticeEdition Edition
    {
        get
        {
            lock (_gate)
            {
                return Editions.Of(_org.Store);
            }
        }

        set
        {
            lock (_gate)
            {
                Editions.Set(_org.Store, value);
            }
        }
    }

    /// <summary>API calls per rolling 24 hours before REQUEST_LIMIT_EXCEEDED: what edition and licences bring, unless another number is set.</summary>
    public int DailyApiLimit
    {
        get => _org.Meter.Limit;
        set => _org.Meter.Limit = value;
    }

    /// <summary>How long a session lasts without use; two hours unless set.</summary>
    public TimeSpan SessionLifetime
    {
        get
        {
            lock (_gate)
            {
                return SessionTimeouts.Of(_org.Engine);
            }
        }

        set
        {
            lock (_gate)
            {
                SessionTimeouts.Set(_org.Engine, value);
            }
        }
    }

    /// <summary>Creates a small company with the sins that small companies have.</summary>
    /// <returns>The org.</returns>
    public static PracticeOrg CreateCompany() => CreateCompany(new PracticeSwitches());

    /// <summary>Creates the small company with switches that matter while it is filled.</summary>
    /// <param name="switches">What is not documented, decided.</param>
    /// <returns>The org.</returns>
    public static PracticeOrg CreateCompany(PracticeSwitches switches)
    {
        var schema = StandardSchema.Company();
        var store = new OrgStore();
        var clock = new PracticeClock();
        var engine = new OrgEngine(schema, store, clock, switches ?? throw new ArgumentNullException(nameof(switches)));
        CompanySeed.Fill(engine);
        return new PracticeOrg(new OrgParts(engine, new SoqlEngine(schema, store, clock) { Source = new EngineRows(engine) }));
    }

    /// <summary>A way into the org for an HttpClient, without sockets. Any host reaches it. Its control endpoint is off.</summary>
    /// <returns>A new handler.</returns>
    public HttpMessageHandler CreateHandler() => CreateHandler(control: false);

    /// <summary>A way into the org for an HttpClient, without sockets. Any host reaches it.</summary>
    /// <param name="control">Whether the control endpoint, /practice/, answers.</param>
    /// <returns>A new handler.</returns>
    public HttpMessageHandler CreateHandler(bool control) => new HandlerTransport(this, control);

    /// <summary>Signs an active user in, as a browser would, and hands out the access token.</summary>
    /// <param name="username">The username, in any case.</param>
    /// <returns>The access token.</returns>
    public string SignIn(string username)
    {
        lock (_gate)
        {
            var user = User(username);
            _org.Policy.RequireUsableFor(user);
            var login = _org.Logins.Add(user.Id, null, "OauthWebServer", CallerAddress, BaseAddress.Host, "Success");
            return _org.Tokens.Open(new NewSession(user.Id, null, "api refresh_token", CallerAddress, login));
        }
    }

    /// <summary>Signs an administrator in as somebody else and hands out the access token.</summary>
    /// <param name="username">As whom, in any case.</param>
    /// <param name="administrator">Who; the first administrator when left out.</param>
    /// <returns>The access token.</returns>
    public string SignInAs(string username, string? administrator = null)
    {
        lock (_gate)
        {
            return LoginAs.Open(_org, User(administrator ?? AdministratorUsername), User(username), CallerAddress);
        }
    }

    /// <summary>The apps that outside systems sign in through.</summary>
    /// <returns>One entry per app.</returns>
    public IReadOnlyList<PracticeAppInfo> GetApps()
    {
        lock (_gate)
        {
            return _org.Engine.Apps.Select(Info).ToList();
        }
    }

    /// <summary>Creates an app.</summary>
    /// <param name="settings">Its name and flows.</param>
    /// <returns>The app, with its key; its secret by method.</returns>
    public PracticeAppInfo CreateApp(PracticeAppSettings settings)
    {
        if (settings is null)
        {
            throw new ArgumentNullException(nameof(settings));
        }

        lock (_gate)
        {
            return Info(AppFactory.Create(_org, settings, settings.RunAsUsername is { } name ? User(name).Id : null));
        }
    }

    /// <summary>Uploads the certificate that JWT assertions of an app are checked with.</summary>
    /// <param name="consumerKey">The app.</param>
    /// <param name="certificate">An X.509 certificate with an RSA key, PEM or DER.</param>
    public void SetCertificate(string consumerKey, byte[] certificate)
    {
        var pem = AppFactory.Pem(certificate);
        lock (_gate)
        {
            AppWriter.SetCertificate(_org.Engine, App(consumerKey), pem);
        }
    }

    /// <summary>Makes a connected app installed, or uninstalled: since September 2025 new users do not come in through it then.</summary>
    /// <param name="consumerKey">The app.</param>
    /// <param name="installed">Whether it is installed.</param>
    public void SetInstalled(string consumerKey, bool installed)
    {
        lock (_gate)
        {
            AppWriter.SetInstalled(_org.Engine, App(consumerKey), installed);
        }
    }

    /// <summary>Tries the login page with a user's right password; the attempt is in LoginHistory.</summary>
    /// <param name="username">The username, in any case.</param>
    /// <returns>"Success", or why not, as LoginHistory.Status says it.</returns>
    public string TryBrowserSignIn(string username)
    {
        lock (_gate)
        {
            return BrowserSignIn.Try(_org, User(username));
        }
    }

    /// <summary>Approves an app in a user's name, as the user would in a browser, and hands out the refresh token.</summary>
    /// <param name="consumerKey">The app.</param>
    /// <param name="username">The user.</param>
    /// <returns>The refresh token.</returns>
    public string Approve(string consumerKey, string username)
    {
        lock (_gate)
        {
            var app = App(consumerKey);
            var user = User(username);
            if (!_org.AppAccess.IsInstalledFor(user, app))
            {
                throw new InvalidOperationException($"'{username}' cannot approve '{app.Name}': OAUTH_APPROVAL_ERROR_GENERIC, the app is not installed.");
            }

            AppWriter.Approve(_org.Engine, app, user.Id);
            return _org.Tokens.Grant(user.Id, app, string.Join(" ", app.Scopes));
        }
    }

    /// <summary>Adds the objects, fields and setup entities that a permission set or profile file names.</summary>
    /// <param name="xml">The file's text.</param>
    /// <param name="namespacePrefix">What stands for a namespace placeholder in it, or null.</param>
    public void GrowFromMetadata(string xml, string? namespacePrefix = null)
    {
        lock (_gate)
        {
            Growth.AddFromMetadata(_org.Engine, xml, namespacePrefix);
        }
    }

    /// <summary>Adds standard objects.</summary>
    /// <param name="objects">Their API names.</param>
    public void GrowStandard(IEnumerable<string> objects)
    {
        lock (_gate)
        {
            Growth.AddStandard(_org.Engine, objects);
        }
    }

    /// <summary>Adds people with the lowest access; the licence grows with them.</summary>
    /// <param name="count">How many.</param>
    public void GrowUsers(int count)
    {
        if (count < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(count), "The number of users is not negative.");
        }

        lock (_gate)
        {
            Growth.AddUsers(_org.Engine, count);
        }
    }

    /// <summary>Grows the org to a size: objects, users, permission sets with object and field rows, assignments.</summary>
    /// <param name="size">How big it is to become.</param>
    public void GrowTo(PracticeSize size)
    {
        lock (_gate)
        {
            VolumeGrowth.To(_org.Engine, size ?? throw new ArgumentNullException(nameof(size)));
        }
    }

    /// <summary>Does something to the org itself, for what has no member here.</summary>
    internal void Do(Action<OrgEngine> work)
    {
        lock (_gate)
        {
            work(_org.Engine);
        }
    }

    /// <summary>Writes the whole org: schema, rows, sessions, apps with their secrets, switches, clock (docs/practice-org.md). The same org gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    public void SaveState(Stream stream)
    {
        lock (_gate)
        {
            OrgState.Save(_org, stream ?? throw new ArgumentNullException(nameof(stream)));
        }
    }

    /// <summary>Puts a saved org in the place of this one. A <see cref="FormatException"/> leaves this one as it is.</summary>
    /// <param name="stream">What <see cref="SaveState"/> wrote.</param>
    public void LoadState(Stream stream)
    {
        lock (_gate)
        {
            OrgState.Load(_org, stream ?? throw new ArgumentNullException(nameof(stream)));
        }
    }

    /// <summary>
    /// Puts the access state of a snapshot file (docs/snapshot.md) in the place of this org's own: users, licences, profiles, sets, groups,
    /// assignments, and a schema grown to what can be granted. Sessions end. A <see cref="FormatException"/> leaves this org as it is.
    /// </summary>
    /// <param name="stream">The file, packed or as text; one that can seek.</param>
    public void LoadSnapshot(Stream stream)
    {
        lock (_gate)
        {
            _org.Administrator = SnapshotLoad.Load(_org, stream ?? throw new ArgumentNullException(nameof(stream)));
        }
    }

    /// <summary>Answers one request, one to the control endpoint only where the transport lets it through.</summary>
    internal PracticeResponse Handle(PracticeRequest request, bool control) => _server.Handle(request, control);

    private Row User(string username) => _org.Policy.FindUser(username)
        ?? throw new ArgumentException($"The practice org has no user '{username}'.", nameof(username));

    private PracticeApp App(string consumerKey) => _org.Engine.Apps.FindByKey(consumerKey)
        ?? throw new ArgumentException($"The practice org has no app with the consumer key '{consumerKey}'.", nameof(consumerKey));

    private PracticeAppInfo Info(PracticeApp app) =>
        new(app, _org.Store.Find("User", app.RunAsUserId)?.Text("Username"));
}
