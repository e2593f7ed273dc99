using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>What stays the same during one query.</summary>
internal sealed record QueryContext(
    string Soql,
    OrgSchema Schema,
    RowReader Rows,
    ICallerAccess Caller,
    QueryCalendar Calendar,
    string ApiVersion)
{
    /// <summary>The path of the API that was asked, below the version: nothing for the data API.</summary>
    public string ApiPath { get; init; } = "";

    /// <summary>Where the rows of an object are found.</summary>
    public string RowPath(string type) => $"/services/data/v{ApiVersion}{ApiPath}/sobjects/{type}";

    /// <summary>A refusal that points at a place of the query.</summary>
    public SfFault Fault(int position, string code, string message) => SoqlFault.At(Soql, position, code, message);

    /// <summary>The object, if it exists for the caller and can be queried.</summary>
    public SObjectSchema? Visible(string name) =>
        Schema.Find(name) is { } schema && Caller.CanSee(schema) ? schema : null;
}
