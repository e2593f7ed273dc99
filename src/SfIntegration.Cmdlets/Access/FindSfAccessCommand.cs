using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Finds who has a system permission, an object, a field, an Apex class, a page, an app, a custom permission or a tab, and through what.</summary>
[Cmdlet(VerbsCommon.Find, "SfAccess", DefaultParameterSetName = "SystemPermission")]
[OutputType(typeof(SfAccessHolder))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
public sealed class FindSfAccessCommand : AccessCmdlet
{
    /// <summary>System permissions, by API name: ModifyAllData.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "SystemPermission")]
    [ArgumentCompleter(typeof(SystemPermissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SystemPermission { get; set; } = Array.Empty<string>();

    /// <summary>Objects; taken from piped objects and fields.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Object", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccessObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SobjectType { get; set; } = Array.Empty<string>();

    /// <summary>Fields of the object, with or without its name in front.</summary>
    [Parameter(ParameterSetName = "Object", ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(AccessFieldCompleter))]
    [ValidateNotNull]
    public string[]? Field { get; set; }

    /// <summary>The access to the object or field (default: read). With several, who has all of them.</summary>
    [Parameter(ParameterSetName = "Object")]
    public ObjectAccess Access { get; set; } = ObjectAccess.Read;

    /// <summary>Apex classes, with their namespace where they have one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ApexClass")]
    [ArgumentCompleter(typeof(ApexClassCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] ApexClass { get; set; } = Array.Empty<string>();

    /// <summary>Visualforce pages.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Page")]
    [ArgumentCompleter(typeof(PageCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Page { get; set; } = Array.Empty<string>();

    /// <summary>Apps: tab sets, connected apps (who is let in by an administrator), external client apps.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "App")]
    [ArgumentCompleter(typeof(AppCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] App { get; set; } = Array.Empty<string>();

    /// <summary>Custom permissions.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "CustomPermission")]
    [ArgumentCompleter(typeof(CustomPermissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] CustomPermission { get; set; } = Array.Empty<string>();

    /// <summary>Tabs: standard-Account, Invoice__c.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Tab")]
    [ValidateNotNullOrEmpty]
    public string[] Tab { get; set; } = Array.Empty<string>();

    /// <summary>Deactivated users too.</summary>
    [Parameter]
    public SwitchParameter IncludeInactive { get; set; }

    /// <summary>Also who holds the field grant while the object is closed to them, so that it does nothing yet.</summary>
    [Parameter(ParameterSetName = "Object")]
    public SwitchParameter IncludeLatent { get; set; }

    internal override object? ErrorTarget => Targets().FirstOrDefault()?.Label;

    internal override void ProcessItem()
    {
        foreach (var target in Targets())
        {
            try
            {
                Answer(target);
            }
            catch (CmdletError error) when (!error.IsFatal)
            {
                WriteError(error.ErrorRecord);
            }
        }
    }

    private IEnumerable<AccessTarget> Targets() => ParameterSetName switch
    {
        "Object" => SobjectType.SelectMany(o => Field is { Length: > 0 }
            ? Field.Select(f => new AccessTarget(AccessKind.Field, o, TargetParameters.Unqualified(o, f), OnField: TargetParameters.OnField(Access)))
            : new[] { new AccessTarget(AccessKind.Object, o, OnObject: Access) }),
        "ApexClass" => Of(AccessKind.ApexClass, ApexClass),
        "Page" => Of(AccessKind.Page, Page),
        "App" => Of(AccessKind.App, App),
        "CustomPermission" => Of(AccessKind.CustomPermission, CustomPermission),
        "Tab" => Of(AccessKind.Tab, Tab),
        _ => Of(AccessKind.SystemPermission, SystemPermission.Select(TargetParameters.SystemPermission)),
    };

    private static IEnumerable<AccessTarget> Of(AccessKind kind, IEnumerable<string> names) => names.Select(n => new AccessTarget(kind, n));

    private void Answer(AccessTarget asked)
    {
        var source = SourceFor(null);
        var (target, narrowed) = Snapshot is null ? Live(asked) : Offline(asked, Snapshot);
        foreach (var missing in narrowed.NotRead)
        {
            WriteWarning("Not read, so somebody may be missing: " + missing);
        }

        if (Snapshot is { IsWholeOrg: false })
        {
            WriteWarning("The snapshot does not hold the whole org: only the users it holds were looked at.");
        }

        if (Snapshot is not null && !AccessFinder.Names(narrowed, target))
        {
            WriteWarning($"The snapshot holds no grant that names {target.Label}. If it is misspelt, 'nobody' is no answer.");
        }

        if (target is { Kind: AccessKind.Object, OnObject: ObjectAccess.Read } && ObjectGate.IsOpenToAll(target.Name))
        {
            WriteWarning($"Whoever signs in reads {target.Name}; only who has more than that is listed.");
        }

        WriteObject(AccessFinder.Find(source.Org, narrowed, target, source.AsOf, IncludeInactive, IncludeLatent), enumerateCollection: true);
    }

    private (AccessTarget Target, AccessSnapshot Narrowed) Offline(AccessTarget asked, AccessSnapshot snapshot)
    {
        var question = OfflineFields.Resolve(asked, snapshot.Schema);
        foreach (var note in new[] { question.Note, OfflineFields.Unknown(asked, snapshot.Schema) }.OfType<string>())
        {
            WriteWarning(note);
        }

        return (question.Target, AccessNeeds.Of(question.Target).Narrow(snapshot));
    }

    private (AccessTarget Target, AccessSnapshot Narrowed) Live(AccessTarget asked)
    {
        var reader = new AccessQuestionReader(Api);
        var question = Wait(token => reader.ResolveAsync(asked, token));
        if (question.Problem is not null)
        {
            throw NotFound(asked, question.Problem);
        }

        if (question.Note is not null)
        {
            WriteWarning(question.Note);
        }

        string? gone = null;
        var narrowed = Wait(token => reader.ReadAsync(question.Target, text => gone = text, token));
        return gone is null ? (question.Target, narrowed) : throw NotFound(asked, gone);
    }

    private static CmdletError NotFound(AccessTarget asked, string problem) => new("SfNotFound", ErrorCategory.ObjectNotFound, asked.Label, problem,
        "Use the API name, with its namespace or __c where it has one; Tab completes it.");
}
