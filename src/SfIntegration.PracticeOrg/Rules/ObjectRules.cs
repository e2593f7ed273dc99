using System.Collections.Generic;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>One insert, update or delete on its way through the rules.</summary>
internal sealed class Write
{
    public required OrgEngine Engine { get; init; }

    public required ICallerAccess Caller { get; init; }

    public required SObjectSchema Schema { get; init; }

    /// <summary>The row as it will be (on delete: as it is).</summary>
    public required Row Row { get; init; }

    /// <summary>The row as it was; null on insert.</summary>
    public Row? Old { get; init; }

    /// <summary>The caller gave this field a value (null counts).</summary>
    public required ISet<string> Given { get; init; }

    /// <summary>Set by a rule when no row may remain (permission rows whose flags are all false).</summary>
    public bool Discard { get; set; }

    /// <summary>The value differs from the one before.</summary>
    public bool Changes(string field) => !Equals(Old?[field], Row[field]);
}

/// <summary>What Salesforce enforces for one object beyond its schema. Each hook may throw an <see cref="SfFault"/>.</summary>
internal abstract class ObjectRules
{
    /// <summary>The object.</summary>
    public abstract string Type { get; }

    /// <summary>Fields an insert must carry; null leaves it to the schema.</summary>
    public virtual IReadOnlyList<string>? Required => null;

    /// <summary>The objects that a reference may point to, where describe tells less than the truth; null for the schema's own.</summary>
    public virtual IReadOnlyList<string>? TargetsOf(string field) => null;

    public virtual void BeforeInsert(Write write)
    {
    }

    public virtual void AfterInsert(Write write)
    {
    }

    public virtual void BeforeUpdate(Write write)
    {
    }

    public virtual void AfterUpdate(Write write)
    {
    }

    public virtual void BeforeDelete(Write write)
    {
    }

    public virtual void AfterDelete(Write write)
    {
    }
}
