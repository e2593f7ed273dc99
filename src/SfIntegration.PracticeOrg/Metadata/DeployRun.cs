using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata;

/// <summary>Carries a deployment out: every component by itself, and all of them in one transaction.</summary>
internal sealed class DeployRun
{
    private const string WarningCode = "WARNING";

    private readonly OrgEngine _engine;
    private readonly ICallerAccess _caller;
    private readonly DmlLedger _ledger;
    private readonly DeployOptions _options;
    private readonly JArray _successes = new();
    private readonly JArray _failures = new();
    private readonly string _now;

    private DeployRun(OrgEngine engine, ICallerAccess caller, DmlLedger ledger, DeployOptions options)
    {
        _engine = engine;
        _caller = caller;
        _ledger = ledger;
        _options = options;
        _now = ListCalls.Moment(engine.Clock.UtcNow);
    }

    /// <summary>Deploys the zip; answers the status and what the result says of components.</summary>
    public static (string Status, JObject Result) Of(OrgEngine engine, ICallerAccess caller, DmlLedger ledger, byte[] zip, DeployOptions options, string version)
    {
        var run = new DeployRun(engine, caller, ledger, options);
        try
        {
            if (options.RunTests.Count > 0)
            {
                throw new SfFault(400, "INVALID_OPERATION", $"The practice org runs no Apex tests: {string.Join(", ", options.RunTests)}");
            }

            if (options.PerformRetrieve)
            {
                throw new SfFault(400, "INVALID_OPERATION", "The practice org doesn't retrieve after a deployment: performRetrieve");
            }

            run.Deploy(DeployPlan.Of(ZipPackage.Read(zip), options), version);
            return run.Answer(null);
        }
        catch (SfFault fault)
        {
            return run.Answer(fault);
        }
    }

    private void Deploy(IReadOnlyList<DeployPlan> plans, string version) => _ledger.Atomic(_engine.Store, () =>
    {
        var scope = new MetadataScope(_engine, _caller, version);
        return scope.Atomic(() =>
        {
            foreach (var plan in plans)
            {
                // The files' version is the package's; the transaction is everybody's.
                var files = plan.Version is { } own ? scope.As(own) : scope;
                foreach (var item in plan.Items)
                {
                    Deploy(files, item);
                }

                _successes.Add(Message(new DeployItem("", "package.xml", plan.ManifestFile), null, changed: true));
            }

            return !_options.CheckOnly && !(_options.RollbackOnError && _failures.Count > 0);
        });
    });

    private void Deploy(MetadataScope scope, DeployItem item)
    {
        if (item.Problem is not null)
        {
            _failures.Add(Message(item, null, problem: item.Problem));
            return;
        }

        try
        {
            _ledger.NextRow();
            scope.Warnings.Clear();
            JObject message = null!;
            _ledger.Atomic(_engine.Store, () => scope.Atomic(() =>
            {
                message = item.Xml is null ? Delete(scope, item) : Write(scope, item);
                return true;
            }));
            ((bool)message["success"]! ? _successes : _failures).Add(message);
        }
        catch (SfFault fault)
        {
            _failures.Add(Message(item, item.Type!.Find(scope, item.FullName), problem: fault.Message, warning: fault.Code == WarningCode));
        }
    }

    private JObject Write(MetadataScope scope, DeployItem item)
    {
        var outcome = item.Type!.Write(scope, item.FullName, item.Xml!);
        if (scope.Warnings.Count > 0 && !_options.IgnoreWarnings)
        {
            throw new SfFault(400, WarningCode, string.Join("; ", scope.Warnings));
        }

        if (outcome != WriteOutcome.Unchanged)
        {
            _ledger.Wrote();
        }

        return Message(
            item,
            item.Type.Find(scope, item.FullName),
            changed: outcome != WriteOutcome.Unchanged,
            created: outcome == WriteOutcome.Created,
            problem: scope.Warnings.FirstOrDefault(),
            warning: scope.Warnings.Count > 0);
    }

    // A warning counts as an error unless it is ignored (MD:deployresult, DeployMessage).
    private JObject Delete(MetadataScope scope, DeployItem item)
    {
        if (item.Type!.Find(scope, item.FullName) is not { } component)
        {
            var file = item.File.Substring(item.File.LastIndexOf('/') + 1);
            return Message(item with { FullName = file }, null, problem: $"No {item.TypeName} named: {item.FullName} found", warning: true);
        }

        item.Type.Delete(scope, component);
        _ledger.Wrote();
        return Message(item, component, changed: true, deleted: true);
    }

    private (string Status, JObject Result) Answer(SfFault? fault)
    {
        var status = fault is not null ? "Failed"
            : _failures.Count == 0 ? "Succeeded"
            : _options.RollbackOnError || _options.CheckOnly || Deployed() == 0 ? "Failed"
            : "SucceededPartial";
        return (status, new JObject
        {
            ["details"] = new JObject
            {
                ["componentFailures"] = _failures,
                ["componentSuccesses"] = _successes,
                ["runTestResult"] = new JObject { ["numFailures"] = 0, ["numTestsRun"] = 0, ["totalTime"] = 0.0 },
            },
            ["errorMessage"] = fault?.Message,
            ["errorStatusCode"] = fault?.Code,
            ["numberComponentErrors"] = _failures.Count,
            ["numberComponentsDeployed"] = Deployed(),
            ["numberComponentsTotal"] = Deployed() + _failures.Count,
        });
    }

    // package.xml is told of, but is no component.
    private int Deployed() => _successes.Count(m => ((string?)m["componentType"])?.Length > 0);

    private JObject Message(DeployItem item, MetadataComponent? component, bool changed = false, bool created = false, bool deleted = false, string? problem = null, bool warning = false)
    {
        var success = problem is null || (warning && _options.IgnoreWarnings);
        return new JObject
        {
            ["changed"] = changed,
            ["componentType"] = item.TypeName,
            ["created"] = created,
            ["createdDate"] = _now,
            ["deleted"] = deleted,
            ["fileName"] = item.File,
            ["fullName"] = component?.FullName ?? item.FullName,
            ["id"] = component?.Id,
            ["problem"] = problem,
            ["problemType"] = problem is null ? null : warning ? "Warning" : "Error",
            ["success"] = success,
        };
    }
}
