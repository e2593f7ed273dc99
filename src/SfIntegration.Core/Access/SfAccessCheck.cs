namespace SfIntegration.Access;

/// <summary>What the platform's own answer says to ours.</summary>
public enum AccessAgreement
{
    /// <summary>Both say the same.</summary>
    Agrees,

    /// <summary>They differ. Neither is taken to be right: a licence, a feature or a stale group may be why.</summary>
    Differs,

    /// <summary>One side could not say; the reason tells why.</summary>
    NotAssessed,
}

/// <summary>One right of one user, as added up here and as the platform says (UserEntityAccess, UserFieldAccess).</summary>
public sealed class SfAccessCheck
{
    internal SfAccessCheck(SfOrg org, UserFacts user, string sobjectType, string? field, string right, bool? computed, bool? platform, string? reason)
    {
        Org = org;
        UserId = user.UserId;
        Username = user.Username;
        SobjectType = sobjectType;
        Field = field;
        Target = field is null ? sobjectType : GrantSlice.FieldKey(sobjectType, field);
        Right = right;
        Computed = computed;
        Platform = platform;
        Outcome = platform is null || computed is null ? AccessAgreement.NotAssessed : platform == computed ? AccessAgreement.Agrees : AccessAgreement.Differs;
        Reason = reason;
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; }

    /// <summary>The user's id.</summary>
    public string UserId { get; }

    /// <summary>The login name.</summary>
    public string Username { get; }

    /// <summary>The object.</summary>
    public string SobjectType { get; }

    /// <summary>The field, unqualified; null for a right on the object.</summary>
    public string? Field { get; }

    /// <summary>"Contact" or "Contact.SSN__c".</summary>
    public string Target { get; }

    /// <summary>read, create, edit or delete.</summary>
    public string Right { get; }

    /// <summary>Whether the user has it, added up from what it holds; null where it was not found and not all the user holds could be read.</summary>
    public bool? Computed { get; }

    /// <summary>Whether the platform says so; null where it did not say.</summary>
    public bool? Platform { get; }

    /// <summary>Agrees, Differs or NotAssessed.</summary>
    public AccessAgreement Outcome { get; }

    /// <summary>Why a side could not say, or what commonly explains the difference.</summary>
    public string? Reason { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Outcome}: {Username} {Right} {Target}";
}
