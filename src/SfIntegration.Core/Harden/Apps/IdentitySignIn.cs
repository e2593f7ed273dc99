using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// How to sign in as a scope's identity through its own app: with the pair of key and secret that the org tells, or with a certificate's key; or
/// why that is not possible. The secret stays in the token source.
/// </summary>
internal sealed class IdentitySignIn
{
    private IdentitySignIn(string? app, string? flow, Func<HttpSender, ITokenSource>? tokenSource, string? whyNot, string? cure)
    {
        App = app;
        Flow = flow;
        TokenSource = tokenSource;
        WhyNot = whyNot;
        Cure = cure;
    }

    /// <summary>The app that is signed in through; null where none can be.</summary>
    public string? App { get; }

    /// <summary>"jwt" or "clientCredentials".</summary>
    public string? Flow { get; }

    /// <summary>Makes the token source for a new connection; null where there is none. A certificate has to live as long as the connection does.</summary>
    public Func<HttpSender, ITokenSource>? TokenSource { get; }

    /// <summary>Why nobody can sign in as the identity here, or null.</summary>
    public string? WhyNot { get; }

    /// <summary>What would let it.</summary>
    public string? Cure { get; }

    /// <summary>Looks through the scope's apps for one that can be signed in through.</summary>
    /// <param name="admin">The org, as a user who may read the apps.</param>
    /// <param name="scope">Whose identity signs in.</param>
    /// <param name="certificate">A certificate with its private key, for the jwt flow; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IdentitySignIn> ForAsync(OrgApi admin, AccessScope scope, X509Certificate2? certificate, CancellationToken cancellation)
    {
        var reasons = new List<(string Why, string? Cure)>();
        foreach (var (name, flow) in scope.Integrations.Where(i => i.App is not null).Select(i => (i.App!.Name, i.App.Flow)).Distinct())
        {
            try
            {
                return await ForAsync(admin, name, flow, scope.Identity.Username, certificate, cancellation).ConfigureAwait(false);
            }
            catch (SfException e) when (e is SfApiException || e.GetType() == typeof(SfException))
            {
                reasons.Add(($"{name}: {e.Message}", e.Cure));
            }
        }

        return reasons.Count == 0
            ? new IdentitySignIn(null, null, null, "The scope names no app that its identity signs in through.", "Give an integration an app: { name, flow }.")
            : new IdentitySignIn(null, null, null, string.Join(" ", reasons.Select(r => r.Why)), reasons[0].Cure);
    }

    private static async Task<IdentitySignIn> ForAsync(OrgApi admin, string name, string flow, string username, X509Certificate2? certificate, CancellationToken cancellation)
    {
        var url = admin.Org.InstanceUrl;
        if (AppComponents.FlowOf(flow) == AppFlows.Jwt)
        {
            if (certificate is null)
            {
                throw new SfException("The jwt flow needs the certificate with its private key, and none was given.", "Give -Certificate.");
            }

            HostCrypto.KeyOf(certificate).Dispose();
            var key = await AppKeys.ConsumerKeyAsync(admin, name, cancellation).ConfigureAwait(false);
            return new IdentitySignIn(name, flow, sender => new JwtBearerTokenSource(sender, url, key, username, HostCrypto.KeyOf(certificate)), null, null);
        }

        var app = await AppKeys.FindAsync(admin, name, cancellation).ConfigureAwait(false);
        if (app.Kind == AppComponents.Connected)
        {
            throw new SfException("Salesforce tells the secret of a connected app to nobody.", $"Sign in with Connect-SfOrg -ClientCredential and the pair that the system holds, or use an external client app.");
        }

        var pair = await AppKeys.PairAsync(admin, app.Id, cancellation).ConfigureAwait(false);
        return new IdentitySignIn(name, flow, sender => new ClientCredentialsTokenSource(sender, url, pair.Key, pair.Secret), null, null);
    }
}
