using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Two reserved gigabytes of real memory, aligned to their size: all of a simulated machine's memory (ARCHITECTURE.md D1).
/// Pages are committed by the host when they are first touched (Unix) or in 2 MiB steps through <see cref="Commit"/> (Windows).
/// </summary>
internal sealed unsafe partial class HostRegion : IDisposable
{
    public const long Bytes = 2L << 30;

    /// <summary>The address at which the slots for regions begin, one after another, if the host allows it.</summary>
    public const ulong PreferredBase = 0x5000_0000_0000;

    // The first slot is kept for the view that compiled code has of its machine: virtual addresses are real ones there.
    private const int FirstSlot = 1, Slots = 256;
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

    /// <summary>The descriptor of the file that the region is a view of; null when it is private memory.</summary>
    public int? File { get; private init; }

    /// <summary>Makes a region that is a view of a memory file, so that the same bytes can be mapped a second time. Linux only.</summary>
    /// <exception cref="InsufficientMemoryException">The host gives no memory file or no address space.</exception>
    public static HostRegion ReserveShared()
    {
        const uint closeOnExec = 1;
        var file = memfd_create("machine", closeOnExec);
        if (file < 0 || ftruncate(file, Bytes) != 0)
        {
            throw new InsufficientMemoryException("The host has no 2 GiB memory file for a machine with compiled drivers; lower --jobs.");
        }

        const int readWrite = 3, sharedNoReserve = 0x1 | 0x4000;
        var view = mmap(null, (nuint)Bytes, readWrite, sharedNoReserve, file, 0);
        if ((nint)view == -1)
        {
            _ = close(file);
            throw new InsufficientMemoryException("The host has no 2 GiB of address space left for a simulated machine; lower --jobs.");
        }

        return new HostRegion(view, (ulong)Bytes, (byte*)view) { File = file };
    }

    /// <summary>Reserves a region at the first free preferred slot, or wherever the host has room.</summary>
    /// <exception cref="InsufficientMemoryException">The host has no two free gigabytes of address space.</exception>
    public static HostRegion Reserve()
    {
        for (var slot = FirstSlot; slot < Slots; slot++)
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
    public void Dispose()
    {
        Unmap(_reservation, _reservedBytes);
        if (File is { } file)
        {
            _ = close(file);
        }
    }

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

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc")]
    private static partial int ftruncate(int file, long bytes);

    [LibraryImport("libc")]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial void* mmap(void* address, nuint length, int access, int flags, int file, nint offset);

    [LibraryImport("libc")]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("kernel32")]
    private static partial void* VirtualAlloc(void* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32")]
    private static partial int VirtualFree(void* address, nuint size, uint type);
}
