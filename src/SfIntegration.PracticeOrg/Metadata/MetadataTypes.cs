using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Metadata.Types;

namespace SfIntegration.Practice.Metadata;

/// <summary>The types of the Metadata API that the practice org has, in the order in which a deployment writes them: what others refer to comes first.</summary>
internal static class MetadataTypes
{
    private static readonly ObjectPartType[] s_parts = { new CustomFieldType(), new RecordTypeType() };

    private static readonly MetadataType[] s_all =
    {
        new CustomObjectType(s_parts),
        s_parts[0],
        s_parts[1],
        new CustomPermissionType(),
        new PermissionSetType(),
        new MutingPermissionSetType(),
        new PermissionSetGroupType(),
        new ProfileType(),
        new ProfilePasswordPolicyType(),
        new ProfileSessionSettingType(),
        new ConnectedAppType(),
        new ExternalAppType(),
        new OauthSettingsType(),
        new GlobalOauthSettingsType(),
        new OauthPoliciesType(),
        new AppPoliciesType(),
        new SettingsType(),
    };

    public static IReadOnlyList<MetadataType> All => s_all;

    /// <summary>The types whose components have files of their own.</summary>
    public static IEnumerable<MetadataType> WithFiles => s_all.Where(t => t is not ObjectPartType).OrderBy(t => t.Name, StringComparer.Ordinal);

    public static CustomObjectType Objects => (CustomObjectType)s_all[0];

    /// <summary>The types whose components lie in their object's file.</summary>
    public static IReadOnlyList<ObjectPartType> ObjectParts => s_parts;

    /// <summary>The type of that name, or null.</summary>
    public static MetadataType? Find(string name) => Array.Find(s_all, t => t.Name == name);

    /// <summary>The type whose files have that root element, where it is not the type's own name (SecuritySettings of Settings); or null.</summary>
    public static MetadataType? FindElement(string element) => Array.Find(s_all, t => t.OwnElements.Contains(element));

    /// <summary>The type of a file of a package, by folder and ending, and the component's full name; null where there is none.</summary>
    public static MetadataType? OfFile(string path, out string fullName)
    {
        foreach (var type in WithFiles)
        {
            var (folder, ending) = (type.Directory + "/", "." + type.Suffix);
            if (path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal) && path.Length > folder.Length + ending.Length)
            {
                fullName = path.Substring(folder.Length, path.Length - folder.Length - ending.Length);
                return type;
            }
        }

        fullName = "";
        return null;
    }

    /// <summary>Where a type stands in the order of writing.</summary>
    public static int OrderOf(MetadataType type) => Array.IndexOf(s_all, type);
}
