using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Report;

/// <summary>One way by which a user has something: what it gives, from which container, through which group, implied by which power.</summary>
internal sealed record ReportPath(string Access, GrantPath Path);

/// <summary>One thing that a user can use.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Target">Its name; "*" is every object.</param>
/// <param name="SobjectType">The object, for objects, fields and record types.</param>
/// <param name="Field">The field, for fields.</param>
/// <param name="Access">The access in words; "not assessed" where it could not be read.</param>
/// <param name="IsEffective">False where the grant alone does nothing, or nothing is known.</param>
/// <param name="Note">What a reader must know, or null.</param>
/// <param name="Paths">Every way to it, with what it gives.</param>
/// <param name="RecordCount">Rows of the object, where they were counted.</param>
internal sealed record ReportGrant(AccessKind Kind, string Target, string? SobjectType, string? Field, string Access, bool IsEffective, string? Note, IReadOnlyList<ReportPath> Paths, long? RecordCount)
{
    /// <summary>False where nobody could look.</summary>
    public bool IsKnown => Access != EffectiveRows.NotAssessed;

    /// <summary>The words of the access, each by itself.</summary>
    public IEnumerable<string> Words => Access.Split(new[] { ", " }, StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>
/// The rows that a key in the wrong hands reaches at most: whoever reads an object may read all its rows, as far as sharing lets it. Objects
/// whose rows were not counted are counted here.
/// </summary>
/// <param name="Read">Rows of objects that can be read.</param>
/// <param name="Edit">Rows of objects that can be edited.</param>
/// <param name="Delete">Rows of objects that can be deleted.</param>
/// <param name="Objects">Objects that can be read.</param>
/// <param name="NotCounted">Those among them whose rows were not counted.</param>
internal sealed record ReportReach(long Read, long Edit, long Delete, int Objects, int NotCounted);

/// <summary>What a report shows of one user's access.</summary>
internal sealed record ReportAccess(SfOrg? Org, string Username, DateTime AsOf, IReadOnlyList<ReportGrant> Grants)
{
    /// <summary>Grants of which something is known.</summary>
    public int LookedAt => Grants.Count(g => g.IsKnown);

    /// <summary>Kinds of things that could not be read.</summary>
    public int CouldNotLook => Grants.Count - LookedAt;

    /// <summary>The rows within reach; null where no object's rows were counted.</summary>
    public ReportReach? Reach
    {
        get
        {
            var objects = Grants.Where(g => g.Kind == AccessKind.Object && g.IsKnown && g.Words.Contains("read")).ToList();
            if (objects.All(o => o.RecordCount is null))
            {
                return null;
            }

            long Rows(string word) => objects.Where(o => o.Words.Contains(word)).Sum(o => o.RecordCount ?? 0);
            return new ReportReach(Rows("read"), Rows("edit"), Rows("delete"), objects.Count, objects.Count(o => o.RecordCount is null));
        }
    }

    public static ReportGrant Of(SfEffectiveGrant grant) => new(
        grant.Kind, grant.Target, grant.SobjectType, grant.Field, grant.Access, grant.IsEffective, grant.Note,
        grant.Given.Count > 0 ? grant.Given.Select(g => new ReportPath(g.Access, g.Path)).ToList() : grant.Paths.Select(p => new ReportPath(grant.Access, p)).ToList(),
        grant.RecordCount);

    public static ReportGrant Of(SfAccessHolder holder)
    {
        var words = Asked(holder.Kind, holder.Question, holder.Target);
        return new(holder.Kind, holder.Target, holder.SobjectType, holder.Field, words, holder.IsEffective, holder.Note, holder.Paths.Select(p => new ReportPath(words, p)).ToList(), null);
    }

    /// <summary>"edit" of the question "edit on Contact.SSN__c"; of what is held or not, "held".</summary>
    private static string Asked(AccessKind kind, string question, string target)
    {
        var tail = " on " + target;
        return kind is AccessKind.Object or AccessKind.Field && question.EndsWith(tail, StringComparison.OrdinalIgnoreCase) ? question.Substring(0, question.Length - tail.Length) : "held";
    }
}
