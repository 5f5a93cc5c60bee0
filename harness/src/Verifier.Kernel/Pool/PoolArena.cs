namespace Verifier.Kernel;

/// <summary>
/// One of the two pools: blocks of part of a page, cut from free blocks and merged again, and runs of whole pages. Knows addresses and
/// headers; who owns what is the block table's business. Addresses here are those of headers ("entries") unless said otherwise.
/// </summary>
internal sealed class PoolArena
{
    private readonly PoolGeometry _geometry;
    private readonly PoolCorruption _corruption;
    private readonly PoolFreeLists _lists;
    private readonly bool[] _isFilled;
    private readonly ushort[] _tailStart;
    private readonly ushort[] _live;
    private bool _sharesTails;

    // The block freed last is merged with its neighbours only at the next operation, unless that one wants a block of its size.
    private ulong _pending;
    private int _pendingUnits;
    private uint _pendingWord;

    public PoolArena(Machine machine, PoolGeometry geometry, PoolCorruption corruption, RegionRange range, PageKind kind)
    {
        _geometry = geometry;
        _corruption = corruption;
        Pages = new PoolPages(machine, range, kind);
        Shadow = new BlockShadow(geometry, range);
        _lists = new PoolFreeLists(geometry, Pages, corruption);
        _isFilled = new bool[range.Length >> machine.Pages.Shift];
        _tailStart = new ushort[_isFilled.Length];
        _live = new ushort[_isFilled.Length];
    }

    public PoolPages Pages { get; }

    /// <summary>Which tracked block begins where.</summary>
    public BlockShadow Shadow { get; }

    public void Reset(SystemProfile profile, long bytes, ulong heads)
    {
        for (var page = 0; page < Pages.Highest; page++)
        {
            // A page that was given back holds the fill of free memory; one that was not may hold anything.
            _isFilled[page] &= Pages.Use(page) == PoolPageUse.None;
            _tailStart[page] = 0;
            _live[page] = 0;
        }

        _pending = 0;

        Shadow.Reset(Pages.Highest);
        Pages.Reset(bytes);
        _lists.Reset(heads);
        _sharesTails = profile.ReusesTailOfLastPage;
    }

    /// <summary>Takes a block of so many units; 0 when there is none and no page to cut one from.</summary>
    public ulong TakeBlock(int units, uint typeBits, PoolTag tag)
    {
        if (_pending != 0)
        {
            if (_pendingUnits == units)
            {
                return TakePending(typeBits, tag);
            }

            Settle();
        }

        var size = _lists.FindAtLeast(units);
        ulong entry;
        var previous = 0;
        if (size != 0)
        {
            entry = TakeFree(size, out previous);
        }
        else if ((entry = TakePage()) == 0)
        {
            return 0;
        }
        else
        {
            size = _geometry.UnitsPerPage;
        }

        // A page is filled from its beginning; behind that, what is left of a free block stays in front.
        return Carve(entry, size, previous, previous == 0 ? 0 : size - units, units, typeBits, tag);
    }

    /// <summary>Takes a block whose data begins a cache line.</summary>
    public ulong TakeAlignedBlock(int units, uint typeBits, PoolTag tag)
    {
        Settle();
        var lineUnits = _geometry.CacheLineBytes >> _geometry.UnitShift;
        var atLeast = units + lineUnits - 1;
        var size = atLeast >= _geometry.UnitsPerPage ? 0 : _lists.FindAtLeast(atLeast);
        var previous = 0;
        var entry = size != 0 ? TakeFree(size, out previous) : TakePage();
        if (entry == 0)
        {
            return 0;
        }

        var misalignment = (uint)(entry + (ulong)_geometry.HeaderBytes) & (uint)(_geometry.CacheLineBytes - 1);
        var gap = misalignment == 0 ? 0 : (int)(((uint)_geometry.CacheLineBytes - misalignment) >> _geometry.UnitShift);
        return Carve(entry, size != 0 ? size : _geometry.UnitsPerPage, previous, gap, units, typeBits, tag);
    }

    /// <summary>Is there room for an aligned block of so many units in a page?</summary>
    public bool FitsAligned(int units) =>
        units + (_geometry.CacheLineBytes >> _geometry.UnitShift) - 1 < _geometry.UnitsPerPage;

