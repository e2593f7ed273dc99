using System;
using System.IO;
using System.Security.Cryptography;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Logs;

/// <summary>Writes a file and computes its SHA-256 and its length on the way.</summary>
internal sealed class HashedFile : Stream
{
    private readonly FileStream _file;
    private readonly HashAlgorithm _hash = SHA256.Create();
    private bool _closed;

    public HashedFile(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>In hexadecimal, once it is closed.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Bytes written.</summary>
    public long Written { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Written;

    public override long Position { get => Written; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _file.Write(buffer, offset, count);
        _hash.TransformBlock(buffer, offset, count, null, 0);
        Written += count;
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            _hash.TransformFinalBlock(Array.Empty<byte>(), 0, 0);
            Sha256 = Hex.Of(_hash.Hash!);
            _hash.Dispose();
            _file.Flush(flushToDisk: true);
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
