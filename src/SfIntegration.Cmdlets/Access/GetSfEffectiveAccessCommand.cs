using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Lists what a user can do when all it holds is added up, and where each thing comes from; with -Explain why one thing, with -Verify whether Salesforce says the same.</summary>
[Cmdlet(VerbsCommon.Get, "SfEffectiveAccess", DefaultParameterSetName = "List")]
[OutputType(typeof(SfEffectiveGrant), ParameterSetName = new[] { "List" })]
[OutputType(typeof(SfAccessExplanation), ParameterSetName = new[] { "Explain" })]
[OutputType(typeof(SfAccessCheck), ParameterSetName = new[] { "Verify" })]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
public sealed class GetSfEffectiveAccessCommand : AccessCmdlet
{
    private const string Nothing = "-Explain needs one thing to explain.";

    private readonly Dictionary<(AccessKind, string), string?> _missing = new();

    private readonly RowCounts _counts = new();

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

    /// <summary>Login names; taken from piped users. Wildcards work.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Username { get; set; } = Array.Empty<string>();

    /// <summary>Only this kind of thing.</summary>
    [Parameter(ParameterSetName = "List")]
    public AccessKind[]? Kind { get; set; }

    /// <summary>Only these objects with their fields and record types; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccessObjectCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? SobjectType { get; set; }

    /// <summary>Only these fields, without their object; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AccessFieldCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Field { get; set; }

    /// <summary>Only objects and fields with this access; with -Explain the access to explain (default: read).</summary>
    [Parameter]
    public ObjectAccess Access { get; set; } = ObjectAccess.Read;

    /// <summary>Only these system permissions, by API name; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SystemPermissionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? SystemPermission { get; set; }

    /// <summary>Only these Apex classes; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ApexClassCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ApexClass { get; set; }

    /// <summary>Only these Visualforce pages; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PageCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Page { get; set; }

    /// <summary>Only these custom permissions; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CustomPermissionCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? CustomPermission { get; set; }

    /// <summary>Only these apps: tab sets, connected apps, external client apps; wildcards work.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AppCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? App { get; set; }

    /// <summary>Only these tabs ("standard-Account", "Invoice__c"); wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Tab { get; set; }

    /// <summary>Also fields that take no grant and are open wherever their object is (Id, owner, required fields), and those that View All Fields opens without a row. Asks the org for its schema.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter AllFields { get; set; }

    /// <summary>Also how many rows each object has, whoever may see them: what a key in the wrong hands reaches at most. Asks the org, a call for each hundred objects.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter RecordCount { get; set; }

    /// <summary>Explains one thing: every path to it, and the fewest removals that end it.</summary>
    [Parameter(ParameterSetName = "Explain", Mandatory = true)]
    public SwitchParameter Explain { get; set; }

    /// <summary>Asks Salesforce too (UserEntityAccess, UserFieldAccess) and shows where it agrees, differs, or would not say.</summary>
    [Parameter(ParameterSetName = "Verify", Mandatory = true)]
    public SwitchParameter Verify { get; set; }

    internal override object? ErrorTarget => Username;

    internal override void ProcessItem()
    {
        if (Snapshot is not null && (Verify || AllFields || RecordCount))
        {
            throw new CmdletError("SfNeedsOrg", ErrorCategory.InvalidArgument, Snapshot,
                $"-{(Verify ? nameof(Verify) : AllFields ? nameof(AllFields) : nameof(RecordCount))} asks the org, and -Snapshot asks none.", "Leave -Snapshot out, or ask without it.") { IsFatal = true };
        }

        var targets = Explain ? ExplainTargets() : Array.Empty<AccessTarget>();
        var source = SourceFor(null);
        foreach (var name in Username)
        {
            foreach (var username in Expand(source, name))
            {
                One(source, username, targets);
            }
        }
    }

    private IReadOnlyList<string> Expand(IAccessSource source, string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            return new[] { name };
        }

