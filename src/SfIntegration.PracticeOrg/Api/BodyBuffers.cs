using System.Collections.Concurrent;
using System.IO;

namespace SfIntegration.Practice.Api;

/// <summary>Buffers of big answers, used again: a query of millions of rows would otherwise fill the memory with one body after the other.</summary>
internal static class BodyBuffers
{
    private const int Kept = 8;
    private const int Largest = 4 * 1024 * 1024;

    private static readonly ConcurrentBag<MemoryStream> s_free = new();

    /// <summary>An empty buffer.</summary>
    public static MemoryStream Rent() => s_free.TryTake(out var buffer) ? buffer : new MemoryStream();

    /// <summary>Takes a buffer back that nobody looks at any more.</summary>
    public static void Return(MemoryStream buffer)
    {
        if (s_free.Count < Kept && buffer.Capacity <= Largest)
        {
            buffer.SetLength(0);
            s_free.Add(buffer);
        }
    }
}
