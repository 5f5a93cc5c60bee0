namespace Verifier.Kernel;

/// <summary>
/// Special pool (harness/docs/facts/driver-verifier.md#special-pool): each block in a page of its own between inaccessible ones, at the
/// page's end or start, the rest of the page filled with a pattern around a small header, as ReactOS does it. A freed page stays
/// inaccessible for as long as there are others, so that a late touch is caught.
/// </summary>
internal sealed class SpecialPool
{
    private const byte Pattern = 0xE5;

    // A freed slot is used again only after so many others were freed, or when there is no fresh one.
    private const int Quarantine = 2048;

    private readonly Machine _machine;
    private readonly PoolGeometry _geometry;
    private readonly int _firstPage;
    private readonly int[] _slots;
    private readonly Queue<int> _freed = new();
    private int _limit;
    private int _fresh;

    public SpecialPool(Machine machine, PoolGeometry geometry)
    {
        _machine = machine;
        _geometry = geometry;
        _firstPage = machine.Pages.PageOf(RegionLayout.SpecialPool.Address);
        _slots = new int[(RegionLayout.SpecialPool.Length >> machine.Pages.Shift) / 2];
    }

    /// <summary>Live blocks: each is a page of memory and two of address space.</summary>
    public int InUse { get; private set; }

    /// <summary>Blocks it may hold at one time; less than the address space only if it is set. Reset with the machine.</summary>
    public int Limit
    {
        get => _limit;
        set => _limit = Math.Min(value, _slots.Length - 1);
    }

    /// <summary>True if a request of so many bytes may be served from here. One of a page never is (the header takes its share).</summary>
    public bool Fits(ulong bytes) => bytes <= (uint)(_geometry.PageSize - _geometry.HeaderBytes);

    /// <summary>Takes a page for a block; the address of its data, or 0 when there is no room.</summary>
    public ulong Take(in PoolRequest request, int index)
    {
        if (InUse >= _limit || !_machine.Physical.TryTake(1))
        {
            return 0;
        }

        var slot = _freed.Count > Quarantine || _fresh == _slots.Length - 1 ? _freed.Dequeue() : _fresh++;
        var page = PageOf(slot);
        _machine.Pages.Set(page - 1, 1, PageKind.SpecialGuard);
        _machine.Pages.Set(page + 1, 1, PageKind.SpecialGuard);
        _machine.Pages.Set(page, 1, request.Type.IsPaged() ? PageKind.Paged : PageKind.NonPaged);
        _slots[slot] = index;
        InUse++;

        var start = _machine.Pages.AddressOf(page);
        _geometry.Bytes(start, (ulong)_geometry.PageSize).Fill(Pattern);
        var address = AddressIn(start, request);
        var data = _geometry.Bytes(address, request.Bytes);
        if (!request.Asks(PoolRequestOptions.Zero))
        {
            data.Fill(_machine.Uninitialised.Next(request.KindOfMemory, address, request.Bytes, request.Tag) ?? PoolGeometry.UninitialisedByte);
        }
        else
        {
            data.Clear();
        }

        _geometry.WriteHeader(HeaderOf(start, address), (uint)request.Bytes, request.Tag);
        return address;
    }

    /// <summary>The number of the live block whose page holds the address; 0 when there is none.</summary>
    public int Find(ulong address)
    {
        var page = _machine.Pages.PageOf(address) - _firstPage - 1;
        return page >= 0 && (page & 1) == 0 && page / 2 < _slots.Length ? _slots[page / 2] : 0;
    }

    /// <summary>Checks a block that is being freed by its documented sub-codes, and gives its page back.</summary>
    public void Free(ulong address, in PoolBlockRecord block)
    {
        var start = block.Address & ~(ulong)(_geometry.PageSize - 1);
        var header = HeaderOf(start, block.Address);
        if (address != block.Address)
        {
            var calculated = header == start ? start + (ulong)_geometry.PageSize - address : block.Bytes - (address - start);
            throw _machine.BugCheck(
                Stops.SpecialPool.BadAddress(address, block.Bytes, calculated), "An address inside a special pool block was freed.");
        }

        var limit = block.Type.IsPaged() ? KIRQL.APC_LEVEL : KIRQL.DISPATCH_LEVEL;
        if (_machine.Irql > limit)
        {
            throw _machine.BugCheck(
                Stops.SpecialPool.FreeIrql(_machine.Irql, block.Type, address), "Special pool was freed at a wrong IRQL.");
        }

        if (_geometry.Word(header) != (uint)block.Bytes)
        {
            throw _machine.BugCheck(
                Stops.SpecialPool.HeaderModified(address, _geometry.Word(header), block.Bytes),
                "The header in the special pool page was overwritten.");
        }

        CheckPattern(start, block);
        Release(start);
    }

