using System;
using System.Collections.Generic;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>Makes the key of an event: only the parts that were asked for are read.</summary>
internal sealed class EventKeys
{
    private static readonly int[] s_idLengths = { 15, 18 };

    private readonly bool[] _by = new bool[Enum.GetValues(typeof(SfActivityDimension)).Length];
    private readonly FoldNames _names;
    private readonly NameReader _user;
    private readonly NameReader _client;
    private readonly NameReader _app;
    private readonly NameReader _agent;
    private readonly NameReader _version;
    private readonly NameReader _versionOfPath;
    private readonly NameReader _address;
    private readonly NameReader _object;
    private readonly NameReader _objectOfPath;
    private readonly NameReader _operation;
    private readonly Names _methods = new();
    private readonly NameReader _method;
    private readonly List<NameReader> _operationByMethod = new();
    private readonly NameReader _loginType;
    private readonly NameReader _loginStatus;
    private EventColumns _columns = null!;
    private int _eventType;
    private int _plainOperation;

    public EventKeys(IEnumerable<SfActivityDimension> by, FoldNames names)
    {
        foreach (var dimension in by)
        {
            _by[(int)dimension] = true;
        }

        _names = names;
        _user = new NameReader(names[KeyPart.User], SfIds.Long);
        _client = new NameReader(names[KeyPart.Client]);
        _app = new NameReader(names[KeyPart.App], SfIds.Long);
        _agent = new NameReader(names[KeyPart.Agent]);
        _version = new NameReader(names[KeyPart.ApiVersion], Operations.Version);
        _versionOfPath = new NameReader(names[KeyPart.ApiVersion], Operations.VersionOf);
        _address = Wants(SfActivityDimension.Address) ? new NameReader(names[KeyPart.Address]) : new NameReader(names[KeyPart.Address], AddressBlocks.Of);
        _object = new NameReader(names[KeyPart.Object]);
        _objectOfPath = new NameReader(names[KeyPart.Object], Operations.ObjectOf);
        _operation = new NameReader(names[KeyPart.Operation], Operations.OfName);
        _method = new NameReader(_methods);
        _loginType = new NameReader(names[KeyPart.LoginType]);
        _loginStatus = new NameReader(names[KeyPart.LoginStatus]);
    }

    /// <summary>Begins a file.</summary>
    public void Open(EventColumns columns)
    {
        _columns = columns;
        _eventType = _names[KeyPart.EventType].NumberOf(columns.EventType);
        _plainOperation = _names[KeyPart.Operation].NumberOf(columns.EventType);
    }

    /// <summary>Reads the key of an event.</summary>
    public void Read(CsvRecord record, long ticks, int[] key)
    {
        key[KeyPart.EventType] = _eventType;
        key[KeyPart.User] = Wants(SfActivityDimension.Identity) ? _user.NumberOf(record, _columns.User) : 0;
        if (Wants(SfActivityDimension.Client))
        {
            key[KeyPart.Client] = _client.NumberOf(record, _columns.Client);
            key[KeyPart.App] = _app.NumberOf(record, _columns.AppId);
            key[KeyPart.Agent] = _agent.NumberOf(record, _columns.Agent);
        }

        key[KeyPart.Address] = Wants(SfActivityDimension.AddressBlock) || Wants(SfActivityDimension.Address) ? _address.NumberOf(record, _columns.Address) : 0;
        key[KeyPart.Day] = Wants(SfActivityDimension.Day) ? (int)(ticks / TimeSpan.TicksPerDay) + 1 : 0;
        key[KeyPart.Hour] = Wants(SfActivityDimension.Hour) ? (int)(ticks % TimeSpan.TicksPerDay / TimeSpan.TicksPerHour) + 1 : 0;
        ReadCall(record, key);
    }

    private void ReadCall(CsvRecord record, int[] key)
    {
        // The path tells what a column of its own does not.
        var isCall = _columns.Method >= 0 && _columns.Resource >= 0;
        var path = isCall ? PathLength(record, _columns.Resource) : 0;
        if (Wants(SfActivityDimension.ApiVersion))
        {
            var version = _version.NumberOf(record, _columns.ApiVersion);
            key[KeyPart.ApiVersion] = version == 0 && isCall ? _versionOfPath.NumberOf(record, _columns.Resource, path) : version;
        }

        if (Wants(SfActivityDimension.Object))
        {
            var entity = _object.NumberOf(record, _columns.Object);
            key[KeyPart.Object] = entity == 0 && isCall ? _objectOfPath.NumberOf(record, _columns.Resource, path) : entity;
        }

        if (Wants(SfActivityDimension.Operation))
        {
            key[KeyPart.Operation] = isCall ? OfCall(record, path)
                : _operation.NumberOf(record, _columns.NamedOperation) is var named && named != 0 ? named
                : _plainOperation;
            key[KeyPart.LoginType] = _loginType.NumberOf(record, _columns.LoginType);
            key[KeyPart.LoginStatus] = _loginStatus.NumberOf(record, _columns.LoginStatus);
        }
    }

    private int OfCall(CsvRecord record, int path)
    {
        var method = _method.NumberOf(record, _columns.Method);
        while (_operationByMethod.Count <= method)
        {
            var name = _methods[_operationByMethod.Count] ?? "";
            _operationByMethod.Add(new NameReader(_names[KeyPart.Operation], resource => Operations.OfCall(name, resource)));
        }

        var operation = _operationByMethod[method].NumberOf(record, _columns.Resource, path);
        return operation != 0 ? operation : method == 0 ? _plainOperation : _names[KeyPart.Operation].NumberOf(Operations.OfCall(_methods[method]!, ""));
    }

    /// <summary>A path without its query and without the record id at its end: what is left comes again and again.</summary>
    private static int PathLength(CsvRecord record, int field)
    {
        var (buffer, start, length) = (record.Buffer, record.Start(field), record.Length(field));
        var query = length == 0 ? -1 : Array.IndexOf(buffer, (byte)'?', start, length);
        length = query < 0 ? length : query - start;
        foreach (var id in s_idLengths)
        {
            if (length > id + 1 && buffer[start + length - id - 1] == '/' && buffer[start + length - id] is >= (byte)'0' and <= (byte)'9')
            {
                return length - id;
            }
        }

        return length;
    }

    private bool Wants(SfActivityDimension dimension) => _by[(int)dimension];
}
