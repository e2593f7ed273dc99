namespace SfIntegration.Practice;

/// <summary>How big the practice org is to become. What is there already counts; what is null stays as it is.</summary>
public sealed class PracticeSize
{
    /// <summary>Objects: the standard ones first, in alphabetical order, then custom ones.</summary>
    public int? Objects { get; set; }

    /// <summary>Users, who get some of the added permission sets each.</summary>
    public int? Users { get; set; }

    /// <summary>Containers that hold permission rows: permission sets, those of profiles and groups among them, and muting permission sets.</summary>
    public int? Containers { get; set; }

    /// <summary>FieldPermissions rows; what is missing goes into the added permission sets.</summary>
    public int? FieldRows { get; set; }
}
