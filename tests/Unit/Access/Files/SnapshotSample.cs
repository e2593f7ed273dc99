using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using SfIntegration.Access;
using SfIntegration.Access.Files;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Access.Files;

/// <summary>A snapshot in which everything occurs that a file can say, and short ways between it, text and bytes.</summary>
internal static class SnapshotSample
{
    public static AccessSnapshot Everything(Random? shuffle = null)
    {
        IReadOnlyList<T> Mixed<T>(params T[] items) => shuffle is null ? items : items.OrderBy(_ => shuffle.Next()).ToList();
        return new AccessSnapshot
        {
            OrgId = "00D000000000001EAA",
            Host = "acme.my.salesforce.example",
            TakenAt = new DateTime(2026, 11, 25, 8, 0, 0, DateTimeKind.Utc),
            TakenBy = "ada@acme.example",
            ApiVersion = "66.0",
            IsWholeOrg = false,
            Usernames = Mixed("integ-*", "ada@acme.example"),
            NotRead = Mixed("session activations: no.", "names of ApexClass: no."),
            Schema = new SchemaFacts
            {
                SystemPermissions = new HashSet<string>(Mixed("ViewSetup", "ApiEnabled"), StringComparer.OrdinalIgnoreCase),
                PermissionableObjects = new HashSet<string>(Mixed("Account", "Ünï__c"), StringComparer.OrdinalIgnoreCase),
                PermissionableFields = new HashSet<string>(Mixed("Account.Name", "Account.Phone", "Task.Subject"), StringComparer.OrdinalIgnoreCase),
            },
            UserLicenses = Mixed(new UserLicenseFacts("100000000000001AAA", "Salesforce", "SFDC", "Active", 20, 3), new UserLicenseFacts("100000000000002AAA", "Other", null, "Disabled", 0, 0)),
            PermissionSetLicenses = Mixed(
                new PermissionSetLicenseFacts("0PL000000000001AAA", "IntegPsl", "Integration", "Active", 5, 1, Mixed("ViewSetup", "ApiEnabled").ToList()),
                new PermissionSetLicenseFacts("0PL000000000002AAA", "Unknown", "Not read", "Active", 1, 0, null)),
            Containers = Mixed(
                new Container
                {
                    Id = "0PS000000000001AAA",
                    Kind = ContainerKind.Profile,
                    Name = "Minimum \"Access\"\n",
                    Label = "Minimum \"Access\"\n",
                    OwnerId = "00e000000000001AAA",
                    LicenseId = "100000000000001AAA",
                    SystemPermissions = Mixed("ViewSetup", "ApiEnabled").ToList(),
                },
                new Container
                {
                    Id = "0PS000000000002AAA",
                    Kind = ContainerKind.PermissionSet,
                    Name = "ns__Orders",
                    Label = "Orders",
                    Description = "Why: ünïcode \u2028 and a tab\t.",
                    NamespacePrefix = "ns",
                    LicenseId = "0PL000000000001AAA",
                    IsCustom = false,
                    HasActivationRequired = true,
                    Objects = Mixed(new ObjectGrant("Account", (ObjectAccess)127, "110000000000001AAA"), new ObjectGrant("Zed__c", ObjectAccess.Read, null)),
                    Fields = Mixed(
                        new FieldGrant("Account", "Name", FieldAccess.Read | FieldAccess.Edit, "01k000000000001AAA"),
                        new FieldGrant("Account", "Phone", FieldAccess.Read, null),
                        new FieldGrant("Task", "Subject", FieldAccess.Edit, null)),
                    SetupEntities = Mixed(new SetupEntityGrant("ApexClass", "01p000000000001AAA", "Orders", null), new SetupEntityGrant("TabSet", "02u000000000001AAA", null, null)),
                    Tabs = Mixed(new TabGrant("standard-Account", TabVisibility.Visible, null), new TabGrant("Zed__c", TabVisibility.Available, null)),
                    RecordTypes = Mixed(new RecordTypeGrant("Account", "Partner"), new RecordTypeGrant("Account", "Customer")),
                },
                new Container { Id = "0PS000000000003AAA", Kind = ContainerKind.Group, Name = "Desk", Label = "The desk", OwnerId = "0PG000000000001AAA" },
                new Container { Id = "0QM000000000001AAA", Kind = ContainerKind.Muting, Name = "Desk_Muting", Label = "Desk_Muting", RecordTypes = Array.Empty<RecordTypeGrant>() }),
            Groups = Mixed(
                new GroupFacts("0PG000000000001AAA", "Desk", "Outdated", "0PS000000000003AAA", Mixed("0PS000000000002AAA", "0PS000000000009AAA").ToList(), new[] { "0QM000000000001AAA" }, true),
                new GroupFacts("0PG000000000002AAA", "Unread", "Updated", "0PS000000000008AAA", Array.Empty<string>(), Array.Empty<string>(), false)),
            Users = Mixed(
                new UserFacts
                {
                    UserId = "005000000000001AAA",
                    Username = "ada@acme.example",
                    DisplayName = "Ada L",
                    LastName = "L",
                    Email = "ada@acme.example",
                    IsActive = true,
                    IsFrozen = true,
                    UserType = "Standard",
                    ProfileId = "00e000000000001AAA",
                    ProfileName = "Minimum \"Access\"\n",
                    LicenseName = "Salesforce",
                    RoleId = "00E000000000001AAA",
                    RoleName = "Boss",
                },
                new UserFacts { UserId = "005000000000002AAA", Username = "integ-1@acme.example", UserType = "AutomatedProcess" }),
            Assignments = Mixed(
                new AccessAssignment("", "005000000000001AAA", "0PS000000000001AAA", null, null, true, false),
                new AccessAssignment("", "005000000000001AAA", "0PS000000000002AAA", null, new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc), false, true),
                new AccessAssignment("", "005000000000001AAA", "0PS000000000003AAA", "0PG000000000001AAA", null, true, false),
                new AccessAssignment("", "005000000000002AAA", "0PS000000000008AAA", "0PG000000000002AAA", null, true, false),
                new AccessAssignment("", "005000000000009AAA", "0PS000000000002AAA", null, null, true, false)),
            LicenseAssignments = Mixed(new PermissionSetLicenseAssignment("", "005000000000001AAA", "0PL000000000001AAA"), new PermissionSetLicenseAssignment("", "005000000000009AAA", "0PL000000000009AAA")),
            SessionActivations = Mixed(new SessionActivation("005000000000001AAA", "0PS000000000002AAA"), new SessionActivation("005000000000009AAA", "0PS000000000009AAA")),
        };
    }

    public static byte[] Bytes(AccessSnapshot snapshot, bool asText)
    {
        using var stream = new MemoryStream();
        SnapshotWriter.Write(snapshot, stream, asText);
        return stream.ToArray();
    }

    public static string Text(AccessSnapshot snapshot) => Encoding.UTF8.GetString(Bytes(snapshot, asText: true));

    /// <summary>The text but for the line that says when, where and by whom.</summary>
    public static string State(AccessSnapshot snapshot) => State(Text(snapshot));

    public static string State(string text) => string.Join("\n", text.Split('\n').Where(l => !l.StartsWith("{\"record\":\"taken\"", StringComparison.Ordinal)));

    public static AccessSnapshot Read(byte[] bytes, long longestText = SnapshotFormat.LongestText, int longestLine = SnapshotFormat.LongestLine)
    {
        using var stream = new MemoryStream(bytes);
        return SnapshotReader.Read(stream, CancellationToken.None, longestText, longestLine);
    }

    public static AccessSnapshot Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static byte[] Packed(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(bytes);
        }

        return stream.ToArray();
    }
}
