using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace SfIntegration.Practice.Metadata;

/// <summary>The zip files that packages travel in, with the limits of the Metadata API (LM: 39 MB zipped, 600 MB unzipped, 10,000 files).</summary>
internal static class ZipPackage
{
    private const int MostZipped = 39_000_000;
    private const long MostUnzipped = 600_000_000;
    private const int MostFiles = 10_000;

    /// <summary>All files of a zip by their paths.</summary>
    public static IReadOnlyDictionary<string, byte[]> Read(byte[] zip)
    {
        if (zip.Length > MostZipped)
        {
            throw TooLarge("The zip file is larger than 39 MB");
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            var left = MostUnzipped;
            foreach (var entry in archive.Entries)
            {
                var path = entry.FullName.Replace('\\', '/');
                if (path.EndsWith("/", StringComparison.Ordinal))
                {
                    continue;
                }

                files[path] = Unpack(entry, ref left);
                if (files.Count > MostFiles)
                {
                    throw TooLarge("The zip file holds more than 10,000 files");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new SfFault(400, "INVALID_OPERATION", "The zip file can't be read");
        }

        return files;
    }

    /// <summary>A zip of these files.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> files, DateTime now)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = archive.CreateEntry(file.Key, CompressionLevel.Fastest);
                entry.LastWriteTime = new DateTimeOffset(now);
                using var target = entry.Open();
                target.Write(file.Value, 0, file.Value.Length);
            }
        }

        return stream.ToArray();
    }

    // What an entry says of its length need not be true, so the bytes are counted as they come.
    private static byte[] Unpack(ZipArchiveEntry entry, ref long left)
    {
        using var source = entry.Open();
        using var plain = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = source.Read(buffer, 0, buffer.Length)) > 0)
        {
            left -= read;
            if (left < 0)
            {
                throw TooLarge("The unzipped files are larger than 600 MB");
            }

            plain.Write(buffer, 0, read);
        }

        return plain.ToArray();
    }

    private static SfFault TooLarge(string message) => new(400, "LIMIT_EXCEEDED", message);
}
