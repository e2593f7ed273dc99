using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace SfIntegration.Benchmarks;

/// <summary>A daily ApiTotalUsage file of a busy org, from a fixed seed: integrations with their clients, addresses, objects and hours.</summary>
internal static class GrownLog
{
    public static readonly DateTime Day = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    public const string Header = "\"EVENT_TYPE\",\"TIMESTAMP\",\"REQUEST_ID\",\"ORGANIZATION_ID\",\"USER_ID\",\"USER_NAME\",\"API_FAMILY\",\"API_RESOURCE\",\"API_VERSION\",\"HTTP_METHOD\",\"STATUS_CODE\",\"ENTITY_NAME\",\"COUNTS_AGAINST_API_LIMIT\",\"CLIENT_NAME\",\"CLIENT_IP\",\"CONNECTED_APP_ID\",\"CONNECTED_APP_NAME\",\"API_CLIENT_CATEGORY\",\"BOT_IDENTIFIER\",\"BOT_SESSION_IDENTIFIER\",\"PLANNER_IDENTIFIER\",\"TIMESTAMP_DERIVED\"\n";

    private static readonly string[] s_objects = ["Account", "Contact", "Opportunity", "Order", "OrderItem", "Product2", "Invoice__c", "Case"];
    private static readonly string[] s_methods = ["GET", "GET", "GET", "POST", "PATCH", "DELETE"];

    /// <summary>Writes a file of about this many megabytes, and gives its rows.</summary>
    public static long Write(string path, int megabytes)
    {
        var random = new Random(20261120);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        file.Write(Header);
        var (rows, bytes, wanted) = (0L, 0L, megabytes * 1_000_000L);
        var line = new StringBuilder();
        while (bytes < wanted)
        {
            line.Clear();
            Row(line, random, Day.AddMilliseconds(86_400_000.0 * Math.Min(bytes, wanted - 1) / wanted), rows);
            file.Write(line);
            bytes += line.Length;
            rows++;
        }

        return rows;
    }

    private static void Row(StringBuilder line, Random random, DateTime at, long number)
    {
        var user = random.Next(25);
        var client = random.Next(4) == 0 ? 1 : 0;
        var entity = s_objects[(user + random.Next(4)) % s_objects.Length];
        var isQuery = random.Next(3) == 0;
        var method = isQuery ? "GET" : s_methods[random.Next(s_methods.Length)];
        void Value(string text) => line.Append('"').Append(text).Append("\",");
        Value("ApiTotalUsage");
        Value(at.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture));
        Value("4" + number.ToString("D12", CultureInfo.InvariantCulture) + "mQ7xZp-k");
        Value("00D000000000062");
        Value("0055g00000" + (10000 + user).ToString(CultureInfo.InvariantCulture));
        Value($"integ-svc-{user}@acme.example");
        Value("REST");
        Value(isQuery ? "/v66.0/query" : "/v66.0/sobjects/" + entity);
        Value(user % 5 == 0 ? "58.0" : "66.0");
        Value(method);
        Value(random.Next(50) == 0 ? "400" : method switch { "POST" => "201", "GET" => "200", _ => "204" });
        Value(entity);
        Value("1");
        Value(client == 0 ? "" : $"Loader/{user}");
        Value($"203.0.{113 + (user % 3)}.{random.Next(1, 250)}");
        Value("0H45g00000" + (10000 + user).ToString(CultureInfo.InvariantCulture));
        Value($"Integration App {user}");
        Value("EXTERNAL_APPLICATION");
        line.Append("\"\",\"\",\"\",\"").Append(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append("\"\n");
    }
}
