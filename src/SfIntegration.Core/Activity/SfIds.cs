namespace SfIntegration.Activity;

/// <summary>Ids as logs write them: 15 characters in USER_ID, 18 in the DERIVED columns (facts §6.4).</summary>
internal static class SfIds
{
    private const int Short = 15;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>The id of 18 characters; a text that is no id of 15 as it is.</summary>
    public static string Long(string id)
    {
        if (id.Length != Short)
        {
            return id;
        }

        // Each of the last three letters tells which of five characters are capitals.
        var checks = new char[3];
        for (var group = 0; group < 3; group++)
        {
            var bits = 0;
            for (var i = 0; i < 5; i++)
            {
                var c = id[(group * 5) + i];
                if (c is not (>= '0' and <= '9' or >= 'A' and <= 'Z' or >= 'a' and <= 'z'))
                {
                    return id;
                }

                bits |= c is >= 'A' and <= 'Z' ? 1 << i : 0;
            }

            checks[group] = Letters[bits];
        }

        return id + new string(checks);
    }
}