        var snapshot = Snapshot ?? Wait(token => new AccessReader(Api).ReadUsersAsync(name, Array.Empty<string>(), token));
        var pattern = GrantFilter.Pattern(name);
        return snapshot.Users.Select(u => u.Username).Where(pattern.IsMatch).OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private void One(IAccessSource source, string username, IReadOnlyList<AccessTarget> targets)
    {
        var snapshot = Wait(token => source.OfUserAsync(username, token));
        foreach (var missing in snapshot.NotRead)
        {
            Warn("Not read: " + missing);
        }

        if (snapshot.User(username) is not { } user)
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, username, $"{(Snapshot is null ? "This org" : "The snapshot")} has no user '{username}'.",
                Snapshot is null ? "Wildcards work: Get-SfEffectiveAccess '*@acme.example'." : "The snapshot's Users lists those it holds.").ErrorRecord);
            return;
        }

        var access = EffectiveAccessCalculator.Compute(snapshot, user.UserId, source.AsOf);
        foreach (var note in access.TypedNotes)
        {
            if (note.Kind == HoldingNoteKind.Skipped)
            {
                WriteVerbose($"{user.Username}: {note.Text}");
            }
            else
            {
                Warn(note.Text.Contains(user.Username) ? note.Text : $"{user.Username}: {note.Text}");
            }
        }

        if (Explain)
        {
            WriteExplanations(source, access, targets, snapshot.NotRead);
        }
        else if (Verify)
        {
            WriteChecks(source, access, snapshot.NotRead);
        }
        else
        {
            var literal = Existing(source, access);
            var rows = EffectiveRows.Of(source.Org, access, literal, AllFields ? Schema(source, access) : null, snapshot.NotRead).Where(Filter.Wants);
            WriteObject(RecordCount ? Wait(token => _counts.AddAsync(rows.ToList(), Api.Limits, token)) : rows, enumerateCollection: true);
        }
    }

    private void WriteExplanations(IAccessSource source, EffectiveAccess access, IReadOnlyList<AccessTarget> targets, IReadOnlyList<string> notRead)
    {
        foreach (var target in targets)
        {
            if (Missing(source, access, target) is { } missing)
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, target.Label, missing, "Use the API name, with its namespace or __c where it has one; Tab completes it.").ErrorRecord);
                continue;
            }

            WriteObject(AccessExplainer.Explain(source.Org, access, target, SchemaFor(source, access, target), notRead, isOffline: Snapshot is not null));
        }
    }

    /// <summary>Why the org has no such thing. What the user has a grant of is there; a power over every object names none.</summary>
    private string? Missing(IAccessSource source, EffectiveAccess access, AccessTarget target)
    {
        var isHeld = target.Kind switch
        {
            AccessKind.Object => access.Objects.ContainsKey(target.Name),
            AccessKind.Field => access.Fields.ContainsKey(target.Label),
            _ => target.PathsIn(access).Count > 0,
        };
        if (source.Schema is null || isHeld)
        {
            return null;
        }

        if (!_missing.TryGetValue((target.Kind, target.Label), out var missing))
        {
            _missing[(target.Kind, target.Label)] = missing = Wait(token => new AccessQuestionReader(Api).MissingAsync(target, token));
        }

        return missing;
    }

    private void WriteChecks(IAccessSource source, EffectiveAccess access, IReadOnlyList<string> notRead)
    {
        var literal = SobjectType?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)) ?? Array.Empty<string>();
        var objects = Field is null ? access.Objects.Keys.Where(n => n != EffectiveRows.EveryObject && GrantFilter.Matches(SobjectType, n)).Concat(literal).Distinct(StringComparer.OrdinalIgnoreCase).ToList() : new List<string>();
        var fields = access.Fields.Values.Where(f => GrantFilter.Matches(SobjectType, f.SobjectType) && GrantFilter.Matches(Field, f.Field)).Select(f => (f.SobjectType, f.Field))
            .Concat(literal.SelectMany(o => (Field ?? Array.Empty<string>()).Where(f => !WildcardPattern.ContainsWildcardCharacters(f)).Select(f => (o, f))))
            .GroupBy(f => GrantSlice.FieldKey(f.Item1, f.Item2), StringComparer.OrdinalIgnoreCase).Select(g => g.First()).ToList();
        var platform = Wait(token => new PlatformAccessReader(Api).ReadAsync(access.User.UserId, objects, fields, token));
        WriteObject(AccessVerification.Judge(source.Org, access, platform, objects, fields, notRead), enumerateCollection: true);
    }

    /// <summary>The objects named without wildcards. A power over every object would show one that does not exist, so the org is asked for those the user has no row of.</summary>
    private IReadOnlyCollection<string>? Existing(IAccessSource source, EffectiveAccess access)
    {
        var literal = SobjectType?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).ToList();
        var unknown = literal?.Where(n => !access.Objects.ContainsKey(n)).ToList();
        if (source.Schema is null || unknown is not { Count: > 0 })
        {
            return literal;
        }

        var describes = Wait(token => Api.Describe.ObjectsAsync(unknown, token));
        foreach (var name in unknown.Where(n => describes[n] is null))
        {
            Warn($"This org has no object '{name}' that the connected user sees.");
        }

        return literal!.Where(n => !describes.TryGetValue(n, out var found) || found is not null).ToList();
    }

    private SchemaFacts? Schema(IAccessSource source, EffectiveAccess access)
    {
        var objects = access.Objects.Keys.Where(n => n != EffectiveRows.EveryObject && GrantFilter.Matches(SobjectType, n))
            .Concat(SobjectType?.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)) ?? Array.Empty<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var schema = source.Schema is { } reader ? Wait(token => reader.ReadAsync(objects, token)) : null;
        foreach (var missing in schema?.NotRead ?? Array.Empty<string>())
        {
            Warn("Not read: " + missing);
        }

        return schema;
    }

    /// <summary>Only a field without a grant needs the schema to be explained; offline there are the snapshot's lists.</summary>
    private SchemaFacts? SchemaFor(IAccessSource source, EffectiveAccess access, AccessTarget target) =>
        target.Kind == AccessKind.Field && source.Schema is { } reader && target.PathsIn(access).Count == 0
            ? Wait(token => reader.ReadAsync(new[] { target.Name }, token))
            : Snapshot?.Schema;

    private IReadOnlyList<AccessTarget> ExplainTargets()
    {
        var targets = new List<AccessTarget>();
        foreach (var sobjectType in SobjectType ?? Array.Empty<string>())
        {
            targets.AddRange(Field is null
                ? TargetParameters.Flags(Access).Select(flag => new AccessTarget(AccessKind.Object, sobjectType, OnObject: flag))
                : Field.Select(field => new AccessTarget(AccessKind.Field, sobjectType, TargetParameters.Unqualified(sobjectType, field), OnField: TargetParameters.OnField(Access))));
        }

        targets.AddRange(Named());
        if (targets.Count == 0)
        {
            throw new CmdletError("SfNothingToExplain", ErrorCategory.InvalidArgument, null, Nothing,
                "Name it: -SobjectType Contact -Access edit; -SobjectType Contact -Field SSN__c; -SystemPermission ModifyAllData; -ApexClass, -Page, -CustomPermission, -App or -Tab.") { IsFatal = true };
        }

        return targets.FirstOrDefault(t => WildcardPattern.ContainsWildcardCharacters(t.Label)) is { } wild
            ? throw new CmdletError("SfNothingToExplain", ErrorCategory.InvalidArgument, wild.Label, $"-Explain explains one thing at a time; '{wild.Label}' is a pattern.", "Name the thing itself.") { IsFatal = true }
            : targets;
    }

    private IEnumerable<AccessTarget> Named() => new (AccessKind Kind, string[]? Names)[]
    {
        (AccessKind.SystemPermission, SystemPermission), (AccessKind.ApexClass, ApexClass), (AccessKind.Page, Page),
        (AccessKind.CustomPermission, CustomPermission), (AccessKind.App, App), (AccessKind.Tab, Tab),
    }.SelectMany(k => (k.Names ?? Array.Empty<string>()).Select(n => new AccessTarget(k.Kind, k.Kind == AccessKind.SystemPermission ? TargetParameters.SystemPermission(n) : n)));

    /// <summary>What the parameters ask for.</summary>
    private GrantFilter Filter => new()
    {
        Kind = Kind,
        SobjectType = SobjectType,
        Field = Field,
        Access = MyInvocation.BoundParameters.ContainsKey(nameof(Access)) ? Access : null,
        SystemPermission = SystemPermission,
        ApexClass = ApexClass,
        Page = Page,
        CustomPermission = CustomPermission,
        App = App,
        Tab = Tab,
    };

    private void Warn(string text)
    {
        if (_warned.Add(text))
        {
            WriteWarning(text);
        }
    }
}
