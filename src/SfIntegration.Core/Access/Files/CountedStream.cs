using System.IO;

namespace SfIntegration.Access.Files;

/// <summary>A stream that is read and says how many bytes came.</summary>
internal sealed class CountedStream : Stream
{
    private readonly Stream _stream;

    public CountedStream(Stream stream) => _stream = stream;

    /// <summary>The bytes read so far.</summary>
    public long Count { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new System.NotSupportedException();

    public override long Position
    {
        get => Count;
        set => throw new System.NotSupportedException();
    }

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = _stream.Read(buffer, offset, count);
        Count += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new System.NotSupportedException();

    public override void SetLength(long value) => throw new System.NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new System.NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
