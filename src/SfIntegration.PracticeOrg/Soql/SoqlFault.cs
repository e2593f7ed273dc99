using System;

namespace SfIntegration.Practice.Soql;

/// <summary>The refusals of the query service, with the query's fragment and a caret under the place.</summary>
internal static class SoqlFault
{
    private const int Around = 60;

    /// <summary>A refusal that points at a place: a leading newline, the fragment, the caret, the position, the message.</summary>
    public static SfFault At(string soql, int position, string code, string message)
    {
        var lineStart = position == 0 ? 0 : soql.LastIndexOf('\n', Math.Min(position, soql.Length) - 1) + 1;
        var lineEnd = soql.IndexOf('\n', Math.Min(position, soql.Length));
        if (lineEnd < 0)
        {
            lineEnd = soql.Length;
        }

        var start = Math.Max(lineStart, position - Around);
        var end = Math.Min(lineEnd, position + Around);
        var fragment = soql.Substring(start, end - start).Replace('\t', ' ').Replace('\r', ' ');
        var caret = new string(' ', position - start) + "^";
        return new SfFault(400, code, $"\n{fragment}\n{caret}\nERROR at Row:{Row(soql, position)}:Column:{position - lineStart + 1}\n{message}");
    }

    /// <summary>A refusal that does not point anywhere.</summary>
    public static SfFault Plain(string code, string message) => new(400, code, message);

    /// <summary>What Salesforce can do and the practice org cannot: said, never guessed.</summary>
    public static SfFault Unsupported(string soql, int position, string what) =>
        At(soql, position, "MALFORMED_QUERY", $"{what} is understood but not evaluated by the practice org");

    /// <summary>The row of a place, from 1.</summary>
    public static int Row(string soql, int position)
    {
        var row = 1;
        for (var i = 0; i < position && i < soql.Length; i++)
        {
            if (soql[i] == '\n')
            {
                row++;
            }
        }

        return row;
    }

    /// <summary>The column of a place, from 1.</summary>
    public static int Column(string soql, int position) =>
        position - (position == 0 ? -1 : soql.LastIndexOf('\n', Math.Min(position, soql.Length) - 1));

    public static string NoSuchColumn(string column, string entity) =>
        $"No such column '{column}' on entity '{entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.";

    public static string NoSuchType(string type) =>
        $"sObject type '{type}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.";

    public static string NoSuchRelationship(string name, string where) =>
        $"Didn't understand relationship '{name}' in {where}. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.";
}
