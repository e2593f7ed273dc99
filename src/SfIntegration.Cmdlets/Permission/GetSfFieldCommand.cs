using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Lists the fields of objects: of which read and edit can be granted in permission sets, of which not, and why.</summary>
[Cmdlet(VerbsCommon.Get, "SfField")]
[OutputType(typeof(SfField))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
public sealed class GetSfFieldCommand : OrgCmdlet
{
    /// <summary>The objects by API name; piped as text or from Get-SfObject.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SobjectType { get; set; } = System.Array.Empty<string>();

    /// <summary>API names or labels of fields; wildcards work.</summary>
    [Parameter(Position = 1)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(FieldCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Field { get; set; } = { "*" };

    /// <summary>Only fields that can be granted.</summary>
    [Parameter]
    public SwitchParameter CanGrant { get; set; }

    /// <summary>The object that was piped, so that its org can be compared with -Org.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    internal override object? ErrorTarget => SobjectType;

    internal override void ProcessItem()
    {
        var api = ApiFor(InputObject?.Properties["Org"]?.Value as SfOrg);
        var schema = Wait(token => new SchemaReader(api).ReadAsync(SobjectType, token));
        if (schema.PermissionableFields.Count == 0)
        {
            throw new CmdletError("SfNotReadable", ErrorCategory.PermissionDenied, SobjectType, "What can be granted could not be read. " + string.Join(" ", schema.NotRead), "Sign in as a user who holds View Setup and Configuration.");
        }

        var patterns = Field.Select(n => (Text: n, Pattern: WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        foreach (var name in SobjectType)
        {
            if (!schema.Objects.TryGetValue(name, out var facts))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"This org has no object '{name}', or you cannot see it.", "Get-SfObject lists them.").ErrorRecord);
                continue;
            }

            var fields = SfField.Of(api.Org, facts, schema).ToList();
            WriteObject(fields.Where(f => (f.CanGrant || !CanGrant) && patterns.Any(p => p.Pattern.IsMatch(f.Field) || p.Pattern.IsMatch(f.Label))), enumerateCollection: true);
            foreach (var (text, pattern) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Text) && !fields.Any(f => p.Pattern.IsMatch(f.Field) || p.Pattern.IsMatch(f.Label))))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, text, $"{facts.Name} has no field '{text}', or you cannot see it.", "Wildcards work: Get-SfField " + facts.Name + " '*" + text + "*'.").ErrorRecord);
            }
        }
    }
}
