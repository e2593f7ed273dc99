using System;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>What one HTTP request has written so far: rows for the counters, the transaction for mixed DML, the row faults.</summary>
internal sealed class DmlLedger
{
    private readonly PracticeFault? _rowFault;
    private int _row;
    private (string Type, bool Setup)? _first;

    public DmlLedger(PracticeFault? fault) =>
        _rowFault = fault is { Kind: PracticeFaultKind.RowLock or PracticeFaultKind.BadRow } ? fault : null;

    /// <summary>Rows written and not rolled back.</summary>
    public int RowsWritten { get; private set; }

    /// <summary>What follows is a transaction of its own.</summary>
    public void NewTransaction() => _first = null;

    /// <summary>Called before each row; throws the scheduled row fault.</summary>
    public void NextRow()
    {
        var row = _row++;
        if (_rowFault is null || (_rowFault.Row is { } only && only != row))
        {
            return;
        }

        throw _rowFault.Kind == PracticeFaultKind.RowLock
            ? new SfFault(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record")
            : new SfFault(400, _rowFault.Code, _rowFault.Message);
    }

    /// <summary>Setup and ordinary objects cannot share a transaction (facts §3.5); null is neither.</summary>
    public void Touch(string type, bool? setup)
    {
        if (setup is not { } kind)
        {
            return;
        }

        if (_first is { } first && first.Setup != kind)
        {
            throw MixedDml.Fault(type, first.Type);
        }

        _first ??= (type, kind);
    }

    /// <summary>A row was written.</summary>
    public void Wrote() => RowsWritten++;

    /// <summary>Runs the work in a transaction of the store; rows that are rolled back are not counted.</summary>
    public bool Atomic(OrgStore store, Func<bool> work)
    {
        var rows = RowsWritten;
        var kept = false;
        try
        {
            return kept = store.Transaction(work);
        }
        finally
        {
            if (!kept)
            {
                RowsWritten = rows;
            }
        }
    }
}
