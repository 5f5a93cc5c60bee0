using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Two reserved gigabytes of real memory, aligned to their size: all of a simulated machine's memory (decision D1).
/// Pages are committed by the host when they are first touched (Unix) or in 2 MiB steps through <see cref="Commit"/> (Windows).
/// </summary>
internal sealed unsafe partial class HostRegion : IDisposable
{
    public const long Bytes = 2L << 30;

    /// <summary>Where the first region goes if the host allows it; a compiled driver sees real addresses from here on.</summary>
    public const ulong PreferredBase = 0x5000_0000_0000;

    private const int Slots = 256;
    private const long ChunkBytes = 2L << 20;

    private readonly void* _reservation;
    private readonly ulong _reservedBytes;
    private readonly bool[] _committed = new bool[Bytes / ChunkBytes];

    private HostRegion(void* reservation, ulong reservedBytes, byte* start)
    {
        _reservation = reservation;
        _reservedBytes = reservedBytes;
        Start = start;
    }

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>The address of the first byte.</summary>
    public ulong Base => (ulong)Start;

    /// <summary>Reserves a region at the first free preferred slot, or wherever the host has room.</summary>
    /// <exception cref="InsufficientMemoryException">The host has no two free gigabytes of address space.</exception>
    public static HostRegion Reserve()
    {
        for (var slot = 0; slot < Slots; slot++)
        {
            var wanted = (byte*)(PreferredBase + (ulong)(slot * Bytes));
            var got = (byte*)Map(wanted, (ulong)Bytes);
            if (got == wanted)
            {
                return new HostRegion(got, (ulong)Bytes, got);
            }

            if (got is not null)
            {
                Unmap(got, (ulong)Bytes);
            }
        }

        const ulong roomToAlign = 2 * (ulong)Bytes;
        var anywhere = (byte*)Map(null, roomToAlign);
        if (anywhere is null)
        {
            throw new InsufficientMemoryException("The host has no 2 GiB of address space left for a simulated machine; lower --jobs.");
        }

        var aligned = (byte*)(((ulong)anywhere + (ulong)Bytes - 1) & ~((ulong)Bytes - 1));
        return new HostRegion(anywhere, roomToAlign, aligned);
    }

    /// <summary>Makes a range usable. Free on Unix, where reserved memory is committed by touching it.</summary>
    public void Commit(long offset, long length)
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        for (var chunk = offset / ChunkBytes; chunk <= (offset + length - 1) / ChunkBytes; chunk++)
        {
            if (!_committed[chunk])
            {
                const uint commit = 0x1000, readWrite = 0x04;
                if (VirtualAlloc(Start + (chunk * ChunkBytes), (nuint)ChunkBytes, commit, readWrite) is null)
                {
                    throw new InsufficientMemoryException("The host refused to commit memory for a simulated machine.");
                }

                _committed[chunk] = true;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Unmap(_reservation, _reservedBytes);

    private static void* Map(void* where, ulong bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            const uint reserve = 0x2000, readWrite = 0x04;
            return VirtualAlloc(where, (nuint)bytes, reserve, readWrite);
        }

        const int readWriteAccess = 3, linuxPrivateAnonymousNoReserveNoReplace = 0x2 | 0x20 | 0x4000 | 0x100000, macPrivateAnonymous = 0x2 | 0x1000;
        var flags = OperatingSystem.IsLinux() ? linuxPrivateAnonymousNoReserveNoReplace : macPrivateAnonymous;
        var got = mmap(where, (nuint)bytes, readWriteAccess, flags, -1, 0);
        return (nint)got == -1 ? null : got;
    }

    private static void Unmap(void* where, ulong bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            const uint release = 0x8000;
            _ = VirtualFree(where, 0, release);
        }
        else
        {
            _ = munmap(where, (nuint)bytes);
        }
    }

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int access, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
