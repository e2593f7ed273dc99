using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Tells what each cmdlet of this module needs in Salesforce. It asks no org.</summary>
[Cmdlet(VerbsCommon.Get, "SfRequiredPermission")]
[OutputType(typeof(SfRequiredPermission))]
public sealed class GetSfRequiredPermissionCommand : CancellableCmdlet
{
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cmdlets, with wildcards; all where left out. What Get-Command gives is taken too.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(CmdletNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] CmdletName { get; set; } = { "*" };

    internal override object? ErrorTarget => CmdletName;

    internal override void ProcessItem()
    {
        foreach (var asked in CmdletName)
        {
            var pattern = new WildcardPattern(asked, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var found = All().Where(c => pattern.IsMatch(c.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(asked))
            {
                throw new CmdletError("SfUnknownCmdlet", ErrorCategory.ObjectNotFound, asked, $"This module has no cmdlet '{asked}'.", "Get-Command -Module SfIntegration lists them.");
            }

            foreach (var (name, type) in found.Where(c => _told.Add(c.Name)))
            {
                WriteObject(Of(name, type), enumerateCollection: true);
            }
        }
    }

    /// <summary>The cmdlets of this assembly, by name.</summary>
    internal static IEnumerable<(string Name, Type Type)> All() => typeof(GetSfRequiredPermissionCommand).Assembly.GetTypes()
        .Select(t => (Attribute: t.GetCustomAttribute<CmdletAttribute>(inherit: false), Type: t))
        .Where(t => t.Attribute is not null)
        .Select(t => ($"{t.Attribute!.VerbName}-{t.Attribute.NounName}", t.Type))
        .OrderBy(t => t.Item1, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<SfRequiredPermission> Of(string name, Type type)
    {
        var needs = type.GetCustomAttributes<RequiresSalesforcePermissionAttribute>(inherit: true).ToList();
        if (needs.Count == 0)
        {
            return new[] { new SfRequiredPermission { CmdletName = name, Purpose = "Nothing: it asks no org." } };
        }

        return needs.OrderBy(n => n.Optional).Select(n => new SfRequiredPermission
        {
            CmdletName = name,
            SystemPermission = n.OneOf.Count > 0 ? n.OneOf[0] : "",
            Label = n.OneOf.Count > 0 ? PermissionCatalog.Default.Find(n.OneOf[0])?.Label ?? "" : "",
            Purpose = n.Purpose,
            IsOptional = n.Optional,
            Alternatives = n.OneOf.Skip(1).ToList(),
        });
    }
}

/// <summary>The cmdlets of this module.</summary>
public sealed class CmdletNameCompleter : CompleterBase
{
    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) =>
        GetSfRequiredPermissionCommand.All().Select(c => (c.Name, ""));
}
