using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>What every cmdlet looks like.</summary>
public class CmdletTests
{
    /// <summary>Verbs that only look; every other verb of ours changes an org, a file or a connection.</summary>
    private static readonly HashSet<string> s_looking = ["Connect", "Get", "Find", "Test", "Compare", "Measure", "Import", "ConvertTo"];

    /// <summary>Invoke-SfQuery only reads, whatever its verb.</summary>
    private static readonly HashSet<string> s_readers = ["Invoke-SfQuery"];

    /// <summary>Looks, and writes a file where it is asked to.</summary>
    private static readonly HashSet<string> s_writers = ["Find-SfUnusedAccess"];

    public static TheoryData<Type> All => new(Product.CmdletClasses);

    [Fact]
    public void There_are_cmdlets_to_look_at() => Assert.True(Product.CmdletClasses.Count >= 20, $"Only {Product.CmdletClasses.Count} cmdlets were found.");

    [Theory]
    [MemberData(nameof(All))]
    public void A_cmdlet_is_sealed_and_public_and_named_after_its_command(Type cmdlet)
    {
        Assert.True(cmdlet.IsSealed && cmdlet.IsPublic, $"{cmdlet.Name} must be public and sealed.");
        Assert.Equal(Product.CommandName(cmdlet).Replace("-", "", StringComparison.Ordinal) + "Command", cmdlet.Name);
        Assert.StartsWith("Sf", Product.Noun(cmdlet));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_cmdlet_says_what_it_emits(Type cmdlet) =>
        Assert.NotEmpty(Product.Data<OutputTypeAttribute>(cmdlet));

    [Theory]
    [MemberData(nameof(All))]
    public void A_verb_is_an_approved_one(Type cmdlet)
    {
        var approved = typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(t => t.Namespace == "System.Management.Automation" && t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(f => (string)f.GetRawConstantValue()!);

        Assert.Contains(Product.Verb(cmdlet), approved);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void What_changes_something_supports_WhatIf_and_Confirm(Type cmdlet)
    {
        var looks = (s_looking.Contains(Product.Verb(cmdlet)) || s_readers.Contains(Product.CommandName(cmdlet))) && !s_writers.Contains(Product.CommandName(cmdlet));

        Assert.Equal(!looks, Product.SupportsShouldProcess(cmdlet));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_parameter_called_Name_or_Id_binds_from_the_pipeline(Type cmdlet)
    {
        var names = Product.Parameters(cmdlet)
            .Where(p => p.GetCustomAttributes<ParameterAttribute>().Any(a => a.ValueFromPipeline || a.ValueFromPipelineByPropertyName))
            .SelectMany(p => Aliases(p).Append(p.Name));

        // Everything in PowerShell has a Name or an Id: by property name an unrelated object would bind.
        Assert.DoesNotContain(names, n => n.Equals("Name", StringComparison.OrdinalIgnoreCase) || n.Equals("Id", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_secret_is_taken_as_SecureString_or_PSCredential(Type cmdlet)
    {
        foreach (var parameter in Product.Parameters(cmdlet).Where(p => SecretNames.IsSecret(p.Name)))
        {
            Assert.True(parameter.PropertyType != typeof(string), $"{Product.CommandName(cmdlet)} -{parameter.Name} would take a secret as plain text.");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_secret_and_a_certificate_are_taken_as_Get_Secret_gives_them(Type cmdlet)
    {
        foreach (var parameter in Product.Parameters(cmdlet))
        {
            var wanted = parameter.PropertyType.FullName switch
            {
                "System.Security.SecureString" => "SecretTransformationAttribute",
                "System.Security.Cryptography.X509Certificates.X509Certificate2" => "CertificateTransformationAttribute",
                _ => null,
            };
            Assert.True(wanted is null || parameter.CustomAttributes.Any(a => a.AttributeType.Name == wanted), $"{Product.CommandName(cmdlet)} -{parameter.Name} lacks [{wanted}].");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_cmdlet_on_an_org_binds_it_by_property_name(Type cmdlet)
    {
        if (cmdlet.GetProperty("Org") is not { } org || cmdlet.Name == "DisconnectSfOrgCommand")
        {
            return;
        }

        Assert.Contains(Product.Data<ParameterAttribute>(org), p => Product.Named(p, nameof(ParameterAttribute.ValueFromPipelineByPropertyName)));
    }

    private static IEnumerable<string> Aliases(PropertyInfo parameter) => Product.Data<AliasAttribute>(parameter)
        .SelectMany(a => (IEnumerable<CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).Select(a => (string)a.Value!);
}
