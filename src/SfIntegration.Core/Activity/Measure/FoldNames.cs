using System.Collections.Generic;

namespace SfIntegration.Activity.Measure;

/// <summary>The values behind the numbers of a key, and what the logs call users and apps.</summary>
internal sealed class FoldNames
{
    private readonly Names[] _parts = new Names[KeyPart.Width];

    public FoldNames()
    {
        for (var i = 0; i < _parts.Length; i++)
        {
            _parts[i] = new Names();
        }
    }

    /// <summary>The values of a part.</summary>
    public Names this[int part] => _parts[part];

    /// <summary>Usernames by user id.</summary>
    public Dictionary<string, string> Usernames { get; } = new();

    /// <summary>Names by app id.</summary>
    public Dictionary<string, string> AppNames { get; } = new();

    /// <summary>A part that is a number itself, and no value's number.</summary>
    public static bool IsNumber(int part) => part is KeyPart.Day or KeyPart.Hour;
}
