using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Harden.Login;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Tests.Plan;

public class UndoPlannerTests
{
    [Fact]
    public void Goes_backwards_with_licences_after_assignments_and_the_user_last()
    {
        var steps = Plan(
            Row(1, WriteOperation.Create, "User", ("Username", "u@x.yz")),
            Row(2, WriteOperation.Create, "PermissionSet", ("Name", "S")),
            Row(3, WriteOperation.Create, "PermissionSetAssignment", ("AssigneeId", "005"), ("PermissionSetId", "id2")),
            Row(4, WriteOperation.Create, "PermissionSetLicenseAssign", true, ("AssigneeId", "005"), ("PermissionSetLicenseId", "0PL")));
        Assert.Equal(
            new[] { "Delete PermissionSetAssignment", "Delete PermissionSet", "Delete PermissionSetLicenseAssign", "Deactivate User" },
            steps.Select(s => $"{s.Step.Action} {s.Step.SobjectType}"));
    }

    [Fact]
    public void Rows_of_a_set_that_goes_are_not_deleted_one_by_one()
    {
        var steps = Plan(
            Row(1, WriteOperation.Create, "PermissionSet", ("Name", "S")),
            Row(2, WriteOperation.Create, "FieldPermissions", ("ParentId", "id1"), ("Field", "Account.A")),
            Row(3, WriteOperation.Create, "FieldPermissions", ("ParentId", "other"), ("Field", "Account.A")));
        Assert.Equal(new[] { "id3", "id1" }, steps.Select(s => s.Row.RecordId));
    }

    [Fact]
    public void An_update_is_restored_and_a_delete_made_again()
    {
        var update = Row(1, WriteOperation.Update, "ObjectPermissions", ("ParentId", "p"), ("SobjectType", "Account"));
        update.Before["PermissionsEdit"] = false;
        var delete = Row(2, WriteOperation.Delete, "FieldPermissions", ("ParentId", "p"), ("Field", "Account.A"));
        delete.Before["PermissionsRead"] = true;
        var steps = Plan(update, delete);
        Assert.Equal((WriteOperation.Create, true, null), (steps[0].Row.Operation, (bool)steps[0].Row.Values["PermissionsRead"]!, steps[0].Row.RecordId));
        Assert.Equal((WriteOperation.Update, false, "id1"), (steps[1].Row.Operation, (bool)steps[1].Row.Values["PermissionsEdit"]!, steps[1].Row.RecordId));
    }

    [Fact]
    public void A_password_policy_goes_with_the_profile_that_was_made()
    {
        var policy = Row(2, WriteOperation.Create, PasswordPolicyRowWriter.SobjectType, ("fullName", "Own_profilePasswordPolicy"), ("profile", "Own"));
        Assert.Equal(new[] { "Delete " + ProfileRowWriter.SobjectType }, Plan(Row(1, WriteOperation.Create, ProfileRowWriter.SobjectType, ("Name", "own")), policy).Select(s => $"{s.Step.Action} {s.Step.SobjectType}"));
        Assert.Equal(new[] { "Delete " + PasswordPolicyRowWriter.SobjectType }, Plan(policy).Select(s => $"{s.Step.Action} {s.Step.SobjectType}"));
    }

    [Fact]
    public void Refused_rows_need_nothing()
    {
        var refused = Row(1, WriteOperation.Create, "PermissionSet", ("Name", "S"));
        refused.Success = false;
        Assert.Empty(Plan(refused));
    }

    private static List<(UndoStep Step, JournalRow Row)> Plan(params JournalRow[] rows) => UndoPlanner.Plan(new Journal
    {
        Path = "j",
        Scope = "s",
        Username = "u@x.yz",
        OrgId = "00D",
        Host = "h",
        Rows = rows,
    });

    private static JournalRow Row(int number, WriteOperation operation, string type, params (string, string)[] key) => Row(number, operation, type, false, key);

    private static JournalRow Row(int number, WriteOperation operation, string type, bool sideEffect, params (string, string)[] key) => new()
    {
        Number = number,
        Operation = operation,
        SobjectType = type,
        RecordId = "id" + number,
        Key = key.ToDictionary(k => k.Item1, k => k.Item2),
        Values = new JObject(),
        Before = new JObject(),
        Success = true,
        SideEffect = sideEffect,
    };
}
