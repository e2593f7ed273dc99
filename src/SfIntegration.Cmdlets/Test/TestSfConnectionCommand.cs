using System;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Session;
using SfIntegration.Diagnosis;
using SfIntegration.Http;
using SfIntegration.Rules;

namespace SfIntegration.Cmdlets.Test;

/// <summary>
/// Tries the way to an org step by step, from the integration's side, and says of the step that breaks why, what mends it and which
/// cmdlet does. Findings never throw.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "SfConnection", DefaultParameterSetName = OrgSet)]
[OutputType(typeof(SfConnectionStep), typeof(bool))]
[RequiresSalesforcePermission("to name a missing licence or grant instead of the candidates; of -Administrator", "ViewSetup", Optional = true)]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission("to read login ranges and hours; of -Administrator", "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class TestSfConnectionCommand : OrgCmdlet
{
    private const string OrgSet = "Org";
    private const string TokenSet = "AccessToken";
    private const string ClientSet = "ClientCredentials";
    private const string JwtSet = "Jwt";
    private const string JwtFileSet = "JwtFile";
    private const string RefreshSet = "RefreshToken";

    /// <summary>The org's My Domain address, https://acme.my.salesforce.com. Without one an open connection is tried: -Org, or the default.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [Parameter(Mandatory = true, ParameterSetName = ClientSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    [ValidateNotNullOrEmpty]
    public string InstanceUrl { get; set; } = "";

    /// <summary>An open connection, as Get-SfOrg gives it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true, ParameterSetName = OrgSet)]
    public SfOrg? InputObject { get; set; }

    /// <summary>An access token that somebody else obtained.</summary>
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
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = "";

    /// <summary>The consumer secret, where the app asks for it when refreshing.</summary>
    [Parameter(ParameterSetName = RefreshSet)]
    [SecretTransformation]
    public SecureString? ClientSecret { get; set; }

    /// <summary>The refresh token. An app that rotates them gives out a new one each time, which this test does not hand on.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RefreshSet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? RefreshToken { get; set; }

    /// <summary>The user to sign in; with client credentials or a token the user that is meant, so that -Administrator knows whom to look at.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [Parameter(Mandatory = true, ParameterSetName = JwtFileSet)]
    [Parameter(ParameterSetName = ClientSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = RefreshSet)]
    [ValidateNotNullOrEmpty]
    public string? Username { get; set; }

    /// <summary>The certificate with its private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JwtSet)]
    [CertificateTransformation]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A file with the private key: PFX or PEM.</summary>
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
    public string? Audience { get; set; }

    /// <summary>The API version, such as 66.0.</summary>
    [Parameter]
    [ValidatePattern(@"^\d{2,3}(\.0)?$")]
    public string? ApiVersion { get; set; }

    /// <summary>Objects that the user must see.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [ValidatePattern("^[A-Za-z][A-Za-z0-9_]*$")]
    public string[] SobjectType { get; set; } = Array.Empty<string>();

    /// <summary>A connection to the same org of somebody who may look at the other side (users, licences, assignments, LoginHistory), so that the cause is named instead of guessed.</summary>
    [Parameter]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    [ValidateNotNull]
    public SfOrg? Administrator { get; set; }

    /// <summary>Seconds for each step.</summary>
    [Parameter]
    [ValidateRange(1, 600)]
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>True where nothing fails, the API answers and every object that was named can be seen; else false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    internal override object? ErrorTarget => ParameterSetName == OrgSet ? InputObject ?? Org : InstanceUrl;

    internal override void ProcessItem()
    {
        if (ParameterSetName != OrgSet && MyInvocation.BoundParameters.ContainsKey(nameof(Org)))
        {
            throw new CmdletError("SfParameterConflict", ErrorCategory.InvalidArgument, Org, "-Org names an open connection and -InstanceUrl another sign-in.", "Give one of the two; for a look from the other side there is -Administrator.") { IsFatal = true };
        }

        using var signIn = ParameterSetName == OrgSet ? null : SignIn();
        signIn?.LoadKey();
        var connection = signIn is null ? ApiFor(InputObject).Connection : null;
        var request = new ConnectionTestRequest
        {
            Connection = connection,
            InstanceUrl = InstanceUrl,
            SignIn = signIn is null ? null : signIn.Build,
            Administrator = Other(connection?.Instance ?? OrgAddress.Parse(InstanceUrl)),
            Username = Username,
            Objects = SobjectType,
            ApiVersion = ApiVersion,
            Patience = TimeSpan.FromSeconds(TimeoutSeconds),
        };
        var isGood = true;
        Done(token => ConnectionTest.RunAsync(request, Tell, token));
        if (Quiet)
        {
            WriteObject(isGood);
        }

        void Tell(SfConnectionStep step)
        {
            isGood &= step.Outcome == Outcome.Pass || (step.Outcome == Outcome.NotAssessed && step.Step is not (ConnectionStep.Identity or ConnectionStep.ApiAccess or ConnectionStep.ObjectAccess));
            if (!Quiet)
            {
                Emit(step);
            }
        }
    }

    private SignInBuilder SignIn() => new()
    {
        InstanceUrl = InstanceUrl,
        AccessToken = AccessToken,
        ClientCredential = ClientCredential,
        ClientId = ClientId,
        ClientSecret = ClientSecret,
        RefreshToken = RefreshToken,
        Username = Username ?? "",
        Certificate = Certificate,
        CertificatePath = ParameterSetName == JwtFileSet ? FilePath(CertificatePath) : null,
        CertificatePassword = CertificatePassword,
        Audience = Audience,
    };

    /// <summary>The administrator's side; it has to be of the same org, as far as the address tells (login.salesforce.com does not).</summary>
    private OrgApi? Other(Uri address)
    {
        if (Administrator is null)
        {
            return null;
        }

        var connection = ConnectionRegistry.Shared.Find(Administrator)
            ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, Administrator, $"The connection to '{Administrator}' is closed.", "Connect again with Connect-SfOrg -NoDefault.");
        var isGeneric = address.Host is "login.salesforce.com" or "test.salesforce.com";
        return isGeneric || OrgAddress.IsSame(connection.Instance, address)
            ? OrgApi.For(connection)
            : throw new CmdletError("SfOrgMismatch", ErrorCategory.InvalidArgument, Administrator, $"-Administrator is connected to {connection.Instance.Authority}; what is tried is {address.Authority}.", "Give a connection to the same org.");
    }
}
