using System;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Connects to a Salesforce org, or to a practice org that needs no Salesforce.</summary>
[Cmdlet(VerbsCommunications.Connect, "SfOrg", DefaultParameterSetName = JwtSet)]
[OutputType(typeof(SfOrg))]
[RequiresSalesforcePermission("to use the API at all", "ApiEnabled")]
public sealed partial class ConnectSfOrgCommand : CancellableCmdlet
{
    private const string PracticeSet = "Practice";
    private const string TokenSet = "AccessToken";
    private const string ClientSet = "ClientCredentials";
    private const string SecretSet = "ClientSecret";
    private const string JwtSet = "Jwt";
    private const string JwtFileSet = "JwtFile";
    private const string RefreshSet = "RefreshToken";
    private const string PracticeAlias = "practice";

    /// <summary>Opens a small company in memory and signs in as its administrator.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PracticeSet)]
    public SwitchParameter Practice { get; set; }

    /// <summary>Lets Invoke-SfApi reach the practice org's control endpoint, /practice/, which no Salesforce org has.</summary>
    [Parameter(ParameterSetName = PracticeSet)]
    public SwitchParameter PracticeControl { get; set; }

    /// <summary>A file of Export-SfAccessSnapshot: the practice org begins with its users, profiles, sets, groups and assignments, so that what is meant for a real org can be rehearsed.</summary>
    [Parameter(ParameterSetName = PracticeSet)]
    [ValidateNotNullOrEmpty]
    public string? PracticeSnapshot { get; set; }

    /// <summary>The org's My Domain address, https://acme.my.salesforce.com.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [Parameter(Mandatory = true, ParameterSetName = ClientSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(Mandatory = true, ParameterSetName = VaultKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = VaultSecretSet)]
    [ValidateNotNullOrEmpty]
    public string InstanceUrl { get; set; } = "";

    /// <summary>An access token that somebody else obtained; it cannot be renewed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? AccessToken { get; set; }

    /// <summary>Consumer key as the user name and consumer secret as the password, for the client credentials flow.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClientSet)]
    [Credential]
    [ValidateNotNull]
    public PSCredential? ClientCredential { get; set; }

    /// <summary>The consumer key of the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(Mandatory = true, ParameterSetName = VaultKeySet)]
    [Parameter(Mandatory = true, ParameterSetName = VaultSecretSet)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    /// <summary>The consumer secret, for the client credentials flow, or where the app asks for it when refreshing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [Parameter(ParameterSetName = RefreshSet)]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The refresh token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    /// <summary>The user to sign in; for a practice org another one than its administrator.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = VaultKeySet)]
    [Parameter(ParameterSetName = PracticeSet)]
    [ValidateNotNullOrEmpty]
    public string? Username { get; set; }

    /// <summary>The certificate with its private key, which may be one that cannot be exported (Get-Item Cert:\CurrentUser\My\...); or the bytes of a PFX without a password, as a vault keeps them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [CertificateTransformation]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A file with the private key: PFX, or PEM (PKCS#1 or PKCS#8; encrypted PKCS#8 on PowerShell 7).</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [ValidateNotNullOrEmpty]
    public string CertificatePath { get; set; } = "";

    /// <summary>The password of the file.</summary>
    [Parameter(ParameterSetName = JwtFileSet)]
    [SecretTransformation]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>The audience of the assertion, where it must not be the usual one.</summary>
    [Parameter(ParameterSetName = JwtSet)]
    [Parameter(ParameterSetName = JwtFileSet)]
    [Parameter(ParameterSetName = VaultKeySet)]
    public string? Audience { get; set; }

    /// <summary>A name for the connection, for -Org.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    /// <summary>The API version, such as 66.0; without it 66.0 or the newest that both sides know.</summary>
    [Parameter]
    [ValidatePattern(@"^\d{2,3}(\.0)?$")]
    public string? ApiVersion { get; set; }

    /// <summary>Opens the connection beside the default instead of making it the default.</summary>
    [Parameter]
    public SwitchParameter NoDefault { get; set; }

    internal override object? ErrorTarget => ParameterSetName == PracticeSet ? Alias ?? PracticeAlias : InstanceUrl;

    internal override void ProcessItem()
    {
        using var signIn = SignInValues();
        signIn.LoadKey();
        var alias = Alias ?? (Practice ? PracticeAlias : null);
        var practice = !Practice ? null : PracticeSnapshot is null ? PracticeOrgs.GetOrCreate(alias!) : FromSnapshot(alias!);
        var options = new SfConnectOptions
        {
            Alias = alias,
            ApiVersion = ApiVersion,
            Handler = practice?.CreateHandler(PracticeControl),
            SignIn = sender => ParameterSetName switch
            {
                PracticeSet => new AccessTokenSource(practice!.BaseAddress.AbsoluteUri, new Secret(SignIn(practice))),
                VaultKeySet => ByVaultKey(sender),
                VaultSecretSet => ByVaultSecret(sender),
                _ => signIn.Build(sender),
            },
        };
        var connection = Connect(options);
        if (practice is not null)
        {
            // Before the old connection is forgotten: a practice org goes with its last connection.
            PracticeOrgs.Remember(connection, practice);
        }

        if (ConnectionRegistry.Shared.Add(connection) is { } replaced)
        {
            PracticeOrgs.Forget(replaced);
            replaced.Dispose();
        }

        if (!NoDefault)
        {
            DefaultOrg.Set(connection.Org);
        }

        WriteObject(connection.Org);
    }

    private SignInBuilder SignInValues() => new()
    {
        InstanceUrl = InstanceUrl,
        AccessToken = AccessToken,
        ClientCredential = ClientCredential,
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        RefreshToken = RefreshToken,
        Username = Username ?? "",
        Certificate = ParameterSetName == JwtSet ? Certificate : null,
        CertificatePath = ParameterSetName == JwtFileSet ? FilePath(CertificatePath) : null,
        CertificatePassword = CertificatePassword,
        Audience = Audience,
    };

    private SfConnection Connect(SfConnectOptions options)
    {
        _isWaiting = true;
        try
        {
            return Wait(token => SfConnection.ConnectAsync(options, token));
        }
        finally
        {
            _isWaiting = false;
        }
    }

    private Practice.PracticeOrg FromSnapshot(string alias)
    {
        var path = FilePath(PracticeSnapshot!);
        if (PracticeOrgs.IsOpen(alias))
        {
            throw new CmdletError("SfPracticeOpen", ErrorCategory.ResourceExists, alias, $"The practice org '{alias}' is open; a snapshot does not take its place.", "Close it with Disconnect-SfOrg, or open another one with -Alias.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return PracticeOrgs.GetOrCreate(alias, org => org.LoadSnapshot(file));
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CmdletError("SfSnapshotInvalid", ErrorCategory.InvalidData, PracticeSnapshot, $"The practice org cannot begin as '{path}': {e.Message}", "Give a file that Export-SfAccessSnapshot wrote.", e);
        }
    }

    private string SignIn(Practice.PracticeOrg practice)
    {
        try
        {
            return practice.SignIn(Username ?? practice.AdministratorUsername);
        }
        catch (ArgumentException e)
        {
            throw new CmdletError("SfUnknownUser", ErrorCategory.ObjectNotFound, Username, e.Message, "Leave -Username out to sign in as its administrator.", e);
        }
    }
}
