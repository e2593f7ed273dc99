using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>What the Tooling API shows of an org (Data/tooling-objects.txt).</summary>
internal static class ToolingObjects
{
    /// <summary>The view of a schema: objects that both APIs have, and those that only this one has.</summary>
    public static OrgSchema Of(OrgSchema org)
    {
        var shared = new List<string>();
        var own = new List<SObjectSchema>();
        foreach (var line in DataFile.Lines("tooling-objects.txt"))
        {
            switch (line[0])
            {
                case '+':
                    shared.Add(line.Substring(1));
                    break;
                case '@':
                    own.Add(SchemaText.Object(line));
                    break;
                default:
                    own[own.Count - 1].Add(SchemaText.Field(line));
                    break;
            }
        }

        var view = new OrgSchema(org, shared);
        own.ForEach(view.Add);
        return view;
    }
}
