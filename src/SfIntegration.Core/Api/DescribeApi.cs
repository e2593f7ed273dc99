using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>What objects and fields the org has for the connected user. Kept per connection until invalidated.</summary>
internal sealed class DescribeApi
{
    private readonly SfConnection _connection;
    private readonly CompositeApi _composite;
    private readonly ConcurrentDictionary<string, JObject> _objects = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<JObject>? _global;

    public DescribeApi(SfConnection connection)
    {
        _connection = connection;
        _composite = new CompositeApi(connection);
    }

    /// <summary>Every object that the connected user sees, as describeGlobal lists them.</summary>
    public async Task<IReadOnlyList<JObject>> GlobalAsync(CancellationToken cancellationToken)
    {
        if (_global is { } known)
        {
            return known;
        }

        var path = SfUrls.DescribeGlobal(_connection.ApiVersion);
        var answer = (await _connection.SendAsync(SfRequest.Get(path), cancellationToken).ConfigureAwait(false)).Object(path);
        var list = (answer["sobjects"] as JArray ?? new JArray()).OfType<JObject>().ToList();
        _global = list;
        return list;
    }

    /// <summary>One object; SfNotFoundException if there is none of that name for this user.</summary>
    public async Task<JObject> ObjectAsync(string name, CancellationToken cancellationToken)
    {
        if (_objects.TryGetValue(name, out var known))
        {
            return known;
        }

        var path = SfUrls.Describe(_connection.ApiVersion, name);
        return _objects[name] = (await _connection.SendAsync(SfRequest.Get(path), cancellationToken).ConfigureAwait(false)).Object(path);
    }

    /// <summary>Many objects, 25 to a call; null where the user sees no such object. Keyed as asked, ignoring case.</summary>
    public async Task<IReadOnlyDictionary<string, JObject?>> ObjectsAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var wanted = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var missing = wanted.Where(n => !_objects.ContainsKey(n)).ToList();
        var results = await _composite.GetManyAsync(
            missing.Select(n => SfUrls.Describe(_connection.ApiVersion, n)), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < missing.Count; i++)
        {
            if (results[i].Body is JObject body && results[i].Success)
            {
                _objects[missing[i]] = body;
            }
            else if (results[i].Status != 404 && results[i].Error is { } error)
            {
                throw error;
            }
        }

        return wanted.ToDictionary(n => n, n => _objects.TryGetValue(n, out var found) ? found : null, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Forgets everything, as after a change of permissions or of the schema.</summary>
    public void Invalidate()
    {
        _objects.Clear();
        _global = null;
    }
}