    /// <summary>Stops the machine if a live block's header, or a neighbour's that leads back to it, is not as it was written.</summary>
    public void CheckLive(ulong entry, int units, uint typeBits, PoolTag tag)
    {
        var word = _geometry.Word(entry);
        var next = _geometry.After(entry, units);
        var previous = _geometry.PreviousSize(word);
        if (word != _geometry.Compose(previous, units, typeBits) || _geometry.Tag(entry) != tag)
        {
            throw _corruption.Header(entry, _geometry.After(entry, _geometry.BlockSize(word)));
        }

        if (!_geometry.IsPageStart(next) && _geometry.PreviousSize(_geometry.Word(next)) != units)
        {
            throw _corruption.Header(entry, next);
        }

        var within = (int)((entry & (uint)(_geometry.PageSize - 1)) >> _geometry.UnitShift);
        var isSound = previous == 0
            ? within == 0 || within == _tailStart[Pages.PageOf(entry)]
            : previous <= within && _geometry.BlockSize(_geometry.Word(_geometry.After(entry, -previous))) == previous;
        if (!isSound)
        {
            throw _corruption.Header(_geometry.After(entry, -previous), entry);
        }
    }

    /// <summary>Gives a block back whose header <see cref="CheckLive"/> found sound.</summary>
    public void ReturnBlock(ulong entry, int units)
    {
        Settle();
        _geometry.FillFreed(entry + (ulong)_geometry.HeaderBytes, _geometry.After(entry, units));
        if (--_live[Pages.PageOf(entry)] == 0)
        {
            // The page is empty now: it goes back at once, so that the count of pages is always exact.
            Merge(entry, units);
            return;
        }

        _pending = entry;
        _pendingUnits = units;
        _pendingWord = _geometry.Word(entry);
    }

    /// <summary>Merges the block that was freed last with its free neighbours.</summary>
    public void Settle()
    {
        if (_pending != 0)
        {
            var entry = _pending;
            CheckPending(entry);
            _pending = 0;
            Merge(entry, _pendingUnits);
        }
    }

    private ulong TakePending(uint typeBits, PoolTag tag)
    {
        var entry = _pending;
        CheckPending(entry);
        CheckFill(entry + (ulong)_geometry.HeaderBytes, _geometry.After(entry, _pendingUnits));
        _pending = 0;
        _live[Pages.PageOf(entry)]++;
        _geometry.WriteHeader(entry, _geometry.Compose(_geometry.PreviousSize(_pendingWord), _pendingUnits, typeBits), tag);
        return entry;
    }

    private void CheckPending(ulong entry)
    {
        var next = _geometry.After(entry, _pendingUnits);
        if (_geometry.Word(entry) != _pendingWord
            || (!_geometry.IsPageStart(next) && _geometry.PreviousSize(_geometry.Word(next)) != _pendingUnits))
        {
            throw _corruption.FreedHeader(entry);
        }
    }

    private void Merge(ulong entry, int units)
    {
        var previous = _geometry.PreviousSize(_geometry.Word(entry));
        units += TakeFreeNeighbour(_geometry.After(entry, units), units);
        if (previous != 0)
        {
            var before = _geometry.After(entry, -previous);
            if (_geometry.TypeBits(_geometry.Word(before)) == 0)
            {
                if (previous > 1)
                {
                    _lists.Remove(before, previous);
                }

                _geometry.FillFreed(entry, entry + (ulong)_geometry.HeaderBytes);
                units += previous;
                entry = before;
                previous = _geometry.PreviousSize(_geometry.Word(before));
            }
        }

        PutFree(entry, units, previous);
    }

