using System.Linq;
using System.Text;

namespace SfIntegration.Plan;

/// <summary>Names a new user record needs and a scope does not give. Lengths: OR:user (Alias 8, CommunityNickname 40).</summary>
internal static class UserNames
{
    private const int AliasLength = 8;
    private const int NicknameLength = 40;

    /// <summary>The last eight letters and digits of the last name: "integ-svc-orders" gives "vcorders".</summary>
    public static string Alias(string lastName)
    {
        var letters = new string(lastName.Where(char.IsLetterOrDigit).ToArray());
        if (letters.Length == 0)
        {
            return "integ";
        }

        return letters.Length <= AliasLength ? letters : letters.Substring(letters.Length - AliasLength);
    }

    /// <summary>The username itself, which is unique; cut at the end where it is too long, with a short hash so that it stays unique.</summary>
    public static string Nickname(string username)
    {
        if (username.Length <= NicknameLength)
        {
            return username;
        }

        uint hash = 2166136261;
        foreach (var b in Encoding.UTF8.GetBytes(username))
        {
            hash = unchecked((hash ^ b) * 16777619);
        }

        return username.Substring(0, NicknameLength - 9) + "-" + hash.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
