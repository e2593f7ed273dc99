using System.IO;

namespace SfIntegration.Access.Files;

/// <summary>Hands text on as long as it is no longer than a snapshot can be: a small file can unpack to any size.</summary>
internal sealed class GuardedText : TextReader
{
    private readonly TextReader _text;
    private readonly long _longestText;
    private readonly int _longestLine;
    private long _read;
    private int _inLine;

    public GuardedText(TextReader text, long longestText, int longestLine)
    {
        _text = text;
        _longestText = longestText;
        _longestLine = longestLine;
    }

    /// <summary>The line that reading has come to, from 1.</summary>
    public int Line { get; private set; } = 1;

    public override int Read(char[] buffer, int index, int count)
    {
        var read = _text.Read(buffer, index, count);
        _read += read;
        for (var i = index; i < index + read; i++)
        {
            if (buffer[i] == '\n')
            {
                Line++;
                _inLine = 0;
            }
            else if (++_inLine > _longestLine)
            {
                throw new SfSnapshotException($"Line {Line} is longer than {_longestLine:N0} characters; no line of a snapshot is.", "Give a file that Export-SfAccessSnapshot wrote.") { Line = Line };
            }
        }

        return _read <= _longestText ? read : throw new SfSnapshotException(
            $"The file unpacks to more than {_longestText:N0} characters; no snapshot is that big.", "Give a file that Export-SfAccessSnapshot wrote.") { Line = Line };
    }

    public override int Read()
    {
        var one = new char[1];
        return Read(one, 0, 1) == 1 ? one[0] : -1;
    }

    public override int Peek() => _text.Peek();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
        }

        base.Dispose(disposing);
    }
}
