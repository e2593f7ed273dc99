namespace SfIntegration.Cmdlets.Base;

/// <summary>What permissions are needed for, where several cmdlets need one for the same.</summary>
internal static class Needed
{
    public const string ToReadAccess = "to read permission sets, what they grant and who holds them";
    public const string ToReadLicenses = "to read permission set licences";
    public const string ToSeeFrozen = "to see who is frozen";
    public const string ToReadRecordTypes = "to read record types, where Tooling does not show them to the caller";
    public const string ToReadMetadata = "to read apps, and what Tooling does not show to the caller";
    public const string ToSeeLogins = "to see the sign-ins of others";
    public const string ToSeeTokens = "to see the OAuth tokens of others";
    public const string ToReadEventLogs = "to read event log files";
    public const string ToSeeObjects = "Read on the objects and fields it is asked about, Edit where it grants Edit: the org shows nobody more";
    public const string ToWriteSets = "to make and change permission sets and what they grant";
    public const string ToAssign = "to assign permission sets, or take them away";
    public const string ToAssignLicenses = "to assign permission set licences, or take them away";
    public const string ToWriteUsers = "to make and change users";
    public const string ToFreeze = "to freeze and unfreeze users";
    public const string ToWriteMetadata = "to write what only the Metadata API has, such as record types";
    public const string WhatIsAsked = "whatever the request itself needs";
}
