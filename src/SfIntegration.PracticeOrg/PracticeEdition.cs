namespace SfIntegration.Practice;

/// <summary>A Salesforce edition: it decides how many free integration licences there are and how many API calls a day.</summary>
public enum PracticeEdition
{
    /// <summary>Enterprise Edition.</summary>
    Enterprise,

    /// <summary>Unlimited Edition.</summary>
    Unlimited,

    /// <summary>Developer Edition.</summary>
    Developer,
}