    /// <summary>Takes whole pages for a request; the address of the first, or 0.</summary>
    public ulong TakeRun(ulong bytes)
    {
        Settle();
        var count = PagesFor(bytes);
        var first = Pages.Take(count, PoolPageUse.Run);
        if (first < 0)
        {
            return 0;
        }

        _isFilled.AsSpan(first, count).Clear();
        var tail = TailUnits(bytes);
        if (tail != 0)
        {
            var last = first + count - 1;
            var entry = _geometry.After(Pages.AddressOf(last + 1), -tail);
            Pages.Use(last) = PoolPageUse.SharedTail;
            _tailStart[last] = (ushort)(_geometry.UnitsPerPage - tail);
            _live[last] = 1;
            _geometry.FillFreed(entry, Pages.AddressOf(last + 1));
            _geometry.WriteHeader(entry, _geometry.Compose(0, tail, 0), default);
            _lists.Insert(entry, tail);
        }

        return Pages.AddressOf(first);
    }

    /// <summary>Gives back what <see cref="TakeRun"/> gave for so many bytes.</summary>
    public void ReturnRun(ulong address, ulong bytes)
    {
        Settle();
        var first = Pages.PageOf(address);
        var count = PagesFor(bytes);
        var tail = TailUnits(bytes);
        if (tail == 0)
        {
            Pages.Return(first, count);
            return;
        }

        // The front of the shared page becomes a free block, and the page is like any other page of blocks.
        var last = first + count - 1;
        var entry = Pages.AddressOf(last);
        var units = _geometry.UnitsPerPage - tail;
        Pages.Return(first, count - 1);
        Pages.Use(last) = PoolPageUse.Blocks;
        _tailStart[last] = 0;
        _live[last]--;
        _geometry.FillFreed(entry, _geometry.After(entry, units));
        units += TakeFreeNeighbour(_geometry.After(entry, units), 0);
        PutFree(entry, units, 0);
    }

    /// <summary>What a run of so many bytes is charged: its pages without what others may use of the last.</summary>
    public ulong ChargeOfRun(ulong bytes) =>
        ((ulong)PagesFor(bytes) << _geometry.PageShift) - ((ulong)TailUnits(bytes) << _geometry.UnitShift);

    public int PagesFor(ulong bytes) => (int)((bytes + (uint)_geometry.PageSize - 1) >> _geometry.PageShift);

    /// <summary>Looks at every header and all free memory; stops the machine where something is not as the pool left it.</summary>
    public void CheckAll()
    {
        Settle();
        for (var page = 0; page < Pages.Highest; page++)
        {
            var use = Pages.Use(page);
            if (use >= PoolPageUse.Blocks)
            {
                CheckPage(Pages.AddressOf(page), use == PoolPageUse.SharedTail ? _tailStart[page] : 0);
            }
        }
    }

    private void CheckPage(ulong start, int firstUnit)
    {
        var expected = 0;
        for (var unit = firstUnit; unit < _geometry.UnitsPerPage; unit += expected)
        {
            var entry = _geometry.After(start, unit);
            var word = _geometry.Word(entry);
            var size = _geometry.BlockSize(word);
            if (size == 0 || _geometry.PreviousSize(word) != expected || unit + size > _geometry.UnitsPerPage)
            {
                throw _corruption.Header(_geometry.After(entry, -expected), entry);
            }

            if (_geometry.TypeBits(word) == 0 && size > 1)
            {
                CheckFill(entry + (ulong)(_geometry.HeaderBytes + _geometry.LinkBytes), _geometry.After(entry, size));
            }

            expected = size;
        }
    }

    /// <summary>Takes the first free block of a size off its list, as it is.</summary>
    private ulong TakeFree(int size, out int previous)
    {
        var entry = _lists.RemoveFirst(size);
        var word = _geometry.Word(entry);
        previous = _geometry.PreviousSize(word);
        var next = _geometry.After(entry, size);
        if (word != _geometry.Compose(previous, size, 0) || (!_geometry.IsPageStart(next) && _geometry.PreviousSize(_geometry.Word(next)) != size))
        {
            throw _corruption.FreedHeader(entry);
        }

        return entry;
    }

    private ulong TakePage()
    {
        var page = Pages.Take(1, PoolPageUse.Blocks);
        if (page < 0)
        {
            return 0;
        }

        var address = Pages.AddressOf(page);
        if (!_isFilled[page])
        {
            _geometry.FillFreed(address, address + (ulong)_geometry.PageSize);
            _isFilled[page] = true;
        }

        return address;
    }