    /// <summary>Bug check 0xC1/0x20: the address is in special pool but nothing is allocated there.</summary>
    public Exception NotAllocatedHere(ulong address) =>
        _machine.BugCheck(
            Stops.SpecialPool.NotAllocated(address),
            $"0x{address:X} in special pool was freed, but nothing is allocated there (freed before?).");

    public void Reset()
    {
        _slots.AsSpan(0, _fresh).Clear();
        _freed.Clear();
        _fresh = 0;
        InUse = 0;
        _limit = _slots.Length - 1;
    }

    private void CheckPattern(ulong start, in PoolBlockRecord block)
    {
        var end = start + (ulong)_geometry.PageSize;
        var header = HeaderOf(start, block.Address);
        var (before, behind) = header == start ? (start + (ulong)_geometry.HeaderBytes, end) : (start, header);
        if (block.Address > start && FirstModified(before, block.Address) is { } near)
        {
            throw Modified(block, near, block.Address, Stops.SpecialPool.NearbyCorrupt, $"A write in front of the block, at 0x{near:X}.");
        }

        if (FirstModified(block.Address + block.Bytes, behind) is { } beyond)
        {
            throw Modified(block, beyond, behind, Stops.SpecialPool.BehindCorrupt, $"A write past the end of the block, at 0x{beyond:X}.");
        }
    }

    /// <summary>One bit alone that differs is a sub-code of its own: memory may be failing.</summary>
    private Exception Modified(in PoolBlockRecord block, ulong at, ulong end, Func<ulong, ulong, ulong, BugCheck> stop, string why)
    {
        var difference = (byte)(_geometry.Bytes(at, 1)[0] ^ Pattern);
        return System.Numerics.BitOperations.IsPow2(difference) && FirstModified(at + 1, end) is null
            ? _machine.BugCheck(
                Stops.SpecialPool.SingleBit(block.Address, at, block.Bytes),
                $"A single bit near the block was flipped, at 0x{at:X}.")
            : _machine.BugCheck(stop(block.Address, at, block.Bytes), why);
    }

    private ulong? FirstModified(ulong from, ulong to)
    {
        var at = from < to ? _geometry.Bytes(from, to - from).IndexOfAnyExcept(Pattern) : -1;
        return at < 0 ? null : from + (ulong)at;
    }

    private void Release(ulong start)
    {
        var page = _machine.Pages.PageOf(start);
        var slot = (page - _firstPage - 1) / 2;
        PageLockCheck.Verify(_machine, page, 1, 0);
        _machine.Pages.Set(page, 1, PageKind.SpecialFreed);
        _machine.Physical.Return(1);
        _slots[slot] = 0;
        _freed.Enqueue(slot);
        InUse--;
    }

    /// <summary>At the end of the page, as near as the alignment allows, unless the priority says that it starts the page.</summary>
    private ulong AddressIn(ulong start, in PoolRequest request)
    {
        const uint underrun = 9;
        if (request.Asks(PoolRequestOptions.HasPriority) && ((uint)request.Priority & underrun) == underrun)
        {
            return start;
        }

        var room = ((uint)request.Bytes + (uint)_geometry.UnitBytes - 1) & ~(uint)(_geometry.UnitBytes - 1);
        return start + (ulong)_geometry.PageSize - Math.Max(room, (uint)_geometry.UnitBytes);
    }

    /// <summary>The header is at the other end of the page.</summary>
    private ulong HeaderOf(ulong start, ulong address) =>
        address == start ? start + (ulong)(_geometry.PageSize - _geometry.HeaderBytes) : start;

    private int PageOf(int slot) => _firstPage + 1 + (2 * slot);
}
