using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>
/// Makes a complete external client app for an identity, as strict as its flow allows: only holders of the identity's permission set are let in,
/// addresses are checked, no refresh token lives. Key and secret are handed out once. A second run changes nothing.
/// </summary>
[Cmdlet(VerbsCommon.New, "SfApp", SupportsShouldProcess = true)]
[OutputType(typeof(SfNewApp))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData")]
[RequiresSalesforcePermission("to make external client apps", "ExternalClientAppDeveloper")]
[RequiresSalesforcePermission("to set their policies", "ExternalClientAppAdmin")]
[RequiresSalesforcePermission("to hand out the secret", "ViewClientSecret", Optional = true)]
public sealed class NewSfAppCommand : AppCmdlet
{
    /// <summary>The app's label.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateLength(1, 80)]
    public string AppName { get; set; } = "";

    /// <summary>The identity that signs in through it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    public string Username { get; set; } = "";

    /// <summary>The ways of signing in; jwt where a certificate is given, else clientCredentials.</summary>
    [Parameter]
    [ValidateSet("clientCredentials", "jwt")]
    public string[]? Flow { get; set; }

    /// <summary>Only external client apps can be made: Salesforce closed connected apps.</summary>
    [Parameter]
    public SfAppKind Kind { get; set; }

    /// <summary>The certificate of the jwt flow; only its public part is uploaded.</summary>
    [Parameter]
    [CertificateTransformation]
    [ValidateNotNull]
    public X509Certificate2? Certificate { get; set; }

    /// <summary>A file with the certificate (PEM, DER or PFX); only its public part is uploaded.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificatePath { get; set; }

    /// <summary>The password of a PFX file.</summary>
    [Parameter]
    [SecretTransformation]
    public SecureString? CertificatePassword { get; set; }

    /// <summary>Makes a key and a certificate for it, good for a year; the output's GetCertificate() gives it, and nothing else has it.</summary>
    [Parameter]
    public SwitchParameter NewCertificate { get; set; }

    /// <summary>The permission sets whose holders are let in; the one that a scope made for the identity where left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>The OAuth scopes; those that the flow needs where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OAuthScopeCompleter))]
    public string[] OAuthScope { get; set; } = Array.Empty<string>();

    /// <summary>Whether address ranges of profiles count for it; Enforce where left out.</summary>
    [Parameter]
    [ValidateSet("Enforce", "Enforce_RelaxRefresh", "Bypass_2factor", "Bypass")]
    public string? AddressPolicy { get; set; }

    /// <summary>Minutes without a call after which a session ends; 15 where left out.</summary>
    [Parameter]
    [ValidateRange(15, 1440)]
    public int? SessionTimeout { get; set; }

    /// <summary>Whom Salesforce writes to about the app; the identity's address where left out.</summary>
    [Parameter]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string? ContactEmail { get; set; }

    /// <summary>What the app is for.</summary>
    [Parameter]
    [ValidateLength(0, 255)]
    public string Description { get; set; } = "";

    /// <summary>How the permission sets are let in: in the list of the app's policies, or by a SetupEntityAccess row.</summary>
    [Parameter]
    public AppAccess AppAccess { get; set; }

    /// <summary>Switches the org's setting on that lets consumer secrets be read over the API, where it is off.</summary>
    [Parameter]
    public SwitchParameter EnableSecretAccess { get; set; }

    /// <summary>Hands out no secret; whoever needs it copies it in Setup.</summary>
    [Parameter]
    public SwitchParameter NoCredential { get; set; }

    internal override object? ErrorTarget => AppName;

    internal override void ProcessItem()
    {
        if (Kind == SfAppKind.ConnectedApp)
        {
            throw new CmdletError("SfConnectedAppsClosed", ErrorCategory.NotImplemented, AppName,
                "New connected apps cannot be made any more: Salesforce closed them in every org with Spring '26.",
                "Leave -Kind out: an external client app does the same. Connected apps that are there go on working; a scope that names one keeps it.") { IsFatal = true };
        }

        var api = ApiFor(InputOrg);
        var made = NewCertificate ? HostCrypto.CreateSelfSigned("CN=" + AppComponents.DeveloperName(AppName), 365) : null;
        using var read = made is null && Certificate is null && CertificatePath is not null ? FromFile() : null;
        var certificate = made ?? Certificate ?? read;
        var flows = (Flow ?? new[] { certificate is null ? "clientCredentials" : "jwt" }).Aggregate(AppFlows.None, (all, f) => all | AppComponents.FlowOf(f));
        if (flows.HasFlag(AppFlows.Jwt) && certificate is null)
        {
            throw new CmdletError("SfNoCertificate", ErrorCategory.InvalidArgument, AppName, "The jwt flow signs in with a certificate, and none was given.", "Give -Certificate or -CertificatePath, or -NewCertificate to have one made.");
        }

        var request = new NewAppRequest
        {
            AppName = AppName,
            Username = Username,
            Flows = flows,
            Certificate = certificate is null ? null : AppCertificate.Element(certificate),
            PermissionSets = PermissionSet,
            Scopes = OAuthScope,
            AddressPolicy = AddressPolicy,
            SessionTimeout = SessionTimeout,
            ContactEmail = ContactEmail,
            Description = Description,
            Access = AppAccess,
            HandsOutSecret = !NoCredential,
            EnableSecretAccess = EnableSecretAccess,
        };
        Make(api, request, made);
    }

    private void Make(OrgApi api, NewAppRequest request, X509Certificate2? made)
    {
        var service = new AppService(api);
        var plan = Wait(token => service.PlanNewAsync(request, token));
        Tell(plan);
        if (plan.Writes.Count > 0 && !Agreed(plan))
        {
            return;
        }

        var result = Apply(service, plan);
        if (result.App is not { } app)
        {
            return;
        }

        // A certificate that the app does not have signs nobody in.
        var isTaken = made is not null && string.Equals(app.CertificateThumbprint, made.Thumbprint, StringComparison.OrdinalIgnoreCase);
        WriteObject(new SfNewApp(app, plan.MakesKey ? Pair(api, app, request) : Kept(request), isTaken ? made : null));
    }

    private PSCredential? Kept(NewAppRequest request)
    {
        if (request.HandsOutSecret && request.Flows.HasFlag(AppFlows.ClientCredentials))
        {
            WriteVerbose($"The app '{AppName}' was there; its key and secret were handed out when it was made.");
        }

        return null;
    }

    private PSCredential? Pair(OrgApi api, SfApp app, NewAppRequest request)
    {
        if (!request.HandsOutSecret || !request.Flows.HasFlag(AppFlows.ClientCredentials) || app.AppId is null)
        {
            return null;
        }

        try
        {
            var pair = Wait(token => AppKeys.PairAsync(api, app.AppId, token));
            return new PSCredential(pair.Key, pair.Secret.ToSecureString());
        }
        catch (SfApiException e)
        {
            // The app is made: what went wrong is only that nobody was handed its secret.
            WriteError(ErrorRecords.From(new CmdletError("SfSecretNotRead", ErrorCategory.PermissionDenied, AppName, $"The app '{AppName}' is made, but its key and secret were not handed out: {e.Message}", e.Cure ?? "Copy them from the app's page in Setup.", e), AppName));
            return null;
        }
    }

    private X509Certificate2 FromFile()
    {
        var path = FilePath(CertificatePath!);
        if (!File.Exists(path))
        {
            throw new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, CertificatePath, $"There is no file '{path}'.", "Give the path of a PEM, DER or PFX file.");
        }

        var content = File.ReadAllBytes(path);
        return CertificatePassword is not null
            ? HostCrypto.ReadPfx(content, CertificatePath!, new Secret(CertificatePassword))
            : AppCertificate.Open(content) ?? HostCrypto.ReadPfx(content, CertificatePath!, null);
    }
}
