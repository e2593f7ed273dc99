using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SfIntegration.Access;

/// <summary>
/// The field rows of one container in a few bytes each: an org can have millions. Names are numbers into one table of the
/// process; a <see cref="FieldGrant"/> is made when somebody looks. Rows are added by one thread and read by any.
/// </summary>
internal sealed class PackedFieldGrants : IReadOnlyList<FieldGrant>
{
    /// <summary>The characters of a record id.</summary>
    private const int IdLength = 18;

    private int[] _names = Array.Empty<int>();
    private FieldAccess[] _access = Array.Empty<FieldAccess>();

    /// <summary>The ids as ASCII, 18 bytes each; null as long as no row has one.</summary>
    private byte[]? _ids;

    public int Count { get; private set; }

    public FieldGrant this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                throw new ArgumentOutOfRangeException(nameof(index));
            }

            var (sobjectType, field) = FieldNames.Shared[_names[index]];
            return new FieldGrant(sobjectType, field, _access[index], Id(index));
        }
    }

    /// <summary>The number of a row's field in <see cref="FieldNames.Shared"/>.</summary>
    public int NameAt(int index) => _names[index];

    public FieldAccess AccessAt(int index) => _access[index];

    public void Add(string sobjectType, string field, FieldAccess access, string? rowId) => Add(FieldNames.Shared.Number(sobjectType, field), access, rowId);

    /// <summary>A row of a field by its number in <see cref="FieldNames.Shared"/>.</summary>
    public void Add(int name, FieldAccess access, string? rowId = null)
    {
        if (Count == _names.Length)
        {
            Grow();
        }

        _names[Count] = name;
        _access[Count] = access;
        if (rowId is not null)
        {
            _ids ??= new byte[_names.Length * IdLength];
            if (rowId.Length != IdLength || rowId.Any(c => c > 127))
            {
                throw new FormatException($"'{rowId}' is no record id of {IdLength} characters.");
            }

            Encoding.ASCII.GetBytes(rowId, 0, IdLength, _ids, Count * IdLength);
        }

        Count++;
    }

    public IEnumerator<FieldGrant> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string? Id(int index) => _ids is null || _ids[index * IdLength] == 0 ? null : Encoding.ASCII.GetString(_ids, index * IdLength, IdLength);

    private void Grow()
    {
        var size = Math.Max(16, _names.Length * 2);
        Array.Resize(ref _names, size);
        Array.Resize(ref _access, size);
        if (_ids is not null)
        {
            Array.Resize(ref _ids, size * IdLength);
        }
    }
}
