using System.Collections;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>Login types that integrations and their incidents have (OR:loginhistory); others work too.</summary>
public sealed class LoginTypeCompleter : CompleterBase
{
    private static readonly (string, string)[] s_types =
    {
        ("Application", "the login page"), ("Remote Access 2.0", "OAuth"), ("Other Apex API", "SOAP login()"), ("Partner Product", ""), ("SAML Idp Initiated SSO", ""), ("SAML Sfdc Initiated SSO", ""),
        ("Third Party SSO", ""), ("Remote Access Client", "OAuth 1.0"),
    };

    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) => s_types;
}

/// <summary>Actions of the setup audit trail that tell of access (facts §6.3); Salesforce publishes no full list, and others work too.</summary>
public sealed class SetupActionCompleter : CompleterBase
{
    private static readonly string[] s_actions =
    {
        "PermSetAssign", "PermSetUnassign", "PermSetGroupAssign", "PermSetGroupUnassign", "PermSetLicenseAssign", "PermSetLicenseUnassign", "createduser", "activateduser", "deactivateduser",
        "frozeuser", "unfrozeuser", "changedprofileforuser", "changedprofileforusercusttostd", "changedprofileforuserstdtocust", "changedroleforuser", "changedusername", "changedemail",
        "changedfederationid", "changedpassword", "resetpassword", "insertCertificate", "suOrgAdminLogin", "suOrgAdminLogout", "suNetworkAdminLogin", "suNetworkAdminLogout",
    };

    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) => s_actions.Select(a => (a, ""));
}
