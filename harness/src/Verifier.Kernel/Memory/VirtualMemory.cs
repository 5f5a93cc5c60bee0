using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// The checked accessor: the only code that turns an address into host memory (ARCHITECTURE.md D1). Every touch asks the page table first;
/// a bad one becomes what the processor and the kernel would make of it, through <see cref="IMemoryFaults"/>.
/// </summary>
internal sealed unsafe class VirtualMemory
{
    private readonly byte* _host;
    private readonly PageTable _pages;
    private readonly PageKind[] _kinds;
    private readonly IMemoryFaults _faults;
    private readonly int _shift;

    public VirtualMemory(HostRegion region, PageTable pages, IMemoryFaults faults)
    {
        _host = region.Start;
        _pages = pages;
        _kinds = pages.Kinds;
        _faults = faults;
        _shift = pages.Shift;
    }

    /// <summary>Reads a value of up to 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read<T>(ulong address)
        where T : unmanaged
    {
        var offset = address - RegionLayout.VirtualBase;
        return IsPlain(offset, sizeof(T)) ? Unsafe.ReadUnaligned<T>(_host + offset) : ReadSlow<T>(address);
    }

    /// <summary>Writes a value of up to 8 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write<T>(ulong address, T value)
        where T : unmanaged
    {
        var offset = address - RegionLayout.VirtualBase;
        if (IsPlain(offset, sizeof(T)))
        {
            Unsafe.WriteUnaligned(_host + offset, value);
        }
        else
        {
            CopyTo(address, new ReadOnlySpan<byte>(&value, sizeof(T)));
        }
    }

    /// <summary>Copies bytes out of simulated memory.</summary>
    public void CopyFrom(ulong address, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var part = Chunk(address, destination.Length, MemoryAccess.Read, out var host);
            new ReadOnlySpan<byte>(host, part).CopyTo(destination);
            destination = destination[part..];
            address += (ulong)part;
        }
    }

    /// <summary>Copies bytes into simulated memory.</summary>
    public void CopyTo(ulong address, ReadOnlySpan<byte> source)
    {
        while (!source.IsEmpty)
        {
            var part = Chunk(address, source.Length, MemoryAccess.Write, out var host);
            source[..part].CopyTo(new Span<byte>(host, part));
            source = source[part..];
            address += (ulong)part;
        }
    }

    /// <summary>RtlMoveMemory between two simulated ranges, page by page, in the order that keeps overlapping bytes right.</summary>
    public void Move(ulong destination, ulong source, ulong length)
    {
        if (destination - source >= length)
        {
            while (length > 0)
            {
                var part = Chunk(source, Bounded(length), MemoryAccess.Read, out var from);
                part = Chunk(destination, part, MemoryAccess.Write, out var to);
                Buffer.MemoryCopy(from, to, part, part);
                destination += (ulong)part;
                source += (ulong)part;
                length -= (ulong)part;
            }

            return;
        }

        for (var at = length; at-- > 0;)
        {
            Write(destination + at, Read<byte>(source + at));
        }
    }

    /// <summary>RtlFillMemory.</summary>
    public void Fill(ulong address, ulong length, byte value)
    {
        while (length > 0)
        {
            var part = Chunk(address, Bounded(length), MemoryAccess.Write, out var host);
            new Span<byte>(host, part).Fill(value);
            address += (ulong)part;
            length -= (ulong)part;
        }
    }

    /// <summary>Faults now if any byte of the range cannot be touched that way.</summary>
    public void Touch(ulong address, ulong length, MemoryAccess access)
    {
        while (length > 0)
        {
            var part = (ulong)Chunk(address, Bounded(length), access, out _);
            address += part;
            length -= part;
        }
    }

    /// <summary>
    /// The host's bytes behind an address, unchecked: for the kernel's own structures, never for an address that a driver supplied.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Own(ulong address) => _host + (address - RegionLayout.VirtualBase);

    /// <summary>MmIsAddressValid: true if a touch at this moment needs no page fault.</summary>
    public bool IsValid(ulong address)
    {
        var offset = address - RegionLayout.VirtualBase;
        if (offset >= HostRegion.Bytes)
        {
            return false;
        }

        var page = (int)(offset >> _shift);
        return _kinds[page].IsPresent() && _pages.IsResident((int)_pages.FrameOf(page));
    }

    private static int Bounded(ulong length) => (int)Math.Min(length, 1 << 20);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlain(ulong offset, int length)
    {
        // Every page below the region's end has a kind, so one comparison guards both the array and the region.
        var page = offset >> _shift;
        return page < (ulong)_kinds.Length
            && Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_kinds), (nint)page) == PageKind.NonPaged
            && (offset + (ulong)length - 1) >> _shift == page;
    }

    private T ReadSlow<T>(ulong address)
        where T : unmanaged
    {
        T value;
        CopyFrom(address, new Span<byte>(&value, sizeof(T)));
        return value;
    }

    /// <summary>The part of a range that lies in its first page, checked and translated.</summary>
    private int Chunk(ulong address, int length, MemoryAccess access, out byte* host)
    {
        var offset = address - RegionLayout.VirtualBase;
        if (offset >= HostRegion.Bytes)
        {
            throw _faults.Fault(address, access);
        }

        var page = (int)(offset >> _shift);
        var within = (int)(offset & (uint)(_pages.PageSize - 1));
        if (_kinds[page] != PageKind.NonPaged)
        {
            page = Resolve(address, page, access);
        }

        host = _host + ((long)page << _shift) + within;
        return Math.Min(length, _pages.PageSize - within);
    }

    private int Resolve(ulong address, int page, MemoryAccess access)
    {
        var kind = _kinds[page];
        if (!kind.IsPresent() || (kind.IsReadOnly() && access == MemoryAccess.Write))
        {
            throw _faults.Fault(address, access);
        }

        var frame = (int)_pages.FrameOf(page);
        if (!_pages.IsResident(frame))
        {
            // A mapping's frame is locked in memory: only an address used directly can miss.
            if (kind.IsPageable())
            {
                _faults.PageIn(address, frame, access);
            }
        }

        return frame;
    }
}
