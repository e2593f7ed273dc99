using System;
using System.Globalization;
using System.Linq;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace SfIntegration.Diagnosis;

/// <summary>The certificate of a handshake and what this machine thinks of it.</summary>
internal sealed class SeenCertificate
{
    public string Subject { get; set; } = "";

    public string Issuer { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime NotBefore { get; set; }

    /// <summary>UTC.</summary>
    public DateTime NotAfter { get; set; }

    public SslPolicyErrors Errors { get; set; }

    public X509ChainStatusFlags Chain { get; set; }

    public void Take(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Errors = errors;
        Chain = (chain?.ChainStatus ?? Array.Empty<X509ChainStatus>()).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (certificate is null)
        {
            return;
        }

        using var whole = new X509Certificate2(certificate);
        Subject = whole.GetNameInfo(X509NameType.DnsName, forIssuer: false) is { Length: > 0 } name ? name : whole.Subject;
        Issuer = whole.GetNameInfo(X509NameType.SimpleName, forIssuer: true) is { Length: > 0 } issuer ? issuer : whole.Issuer;
        NotBefore = whole.NotBefore.ToUniversalTime();
        NotAfter = whole.NotAfter.ToUniversalTime();
    }
}

/// <summary>Names what is wrong with a TLS connection. Pure.</summary>
internal static class TlsJudgement
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <param name="host">The name that was asked for.</param>
    /// <param name="protocol">What the two agreed on.</param>
    /// <param name="seen">The certificate.</param>
    /// <param name="now">UTC.</param>
    /// <param name="way">" through the proxy ...", or nothing.</param>
    public static StepResult Of(string host, SslProtocols protocol, SeenCertificate seen, DateTime now, string way)
    {
        if ((seen.Errors & SslPolicyErrors.RemoteCertificateNotAvailable) != 0)
        {
            return Fail($"{host} showed no certificate{way}.", "What answers is not the org.", "Check the address and what stands between this machine and the org.");
        }

        if (seen.NotAfter < now)
        {
            return Fail($"The certificate of {host} expired on {Day(seen.NotAfter)}{way}.", "Salesforce renews its certificates in time: this machine's clock is ahead, or something else answers in the org's place.", "Check this machine's clock, then what stands between it and the org.");
        }

        if (seen.NotBefore > now)
        {
            return Fail($"The certificate of {host} is valid only from {Day(seen.NotBefore)}{way}.", "This machine's clock is behind.", "Set this machine's clock; sign-ins with a certificate need it right to the minute.");
        }

        if ((seen.Errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return Fail($"The certificate is for {seen.Subject}, not for {host}{way}.", "The address is not the org's own name, or something else answers in its place.", "Give the My Domain address as it stands under Setup > My Domain; ask the network's administrators whether a proxy opens TLS.");
        }

        if ((seen.Chain & Untrusted) != 0)
        {
            return Fail($"The certificate of {host} was issued by '{seen.Issuer}', which this machine does not trust{way}.", "A proxy or virus scanner opens TLS and signs with a root of its own, or this machine lacks the root certificates.", "Have the network's administrators exempt *.my.salesforce.com, or add the root of the proxy to this machine's trusted roots.");
        }

        if ((seen.Chain & X509ChainStatusFlags.Revoked) != 0)
        {
            return Fail($"The certificate of {host} was revoked{way}.", "What answers is not the org any more.", "Connect from another network and compare; then tell the network's administrators.");
        }

        if (seen.Errors != SslPolicyErrors.None)
        {
            return Fail($"The certificate of {host} is not accepted{way}: {seen.Chain}.", $"It was issued by '{seen.Issuer}'.", "Ask the network's administrators what stands between this machine and the org.");
        }

        return IsOld(protocol)
            ? Fail($"The connection to {host} is {Name(protocol)}{way}.", "This machine, or what stands between, speaks no newer TLS.", "Salesforce wants TLS 1.2 or newer: enable it on this machine, or on the proxy.")
            : StepResult.Pass($"{Name(protocol)}; the certificate is issued by '{seen.Issuer}' and valid until {Day(seen.NotAfter)}{way}.");
    }

    private static StepResult Fail(string message, string cause, string cure) => StepResult.Fail(message, cause, cure);

    // Compared by number: the names are obsolete, and TLS 1.3 has none in netstandard2.0.
    private static bool IsOld(SslProtocols protocol) => (int)protocol is > 0 and < (int)SslProtocols.Tls12;

    private static string Name(SslProtocols protocol) => (int)protocol switch
    {
        192 => "TLS 1.0",
        768 => "TLS 1.1",
        3072 => "TLS 1.2",
        12288 => "TLS 1.3",
        0 => "TLS",
        _ => "SSL",
    };

    private static string Day(DateTime moment) => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
