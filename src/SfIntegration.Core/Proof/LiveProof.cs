using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Proof;

/// <summary>Asks the org as the identity itself what it can do, and compares that with the scope, both ways. It writes nothing.</summary>
internal sealed class LiveProof
{
    private readonly OrgApi _org;
    private readonly ExpectedAccess _expected;
    private readonly SchemaFacts _schema;
    private readonly List<(string Path, Func<CompositeResult, IEnumerable<Observation>> Judge)> _questions = new();

    private LiveProof(OrgApi org, ExpectedAccess expected, SchemaFacts schema)
    {
        _org = org;
        _expected = expected;
        _schema = schema;
    }

    private string Version => _org.Connection.ApiVersion;

    /// <param name="asIdentity">A connection as the identity.</param>
    /// <param name="desired">The scope, resolved.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="adminSchema">The schema as an administrator sees it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="heldAsTheyAre">Sets that the scope holds as they are (usePermissionSets), with what they hold.</param>
    public static async Task<ProofResult> RunAsync(
        OrgApi asIdentity, DesiredAccess desired, AccessScope scope, SchemaFacts adminSchema, CancellationToken cancellationToken, IReadOnlyList<Container>? heldAsTheyAre = null)
    {
        var proof = new LiveProof(asIdentity, ExpectedAccess.Of(desired, scope, adminSchema, heldAsTheyAre), adminSchema);
        var observations = new List<Observation> { SignIn(asIdentity, scope) };
        observations.AddRange(await proof.AskAsync(cancellationToken).ConfigureAwait(false));
        return new ProofResult { MadeAt = DateTime.UtcNow, Observations = observations };
    }

    private static Observation SignIn(OrgApi asIdentity, AccessScope scope)
    {
        var who = asIdentity.Org.Username;
        return new Observation(ProofKind.SignIn, scope.Identity.Username, string.Equals(who, scope.Identity.Username, StringComparison.OrdinalIgnoreCase), "signed in as " + scope.Identity.Username, "signed in as " + who);
    }

    private async Task<IReadOnlyList<Observation>> AskAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> columns = Array.Empty<string>();
        SfException? noColumns = null;
        Ask(SfUrls.DescribeGlobal(Version), JudgeGlobal);
        Ask(SfUrls.Describe(Version, "UserPermissionAccess"), result =>
        {
            noColumns = result.Error;
            columns = DescribeFacts.Columns(result.Body as JObject, "Permissions").ToList();
            return Array.Empty<Observation>();
        });
        foreach (var name in _expected.ScopedObjects)
        {
            Ask(SfUrls.Describe(Version, name), result => JudgeDescribe(name, result));
        }

        foreach (var name in _expected.ScopedObjects.Where(n => _schema.Objects[n].Queryable))
        {
            Ask(SfUrls.Query(Version, $"SELECT Id FROM {Soql.Name(name)} LIMIT 1"), result => new[] { JudgeRow(name, result) });
        }

        AskRefusals();
        var batch = new BatchApi(_org.Connection);
        var results = await batch.GetManyAsync(_questions.Select(q => q.Path), cancellationToken).ConfigureAwait(false);
        var observations = new List<Observation>();
        for (var i = 0; i < results.Count; i++)
        {
            ThrowIfLost(results[i].Error);
            observations.AddRange(_questions[i].Judge(results[i]));
        }

