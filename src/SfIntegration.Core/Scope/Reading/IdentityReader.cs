using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Harden.Login;

namespace SfIntegration.Scope.Reading;

/// <summary>The identity and what environments change of it.</summary>
internal static class IdentityReader
{
    public static ScopeIdentity? Read(ScopeNode node, ScopeEnvironment? other, ErrorList errors, SourceLine at)
    {
        if (Section.Open(node, "identity", errors, at) is not { } section)
        {
            return null;
        }

        var own = Values(section);
        var identity = new ScopeIdentity
        {
            Username = other?.Username ?? own.Username ?? "",
            LastName = other?.LastName ?? own.LastName ?? "",
            Email = other?.Email ?? own.Email ?? "",
            License = other?.License ?? own.License ?? new ScopeIdentity().License,
            Profile = other?.Profile ?? own.Profile,
            Role = other?.Role ?? own.Role,
            Groups = other?.Groups ?? own.Groups ?? Array.Empty<string>(),
            Network = other?.Network ?? own.Network ?? Array.Empty<string>(),
            Hours = other?.Hours ?? own.Hours,
        };
        if (section.Entry("profile") is null)
        {
            CheckOwnProfile(identity, section);
        }

        return identity;
    }

    /// <summary>Address ranges and hours bind the whole profile (design §4), and the licence's API-only profile is everybody's.</summary>
    private static void CheckOwnProfile(ScopeIdentity identity, Section section)
    {
        if (identity.Profile is not null || (identity.Network.Count == 0 && identity.Hours is null))
        {
            return;
        }

        var (key, verb) = identity.Hours is null ? ("network", "`network` binds") : identity.Network.Count == 0 ? ("hours", "`hours` bind") : ("network", "`network` and `hours` bind");
        section.Errors.Add(section.Place(key), $"{verb} the whole profile, and the licence's API-only profile is shared with others", "give the identity one of its own: profile: { name: Integ Orders, cloneOf: default }");
    }

    public static IReadOnlyList<ScopeEnvironment> Environments(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null)
        {
            return Array.Empty<ScopeEnvironment>();
        }

        if (entry.Value.Kind != NodeKind.Map)
        {
            errors.Add(entry.Value, "`environments` takes one key per environment", "write uat: { username: integ-svc@acme.example.uat }");
            return Array.Empty<ScopeEnvironment>();
        }

        var environments = new List<ScopeEnvironment>();
        foreach (var one in entry.Value.Entries)
        {
            if (ScopeValues.OwnNameMistake(one.Key) is { } wrong)
            {
                errors.Add(one.Line, one.Column, $"`{Texts.Shorten(one.Key)}` cannot be an environment's name", wrong);
            }
            else if (environments.Any(e => string.Equals(e.Name, one.Key, StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add(one.Line, one.Column, $"the environment `{one.Key}` stands here a second time", "keep one of them");
            }
            else if (Section.Open(one.Value, "environment", errors, errors.Place(one)) is { } section)
            {
                environments.Add(Values(section, one.Key));
            }
        }

        return environments;
    }

    private static ScopeEnvironment Values(Section section, string name = "") => new()
    {
        Name = name,
        Username = Address(section, "username"),
        LastName = section.Name("lastName"),
        Email = Address(section, "email"),
        License = section.Name("license"),
        Profile = Profile(section.Entry("profile"), section.Errors),
        Role = section.Name("role"),
        Groups = section.Entry("groups") is null ? null : section.Names("groups").Select(n => n.Name).ToList(),
        Network = section.Entry("network") is null ? null : Network(section),
        Hours = Hours(section.Entry("hours"), section.Errors),
    };

    private static string? Address(Section section, string key)
    {
        var text = section.Name(key);
        if (text is null || ScopeValues.IsEmail(text))
        {
            return text;
        }

        section.Errors.Add(section.Place(key), $"`{Texts.Shorten(text)}` does not have the form of an e-mail address, as `{key}` must", "write it like integ-svc-orders@acme.example");
        return null;
    }

    private static ScopeProfile? Profile(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "profile", errors) is not { } section)
        {
            return null;
        }

        var cloneOf = section.Name("cloneOf");
        return section.Name("name") is { } name ? new ScopeProfile(name, cloneOf) : null;
    }

    private static List<string> Network(Section section)
    {
        var ranges = new List<string>();
        foreach (var range in section.Names("network", text => text.Length > 100 ? "no address is that long" : null))
        {
            if (AddressRanges.Parse(range.Name).Mistake is { } wrong)
            {
                section.Errors.Add(range.Source, $"`{Texts.Shorten(range.Name)}` is no address range", wrong);
            }
            else
            {
                ranges.Add(range.Name);
            }
        }

        return ranges;
    }

    private static ScopeHours? Hours(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "hours", errors) is not { } section)
        {
            return null;
        }

        var days = section.Text("days");
        if (days is not null && !ScopeValues.AreDays(days))
        {
            errors.Add(section.Place("days"), $"`{Texts.Shorten(days)}` names no days", "write mon-fri, or mon,wed,fri");
        }

        var (from, to) = (Time(section, "from"), Time(section, "to"));
        if (from is { } start && to is { } end && start >= end)
        {
            errors.Add(section.Place("from"), "the hours end before they begin", "`from` must be earlier than `to`; 24:00 is the end of the day");
        }

        var zone = section.Name("timeZone");
        if (zone is not null && zone != "UTC" && (zone.IndexOf('/') <= 0 || zone.IndexOf(' ') >= 0))
        {
            errors.Add(section.Place("timeZone"), $"`{Texts.Shorten(zone)}` is no time zone", "write an IANA name like Europe/Berlin, or UTC");
        }

        return days is null || zone is null || section.Text("from") is not { } f || section.Text("to") is not { } t ? null : new ScopeHours(days, f, t, zone);
    }

    private static int? Time(Section section, string key)
    {
        if (section.Text(key) is not { } text)
        {
            return null;
        }

        var minutes = ScopeValues.Minutes(text);
        if (minutes is null)
        {
            section.Errors.Add(section.Place(key), $"`{Texts.Shorten(text)}` is no time of day", "write hours and minutes, like 06:00");
        }

        return minutes;
    }
}
