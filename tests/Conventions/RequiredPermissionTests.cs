using System;
using System.Linq;
using System.Reflection;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>Every cmdlet that talks to an org says what it needs there.</summary>
public class RequiredPermissionTests
{
    public static TheoryData<Type> OnAnOrg => new(Product.CmdletClasses.Where(c => typeof(OrgCmdlet).IsAssignableFrom(c)));

    [Theory]
    [MemberData(nameof(OnAnOrg))]
    public void A_cmdlet_on_an_org_says_itself_what_it_needs_beside_the_API(Type cmdlet)
    {
        var own = cmdlet.GetCustomAttributes<RequiresSalesforcePermissionAttribute>(inherit: false).ToList();
        var all = cmdlet.GetCustomAttributes<RequiresSalesforcePermissionAttribute>(inherit: true).ToList();

        Assert.NotEmpty(own);
        Assert.Contains(all, n => n.OneOf.Contains("ApiEnabled"));
        Assert.All(all, n => Assert.False(string.IsNullOrWhiteSpace(n.Purpose)));
        Assert.Equal(all.Count, all.Select(n => n.Purpose).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [MemberData(nameof(OnAnOrg))]
    public void Each_permission_is_one_that_Salesforce_has_and_names(Type cmdlet)
    {
        foreach (var permission in cmdlet.GetCustomAttributes<RequiresSalesforcePermissionAttribute>(inherit: true).SelectMany(n => n.OneOf))
        {
            Assert.False(string.IsNullOrEmpty(PermissionCatalog.Default.Find(permission)?.Label), $"{permission} is not in the catalogue.");
        }
    }
}