        observations.AddRange(await PermissionsAsync(batch, columns, noColumns, cancellationToken).ConfigureAwait(false));
        return observations;
    }

    private void Ask(string path, Func<CompositeResult, IEnumerable<Observation>> judge) => _questions.Add((path, judge));

    private void AskRefusals()
    {
        if (RefusalPicker.Object(_expected, _schema) is { } other)
        {
            Ask(SfUrls.Query(Version, $"SELECT Id FROM {Soql.Name(other)} LIMIT 1"), result => new[] { JudgeRefusal(other, "INVALID_TYPE", result) });
        }

        if (RefusalPicker.Field(_expected, _schema) is var (sobjectType, field))
        {
            Ask(SfUrls.Query(Version, $"SELECT {Soql.Name(field)} FROM {Soql.Name(sobjectType)} LIMIT 1"), result => new[] { JudgeRefusal($"{sobjectType}.{field}", "INVALID_FIELD", result) });
        }
    }

    private IEnumerable<Observation> JudgeGlobal(CompositeResult result) => result.Error is { } error
        ? new[] { new Observation(ProofKind.ObjectVisible, "*", null, "the list of objects", error.Message) }
        : ObjectProof.Judge((result.Body?["sobjects"] as JArray ?? new JArray()).Select(o => o.Text("name") ?? "").ToList(), _expected, _schema);

    private IEnumerable<Observation> JudgeDescribe(string name, CompositeResult result) => result.Error is { } error
        ? new[] { new Observation(ProofKind.ObjectFlags, name, error is SfNotFoundException ? false : null, PermissionColumns.Words(_expected.OnObject(name)), error.Message) }
        : DescribeProof.Judge(DescribeFacts.Read((JObject)result.Body!, null), _expected, _schema);

    private static Observation JudgeRow(string name, CompositeResult result)
    {
        const string Expected = "a query is answered";
        if (result.Error is { } error)
        {
            return new Observation(ProofKind.RowRead, name, error.Code == "INVALID_TYPE" ? false : null, Expected, "refused: " + OneLine(error));
        }

        var rows = (result.Body?["records"] as JArray)?.Count ?? 0;
        return new Observation(ProofKind.RowRead, name, true, Expected, rows > 0 ? "answered with a row" : "answered with no row: there is none, or sharing shows none");
    }

    private static Observation JudgeRefusal(string target, string code, CompositeResult result)
    {
        var expected = "refused with " + code;
        return result.Error is { } error
            ? new Observation(ProofKind.Refusal, target, error.Code == code ? true : null, expected, "refused: " + OneLine(error))
            : new Observation(ProofKind.Refusal, target, false, expected, "answered");
    }

    /// <summary>The identity's own system permissions. Others cannot ask for it: UserPermissionAccess shows only the running user (OR:userpermissionaccess).</summary>
    private async Task<IReadOnlyList<Observation>> PermissionsAsync(BatchApi batch, IReadOnlyList<string> columns, SfException? noColumns, CancellationToken cancellationToken)
    {
        if (noColumns is not null || columns.Count == 0)
        {
            return new[] { PermissionsUnknown(noColumns is null ? "UserPermissionAccess has no permission columns here" : OneLine(noColumns)) };
        }

        var outcomes = await batch.TryQueryManyAsync(Soql.Select(columns, "UserPermissionAccess"), cancellationToken).ConfigureAwait(false);
        if (outcomes.Select(o => o.Error).FirstOrDefault(e => e is not null) is { } error)
        {
            ThrowIfLost(error);
            return new[] { PermissionsUnknown(OneLine(error)) };
        }

        const string Prefix = "Permissions";
        var row = outcomes.SelectMany(o => o.Records).SelectMany(r => r.Properties()).Where(p => p.Value is JValue { Value: true }).Select(p => p.Name).ToList();
        var held = new HashSet<string>(row.Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n.Substring(Prefix.Length)), StringComparer.OrdinalIgnoreCase);
        var wanted = _expected.SystemPermissions.OrderBy(n => n, StringComparer.Ordinal)
            .Select(n => new Observation(ProofKind.SystemPermission, n, held.Contains(n), "held", held.Contains(n) ? "held" : "not held"));
        var extra = held.Where(n => !_expected.Holds(n)).OrderBy(n => n, StringComparer.Ordinal)
            .Select(n => new Observation(ProofKind.SystemPermission, n, false, "not held: the scope does not name it", "held"));
        return wanted.Concat(extra).ToList();
    }

    private static Observation PermissionsUnknown(string why) => new(ProofKind.SystemPermission, "*", null, "the identity's own system permissions", why);

    private static string OneLine(SfException error) => string.Join(" ", error.Message.Split(new[] { '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()));

    private static void ThrowIfLost(SfException? error)
    {
        if (error is SfAuthenticationException or SfLimitException or SfNetworkException)
        {
            throw error;
        }
    }
}
