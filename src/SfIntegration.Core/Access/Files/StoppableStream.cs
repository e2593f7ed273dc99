using System.IO;
using System.Threading;

namespace SfIntegration.Access.Files;

/// <summary>A stream that stops being written to when the user has had enough.</summary>
internal sealed class StoppableStream : Stream
{
    private readonly Stream _stream;
    private readonly CancellationToken _cancellation;
    private bool _ending;

    public StoppableStream(Stream stream, CancellationToken cancellation)
    {
        _stream = stream;
        _cancellation = cancellation;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _stream.Length;

    public override long Position
    {
        get => _stream.Position;
        set => throw new System.NotSupportedException();
    }

    public override void Flush() => _stream.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new System.NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new System.NotSupportedException();

    public override void SetLength(long value) => throw new System.NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
        // Once: whoever packs into this writes its last bytes while it is put away, and must not throw again there.
        if (!_ending && _cancellation.IsCancellationRequested)
        {
            _ending = true;
            _cancellation.ThrowIfCancellationRequested();
        }

        _stream.Write(buffer, offset, count);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
