using System.Management.Automation;
using System.Text.RegularExpressions;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Runs SOQL and streams the rows: the next page is asked for when the rows before it are used up. SELECT COUNT() gives the number.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfQuery")]
[OutputType(typeof(PSObject), typeof(int))]
[RequiresSalesforcePermission(Needed.WhatIsAsked)]
public sealed class InvokeSfQueryCommand : OrgCmdlet
{
    private static readonly Regex s_count = new(@"^\s*SELECT\s+COUNT\s*\(\s*\)\s+FROM\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The SOQL.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SoqlCompleter))]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = "";

    /// <summary>Deleted and archived rows too (queryAll).</summary>
    [Parameter]
    public SwitchParameter IncludeDeleted { get; set; }

    /// <summary>Rows a page, 200 to 2,000; advice that Salesforce may ignore.</summary>
    [Parameter]
    [ValidateRange(200, 2000)]
    public int BatchSize { get; set; } = 2000;

    internal override object? ErrorTarget => Query;

    internal override void ProcessItem()
    {
        var org = Api.Org;
        if (s_count.IsMatch(Query))
        {
            // SELECT COUNT() answers with a number and no row (RS:resources_query).
            WriteObject(Wait(token => Api.Query.FirstPageAsync(Query, token, IncludeDeleted)).TotalSize);
            return;
        }

        foreach (var record in Api.Query.Query(Query, Cancellation, IncludeDeleted, BatchSize))
        {
            WriteObject(RecordObject.From(record, org));
        }
    }
}
