namespace SfIntegration.Report;

/// <summary>One line of the CSV report; its properties are the columns, in this order. Empty where a section has no such thing.</summary>
internal sealed record CsvRow(
    string Section,
    string Org = "",
    string Username = "",
    string Scope = "",
    string Kind = "",
    string Target = "",
    string Result = "",
    string Severity = "",
    string Message = "",
    string Evidence = "",
    string Cure = "",
    string Before = "",
    string After = "",
    string Source = "",
    string Contact = "",
    string Count = "",
    string Rows = "",
    string Errors = "",
    string Client = "",
    string Address = "",
    string Day = "",
    string Hour = "",
    string FirstSeen = "",
    string LastSeen = "");
