using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Harden.Login;

namespace SfIntegration.Rules.Behaviour;

/// <summary>SFI702: calls or sign-ins from an address outside the scope's network, or that it never used.</summary>
internal sealed class UnknownAddressRule : CallRule
{
    /// <summary>An identity that has used more addresses than these moves about, so that only a new network is news.</summary>
    private const int FewAddresses = 4;

    public override string Id => "SFI702";

    /// <summary>A scope with a network decides alone: no past is needed, and sign-ins count where calls were not read.</summary>
    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity) => context.Scope?.Identity.Network is { Count: > 0 } network
        ? Outside(context, activity, AddressRanges.Of(network))
        : base.Look(context, activity);

    private static IEnumerable<RuleAnswer> Outside(RuleContext context, IdentityActivity activity, IReadOnlyList<AddressRange> network)
    {
        var outside = activity.JudgedCalls
            .Where(c => c.Address is { } address && IPAddress.TryParse(address, out _) && !AddressRanges.Contains(network, address))
            .Select(c => (Address: c.Address!, c.FirstSeen, c.LastSeen, c.Calls, What: "calls"))
            .Concat(activity.JudgedSignIns
                .Where(s => s.Succeeded && s.Address is { } address && IPAddress.TryParse(address, out _) && !AddressRanges.Contains(network, address))
                .Select(s => (Address: s.Address!, FirstSeen: s.Time, LastSeen: s.Time, Calls: 1L, What: "sign-ins")))
            .ToList();
        if (outside.Count == 0)
        {
            return new[] { activity.Calls is null ? NoCalls(context, activity) : Answers.Pass(context.Username, "It worked from its scope's network only.") };
        }

        return new[]
        {
            Found(context, $"It worked from outside its scope's network ({AddressRanges.Words(network.ToList())}).",
                outside.GroupBy(o => (o.Address, o.What)).OrderByDescending(g => g.Sum(o => o.Calls)).Select(g => $"{g.Key.Address}: {g.Sum(o => o.Calls)} {g.Key.What}, {g.Min(o => o.FirstSeen):yyyy-MM-dd HH:mm}Z to {g.Max(o => o.LastSeen):yyyy-MM-dd HH:mm}Z").ToList(),
                FindingConfidence.High, outside.Min(o => o.FirstSeen), outside.Max(o => o.LastSeen)),
        };
    }

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var blocks = Novelty.Of(activity, activity.Calls!, c => c.AddressBlock);
        var known = activity.Calls!.Where(c => c.FirstSeen < activity.Since).Select(c => c.Address).Distinct(StringComparer.Ordinal).Count();
        var addresses = known > FewAddresses ? Array.Empty<NewThing>() : Novelty.Of(activity, activity.Calls!, c => c.Address).Where(n => !blocks.Any(b => b.FirstSeen == n.FirstSeen));
        return OrPass(context, New(context, blocks.Concat(addresses).ToList(), "It called from addresses that it never used."), "It called from addresses that it used before.");
    }
}

/// <summary>SFI703: a sign-in from a country that it never signed in from.</summary>
internal sealed class UnknownCountryRule : ActivityRule
{
    /// <summary>With fewer sign-ins before, no country can be called new.</summary>
    private const int LeastPast = 10;

    public override string Id => "SFI703";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        if (activity.SignIns is null)
        {
            return new[] { NoSignIns(context, activity) };
        }

        var placed = activity.SignIns.Where(s => s.Succeeded && s.Country is not null).OrderBy(s => s.Time).ToList();
        if (placed.Count <= LeastPast)
        {
            return new[] { Answers.NotAssessed(context.Username, $"The logs tell the country of {placed.Count} sign-ins; what is usual shows after {LeastPast + 1}.", "Keep more logs, then look again.") };
        }

        var news = placed.Select((s, i) => (SignIn: s, Before: i)).GroupBy(s => s.SignIn.Country!, StringComparer.OrdinalIgnoreCase)
            .Where(g => activity.IsJudged(g.First().SignIn.Time) && g.First().Before >= LeastPast)
            .Select(g => (Before: g.First().Before, SignIns: g.Select(s => s.SignIn).ToList()))
            .ToList();
        return OrPass(context, news.Select(n => Found(context, $"It signed in from a country that it never signed in from: {n.SignIns[0].Country}.",
            n.SignIns.Take(10).Select(s => s.ToString()).Concat(new[] { $"{n.Before} sign-ins before came from {string.Join(", ", placed.Take(n.Before).Select(p => p.Country).Distinct())}" }).ToList(),
            n.Before >= 60 ? FindingConfidence.High : n.Before >= 25 ? FindingConfidence.Medium : FindingConfidence.Low, n.SignIns[0].Time, n.SignIns[n.SignIns.Count - 1].Time)).ToList(), "It signed in from countries that it signed in from before.");
    }
}
