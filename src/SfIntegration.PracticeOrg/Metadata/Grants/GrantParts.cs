using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>The lists of permission sets and of profiles, in the order in which they are written: fields need their objects.</summary>
internal static class GrantParts
{
    private static readonly IGrantPart[] s_all =
    {
        new ObjectPart(),
        new FieldPart(),
        new SetupEntityPart("applicationVisibilities", "application", "visible", "TabSet", "Name", "CustomApplication"),
        new SetupEntityPart("classAccesses", "apexClass", "enabled", "ApexClass", "Name", "ApexClass"),
        new SetupEntityPart("pageAccesses", "apexPage", "enabled", "ApexPage", "Name", "ApexPage"),
        new SetupEntityPart("customPermissions", "name", "enabled", "CustomPermission", "DeveloperName", "CustomPermission"),
        new SetupEntityPart("externalDataSourceAccesses", "externalDataSource", "enabled", "ExternalDataSource", "DeveloperName", "ExternalDataSource"),
        new TabPart(),
        new RecordTypePart(),

        // Of these the practice org has none, so that every name is refused as unknown.
        new AbsentPart("agentAccesses", "agentName", "Bot"),
        new AbsentPart("customMetadataTypeAccesses", "name", "CustomObject"),
        new AbsentPart("customSettingAccesses", "name", "CustomObject"),
        new AbsentPart("emailRoutingAddressAccesses", "name", "EmailServicesFunction"),
        new AbsentPart("externalCredentialPrincipalAccesses", "externalCredentialPrincipal", "ExternalCredential"),
        new AbsentPart("flowAccesses", "flow", "FlowDefinition"),
        new AbsentPart("layoutAssignments", "layout", "Layout"),
        new AbsentPart("loginFlows", "friendlyName", "LoginFlow"),
        new AbsentPart("servicePresenceStatusAccesses", "servicePresenceStatus", "ServicePresenceStatus"),
    };

    public static IEnumerable<XElement> Read(Holder holder) => s_all.SelectMany(part => part.Read(holder));

    public static void Write(Holder holder, XElement metadata)
    {
        foreach (var part in s_all)
        {
            part.Write(holder, metadata);
        }
    }
}
