using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>The limits of two objects that are logs more than tables (facts §6.3, OR:oauthtoken, OR:setupaudittrail).</summary>
internal static class LogLimits
{
    private const string Tokens = "OauthToken";
    private const int TokensPerPage = 500;
    private const int TokensPerQuery = 2_500;
    private const int UsualOffset = 2_000;

    /// <summary>The most records that one answer holds, or null for the usual page.</summary>
    public static int? PageOf(string? sobject) => sobject == Tokens ? TokensPerPage : null;

    /// <summary>The most records that one query finds.</summary>
    public static int RecordsOf(SObjectSchema o) => o.Name == Tokens ? TokensPerQuery : int.MaxValue;

    /// <summary>The highest OFFSET: tokens are read on by OFFSET 2500, 5000, ...</summary>
    public static int OffsetOf(SObjectSchema o) => o.Name == Tokens ? int.MaxValue : UsualOffset;

    /// <summary>Of the aggregate functions, SetupAuditTrail takes COUNT() alone.</summary>
    public static void Check(QueryContext context, SObjectSchema o, Query query)
    {
        if (o.Name != "SetupAuditTrail")
        {
            return;
        }

        var refused = query.Select.OfType<ExprItem>().FirstOrDefault(i => i.Expr is CallExpr call
            && AggregateFunctions.IsKnown(call.Name) && !(call.Name == "COUNT" && call.Arguments.Count == 0));
        if (refused is not null || query.GroupBy.Count > 0)
        {
            throw context.Fault(refused?.Position ?? query.From.Position, "MALFORMED_QUERY", $"{o.Name} supports no aggregate function but COUNT()");
        }
    }
}
