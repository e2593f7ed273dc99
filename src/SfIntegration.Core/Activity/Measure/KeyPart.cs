namespace SfIntegration.Activity.Measure;

/// <summary>The parts of a key that activity is counted under. 0 where a part was not asked for or the log has none.</summary>
internal static class KeyPart
{
    public const int EventType = 0;
    public const int User = 1;
    public const int Client = 2;
    public const int App = 3;
    public const int Agent = 4;
    public const int ApiVersion = 5;
    public const int Address = 6;

    /// <summary>Days since 0001-01-01, plus one.</summary>
    public const int Day = 7;

    /// <summary>The hour of the day, plus one.</summary>
    public const int Hour = 8;

    public const int Object = 9;
    public const int Operation = 10;
    public const int LoginType = 11;
    public const int LoginStatus = 12;
    public const int Width = 13;
}
