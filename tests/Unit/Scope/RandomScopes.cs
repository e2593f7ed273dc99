using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Tests.Scope;

/// <summary>Scopes that are valid and otherwise as odd as they can be.</summary>
internal static class RandomScopes
{
    private static readonly string[] s_odd = { "x", "no: thing", "50%", "a, b", "[x]", "\"q\"", "it's", "null", "é 😀", "1.0", "#5", "line\nbreak", "{a: b}", "yes", "long " + new string('w', 150) };

    private static readonly SourceLine s_nowhere = new(null, 0, 0);

    public static AccessScope Make(Random random) => new()
    {
        Name = "scope-" + random.Next(1000),
        Owner = Maybe(random, () => new ScopeContact(Odd(random), "a.b@c.example")),
        Identity = Identity(random),
        Environments = Some(random, i => new ScopeEnvironment { Name = "env" + i, Username = $"svc@acme.example.e{i}", Network = Maybe<IReadOnlyList<string>>(random, () => Array.Empty<string>()) }),
        Integrations = Enumerable.Range(0, random.Next(1, 4)).Select(i => Integration(random, i)).ToList(),
        Exceptions = Some(random, i => new ScopeException("SFI2" + (10 + i), Odd(random), Odd(random), Odd(random), Odd(random), Maybe(random, () => Odd(random)), Day(random), s_nowhere)),
    };

    /// <summary>Address ranges and hours only where there is a profile of its own: elsewhere they are a mistake.</summary>
    private static ScopeIdentity Identity(Random random)
    {
        var profile = Maybe(random, () => new ScopeProfile("P " + random.Next(9), random.Next(2) == 0 ? null : "default"));
        return new ScopeIdentity
        {
            Username = "svc@acme.example",
            LastName = "s" + random.Next(10),
            Email = "o'hara@acme.example",
            Role = Maybe(random, () => "Role: " + random.Next(10)),
            Groups = Some(random, i => "Group, " + i),
            Profile = profile,
            Network = profile is null ? Array.Empty<string>() : Some(random, i => $"10.0.{i}.0/24"),
            Hours = profile is null ? null : Maybe(random, () => new ScopeHours("mon,wed-fri", "00:00", "24:00", "America/New_York")),
        };
    }

    private static ScopeIntegration Integration(Random random, int index) => new()
    {
        Name = "job." + index,
        Purpose = Maybe(random, () => Odd(random)),
        System = Maybe(random, () => Odd(random)),
        Approval = Maybe(random, () => new ScopeApproval(Odd(random), Maybe(random, () => Odd(random)), null, Day(random), s_nowhere)),
        Expires = Day(random),
        PermissionSet = "Set_" + index,
        IsPermissionSetNamed = true,
        UsePermissionSets = Some(random, i => $"ns__Used_{i}"),
        Objects = Some(random, i => Object(random, i)),
        SystemPermissions = Some(random, i => new ScopeSystemPermission("Perm" + i, Odd(random), s_nowhere)),
        SetupAccess = new ScopeSetupAccess { ApexClasses = Names(random, "Class"), Flows = Names(random, "Flow") },
        Tabs = Some(random, i => new ScopeTab((i % 2 == 0 ? "standard-T" : "T") + i, (TabVisibility)random.Next(2), s_nowhere), 30).OrderByDescending(t => t.Visibility).ToList(),
        App = Maybe(random, () => new ScopeApp("App: " + random.Next(9), "jwt", s_nowhere)),
        CallsPerDay = random.Next(2) == 0 ? null : random.Next(1, 100000),
        RotateEvery = Maybe(random, () => random.Next(1, 99) + "w"),
    };

    private static ScopeObject Object(Random random, int index)
    {
        var access = AccessRules.Complete((ObjectAccess)random.Next(1, 128));
        var isEdit = (access & ObjectAccess.Edit) != 0;
        var all = random.Next(3) == 0;
        return new ScopeObject
        {
            SobjectType = $"Object{index}__c",
            Access = access,
            RecordTypes = Names(random, "Type", 30),
            Reason = (access & (ObjectAccess.ViewAll | ObjectAccess.ViewAllFields)) != 0 ? Odd(random) : null,
            Fields = new ScopeFields
            {
                ReadAll = all && !isEdit,
                EditAll = all && isEdit,
                Read = all ? Array.Empty<ScopeName>() : Names(random, "Read", 40),
                Edit = all || !isEdit ? Array.Empty<ScopeName>() : Names(random, "Edit", 40),
                Except = all ? Names(random, "Except") : Array.Empty<ScopeName>(),
            },
        };
    }

    private static DateTime Day(Random random) => new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(random.Next(900));

    private static string Odd(Random random) => s_odd[random.Next(s_odd.Length)];

    private static T? Maybe<T>(Random random, Func<T> make)
        where T : class => random.Next(2) == 0 ? null : make();

    private static List<T> Some<T>(Random random, Func<int, T> make, int most = 4) => Enumerable.Range(0, random.Next(most)).Select(make).ToList();

    private static List<ScopeName> Names(Random random, string stem, int most = 4) => Some(random, i => new ScopeName($"{stem}_{i}__c", s_nowhere), most);
}
