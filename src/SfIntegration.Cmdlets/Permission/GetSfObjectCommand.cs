using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Lists the org's objects: which can be granted in permission sets, which cannot, and why.</summary>
[Cmdlet(VerbsCommon.Get, "SfObject")]
[OutputType(typeof(SfObject))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeObjects)]
public sealed class GetSfObjectCommand : OrgCmdlet
{
    /// <summary>API names or labels; wildcards work.</summary>
    [Parameter(Position = 0)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] SobjectType { get; set; } = { "*" };

    /// <summary>Only objects that can be granted.</summary>
    [Parameter]
    public SwitchParameter CanGrant { get; set; }

    internal override object? ErrorTarget => SobjectType;

    internal override void ProcessItem()
    {
        var objects = Wait(token => ObjectListReader.ReadAsync(Api, token));
        var patterns = SobjectType.Select(n => (Text: n, Pattern: WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        WriteObject(objects.Where(o => (o.CanGrant || !CanGrant) && patterns.Any(p => p.Pattern.IsMatch(o.SobjectType) || p.Pattern.IsMatch(o.Label))), enumerateCollection: true);
        foreach (var (text, pattern) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Text)))
        {
            if (!objects.Any(o => pattern.IsMatch(o.SobjectType) || pattern.IsMatch(o.Label)))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, text, $"This org has no object '{text}', or you cannot see it.",
                    "Check its API name (__c for custom objects); wildcards work: Get-SfObject '*" + text + "*'.").ErrorRecord);
            }
        }
    }
}
