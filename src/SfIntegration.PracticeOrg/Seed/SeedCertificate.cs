using System;
using System.Globalization;
using System.Text;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>
/// The certificate of a seeded app, as if its system had uploaded it yesterday: one of a file, with other dates in it. Nobody has its key, and nobody
/// checks the signature of a certificate that signs itself.
/// </summary>
internal static class SeedCertificate
{
    // The two UTCTime values of the file's DER: tag, length 13, then YYMMDDhhmmssZ.
    private const int NotBefore = 79 + 2;
    private const int NotAfter = 94 + 2;

    /// <summary>The certificate as PEM, good from a day ago for three hundred days.</summary>
    public static string Pem(DateTime now)
    {
        var der = Convert.FromBase64String(EmbeddedData.Text("Seed.Data.app-certificate.txt").Replace("\n", ""));
        Put(der, NotBefore, now.AddDays(-1));
        Put(der, NotAfter, now.AddDays(299));
        return AppFactory.Pem(der);
    }

    private static void Put(byte[] der, int at, DateTime moment) =>
        Encoding.ASCII.GetBytes(moment.ToString("yyMMddHHmmss'Z'", CultureInfo.InvariantCulture)).CopyTo(der, at);
}
