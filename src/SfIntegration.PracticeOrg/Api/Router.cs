using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Finds the resource of a path in a table of patterns such as <c>sobjects/{type}/{id}</c>.</summary>
internal sealed class Router
{
    private readonly List<Route> _routes = new();

    /// <summary>Adds a resource. Where two patterns fit a path, the one with more literal segments wins.</summary>
    public Router Add(string pattern, string method, Func<Exchange, PracticeResponse> handler)
    {
        var route = _routes.Find(r => r.Pattern == pattern);
        if (route is null)
        {
            route = new Route(pattern);
            _routes.Add(route);
            _routes.Sort((a, b) => b.Literals.CompareTo(a.Literals));
        }

        route.Methods[method] = handler;
        return this;
    }

    /// <summary>The route of a path and the values of its placeholders; null when no pattern fits.</summary>
    public Route? Find(string path, out IReadOnlyDictionary<string, string> values)
    {
        var segments = path.Trim('/').Split('/');
        foreach (var route in _routes)
        {
            if (route.Fits(segments) is { } found)
            {
                values = found;
                return route;
            }
        }

        values = new Dictionary<string, string>();
        return null;
    }

    /// <summary>One pattern with its methods.</summary>
    internal sealed class Route
    {
        private readonly string[] _segments;

        public Route(string pattern)
        {
            Pattern = pattern;
            _segments = pattern.Split('/');
            Literals = _segments.Count(s => s[0] != '{');
        }

        public string Pattern { get; }

        public int Literals { get; }

        public SortedDictionary<string, Func<Exchange, PracticeResponse>> Methods { get; } = new(StringComparer.Ordinal);

        /// <summary>Runs the method's handler, or refuses the method.</summary>
        public PracticeResponse Run(Exchange exchange)
        {
            var method = exchange.Method == "HEAD" ? "GET" : exchange.Method;
            if (Methods.TryGetValue(method, out var handler))
            {
                return handler(exchange);
            }

            var allowed = Methods.Keys.Concat(Methods.ContainsKey("GET") ? new[] { "HEAD" } : Array.Empty<string>());
            return PracticeResponse.Error(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{exchange.Method}' not allowed. Allowed are {string.Join(",", allowed)}");
        }

        public IReadOnlyDictionary<string, string>? Fits(string[] path)
        {
            if (path.Length != _segments.Length)
            {
                return null;
            }

            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < path.Length; i++)
            {
                if (_segments[i][0] == '{')
                {
                    values[_segments[i].Trim('{', '}')] = Uri.UnescapeDataString(path[i]);
                }
                else if (!string.Equals(_segments[i], path[i], StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }
            }

            return values;
        }
    }
}