    /// <summary>Cuts a block out of a free one that is on no list; what is in front and behind becomes free blocks.</summary>
    private ulong Carve(ulong entry, int size, int previous, int gap, int units, uint typeBits, PoolTag tag)
    {
        var taken = _geometry.After(entry, gap);
        var behind = _geometry.After(taken, units);
        var rest = size - gap - units;
        var links = entry + (ulong)(_geometry.HeaderBytes + _geometry.LinkBytes);
        var checkEnd = rest > 0 ? Math.Min(behind + (ulong)(_geometry.HeaderBytes + _geometry.LinkBytes), _geometry.After(behind, rest)) : behind;
        CheckFill(Math.Max(taken, links), checkEnd);
        if (gap > 0)
        {
            WriteFree(entry, previous, gap);
            previous = gap;
        }

        _live[Pages.PageOf(taken)]++;
        _geometry.WriteHeader(taken, _geometry.Compose(previous, units, typeBits), tag);
        if (rest > 0)
        {
            WriteFree(behind, units, rest);
            behind = _geometry.After(behind, rest);
            units = rest;
        }

        if (!_geometry.IsPageStart(behind))
        {
            _geometry.SetPreviousSize(behind, units);
        }

        return taken;
    }

    private void WriteFree(ulong entry, int previous, int units)
    {
        _geometry.WriteHeader(entry, _geometry.Compose(previous, units, 0), default);
        if (units > 1)
        {
            _lists.Insert(entry, units);
        }
    }

    /// <summary>If a free block begins here, takes it off its list to be merged with the block before it; its units, or 0.</summary>
    private int TakeFreeNeighbour(ulong entry, int previous)
    {
        if (_geometry.IsPageStart(entry))
        {
            return 0;
        }

        var word = _geometry.Word(entry);
        var units = _geometry.BlockSize(word);
        if (_geometry.TypeBits(word) != 0)
        {
            return _geometry.PreviousSize(word) == previous ? 0 : throw _corruption.Header(entry, _geometry.After(entry, units));
        }

        var within = (int)((entry & (uint)(_geometry.PageSize - 1)) >> _geometry.UnitShift);
        if (units == 0 || within + units > _geometry.UnitsPerPage || _geometry.PreviousSize(word) != previous)
        {
            throw _corruption.FreedHeader(entry);
        }

        if (units > 1)
        {
            _lists.Remove(entry, units);
        }

        var end = Math.Min(entry + (ulong)(_geometry.HeaderBytes + _geometry.LinkBytes), _geometry.After(entry, units));
        _geometry.FillFreed(entry, end);
        return units;
    }

    /// <summary>A merged free block goes on its list, or its page back when the page is all free.</summary>
    private void PutFree(ulong entry, int units, int previous)
    {
        if (units == _geometry.UnitsPerPage)
        {
            _geometry.FillFreed(entry, entry + (ulong)(_geometry.HeaderBytes + _geometry.LinkBytes));
            var page = Pages.PageOf(entry);
            _isFilled[page] = true;
            Pages.Return(page, 1);
            return;
        }

        _geometry.WriteWord(entry, _geometry.Compose(previous, units, 0));
        if (units > 1)
        {
            _lists.Insert(entry, units);
        }

        var next = _geometry.After(entry, units);
        if (!_geometry.IsPageStart(next))
        {
            _geometry.SetPreviousSize(next, units);
        }
    }

    private void CheckFill(ulong from, ulong to)
    {
        if (from < to)
        {
            var modified = _geometry.Bytes(from, to - from).IndexOfAnyExcept(PoolGeometry.FreedByte);
            if (modified >= 0)
            {
                throw _corruption.FreedMemory(from + (ulong)modified);
            }
        }
    }

    /// <summary>Units of the last page of a request that others may use; blocks need at least two.</summary>
    private int TailUnits(ulong bytes)
    {
        if (!_sharesTails || bytes <= (uint)_geometry.PageSize)
        {
            return 0;
        }

        var over = (ulong)PagesFor(bytes) * (ulong)_geometry.PageSize - bytes;
        var units = (int)(over >> _geometry.UnitShift);
        return units > 1 ? units : 0;
    }
}
