using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Changes the record of an integration user: names and address. Access is changed by scope and plan.</summary>
[Cmdlet(VerbsCommon.Set, "SfIntegrationUser", SupportsShouldProcess = true)]
[OutputType(typeof(SfIntegrationUser))]
public sealed class SetSfIntegrationUserCommand : UserActionCmdlet
{
    /// <summary>A new last name.</summary>
    [Parameter]
    [ValidateLength(1, 80)]
    public string? LastName { get; set; }

    /// <summary>A new e-mail address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Email { get; set; }

    /// <summary>A new login name.</summary>
    [Parameter]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string? NewUsername { get; set; }

    internal override bool TakesAway => false;

    internal override string Action => "Set " + string.Join(", ", Values().Select(v => $"{v.Key} = {v.Value}"));

    internal override void Act(UserAdmin admin, UserFacts user)
    {
        var values = Values();
        if (values.Count == 0)
        {
            throw new CmdletError("SfNothingToSet", ErrorCategory.InvalidArgument, Username, "Nothing was given to set.", "Give -LastName, -Email or -NewUsername.");
        }

        var record = new JObject(values.Select(v => new JProperty(v.Key, v.Value)));
        Done(token => admin.UpdateAsync(
            user, record, u => u.LastName == (LastName ?? u.LastName) && u.Email == (Email ?? u.Email), "changed", token));
        if (NewUsername is not null)
        {
            Username = NewUsername;
        }
    }

    private Dictionary<string, string> Values()
    {
        var values = new Dictionary<string, string>();
        void Add(string field, string? value)
        {
            if (value is not null)
            {
                values[field] = value;
            }
        }

        Add("LastName", LastName);
        Add("Email", Email);
        Add("Username", NewUsername);
        return values;
    }
}
