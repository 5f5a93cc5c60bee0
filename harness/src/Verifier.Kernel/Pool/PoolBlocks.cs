namespace Verifier.Kernel;

/// <summary>
/// Blocks of part of a page: cut from free blocks of one pool and merged again. Addresses here are those of headers ("entries").
/// </summary>
internal sealed class PoolBlocks
{
    private readonly PoolGeometry _geometry;
    private readonly PoolMemoryCheck _check;
    private readonly PoolFreeSpace _free;
    private readonly PoolPages _pages;
    private readonly ushort[] _firstUnit;
    private readonly ushort[] _live;

    // The block freed last is merged with its neighbours only at the next operation, unless that one wants a block of its size.
    private ulong _pending;
    private int _pendingUnits;
    private uint _pendingWord;

    public PoolBlocks(PoolGeometry geometry, PoolCorruption corruption, PoolPages pages)
    {
        _geometry = geometry;
        _check = new PoolMemoryCheck(geometry, corruption);
        _free = new PoolFreeSpace(geometry, corruption, _check, pages);
        _pages = pages;
        _firstUnit = new ushort[pages.Capacity];
        _live = new ushort[pages.Capacity];
    }

    /// <summary>The memory that is in no block.</summary>
    public PoolFreeSpace Free => _free;

    /// <summary>Takes in all blocks, used and free, with what is in them.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add(_pending);
        hash.Add((long)_pendingUnits);
        hash.Add((ulong)_pendingWord);
        hash.Add<ushort>(_firstUnit.AsSpan(0, _pages.Highest));
        hash.Add<ushort>(_live.AsSpan(0, _pages.Highest));
        for (var page = 0; page < _pages.Highest; page++)
        {
            if (_pages.Use(page) >= PoolPageUse.Blocks)
            {
                hash.Add(_geometry.Bytes(_pages.AddressOf(page), (ulong)_geometry.PageSize));
            }
        }

        _free.AddTo(ref hash);
    }

    /// <summary>Forgets all blocks, before the pages are.</summary>
    public void Reset(ulong heads)
    {
        for (var page = 0; page < _pages.Highest; page++)
        {
            _firstUnit[page] = 0;
            _live[page] = 0;
        }

        _pending = 0;
        _free.Reset(heads);
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

        var size = _free.FindAtLeast(units);
        ulong entry;
        var previous = 0;
        if (size != 0)
        {
            entry = _free.TakeFree(size, out previous);
        }
        else if ((entry = _free.TakePage()) == 0)
        {
            return 0;
        }
        else
        {
            size = _geometry.UnitsPerPage;
        }

        // A page is filled from its beginning; behind that, what is left of a free block stays in front.
        return CutOut(entry, size, previous, previous == 0 ? 0 : size - units, units, typeBits, tag);
    }

    /// <summary>Takes a block whose data begins a cache line.</summary>
    public ulong TakeAlignedBlock(int units, uint typeBits, PoolTag tag)
    {
        Settle();
        var lineUnits = _geometry.CacheLineBytes >> _geometry.UnitShift;
        var atLeast = units + lineUnits - 1;
        var size = atLeast >= _geometry.UnitsPerPage ? 0 : _free.FindAtLeast(atLeast);
        var previous = 0;
        var entry = size != 0 ? _free.TakeFree(size, out previous) : _free.TakePage();
        if (entry == 0)
        {
            return 0;
        }

        var misalignment = (uint)(entry + (ulong)_geometry.HeaderBytes) & (uint)(_geometry.CacheLineBytes - 1);
        var gap = misalignment == 0 ? 0 : (int)(((uint)_geometry.CacheLineBytes - misalignment) >> _geometry.UnitShift);
        return CutOut(entry, size != 0 ? size : _geometry.UnitsPerPage, previous, gap, units, typeBits, tag);
    }

    /// <summary>True if there is room for an aligned block of so many units in a page.</summary>
    public bool FitsAligned(int units) =>
        units + (_geometry.CacheLineBytes >> _geometry.UnitShift) - 1 < _geometry.UnitsPerPage;

    /// <summary>Stops the machine if a live block's header, or a neighbour's that leads back to it, is not as it was written.</summary>
    public void CheckLive(ulong entry, int units, uint typeBits, PoolTag tag) =>
        _check.Live(entry, units, typeBits, tag, _firstUnit[_pages.PageOf(entry)]);

    /// <summary>Gives a block back whose header <see cref="CheckLive"/> found sound.</summary>
    public void ReturnBlock(ulong entry, int units)
    {
        Settle();
        _geometry.FillFreed(entry + (ulong)_geometry.HeaderBytes, _geometry.After(entry, units));
        if (--_live[_pages.PageOf(entry)] == 0)
        {
            // The page is empty now: it goes back at once, so that the count of pages is always exact.
            _free.Merge(entry, units);
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
            _check.Free(entry, _pendingWord, _pendingUnits);
            _pending = 0;
            _free.Merge(entry, _pendingUnits);
        }
    }

    /// <summary>The last units of a page that a request of whole pages does not need become a free block.</summary>
    public void AddTail(int page, int units)
    {
        var end = _pages.AddressOf(page + 1);
        var entry = _geometry.After(end, -units);
        _pages.Use(page) = PoolPageUse.SharedTail;
        _firstUnit[page] = (ushort)(_geometry.UnitsPerPage - units);
        _live[page] = 1;
        _geometry.FillFreed(entry, end);
        _free.WriteFree(entry, 0, units);
    }

    /// <summary>The request is gone: its part of the page becomes a free block, and the page is like any other page of blocks.</summary>
    public void ReleaseFront(int page)
    {
        var entry = _pages.AddressOf(page);
        int units = _firstUnit[page];
        _pages.Use(page) = PoolPageUse.Blocks;
        _firstUnit[page] = 0;
        _live[page]--;
        _geometry.FillFreed(entry, _geometry.After(entry, units));
        units += _free.TakeFreeNeighbour(_geometry.After(entry, units), 0);
        _free.PutFree(entry, units, 0);
    }

    /// <summary>Looks at every header and all free memory; stops the machine where something is not as the pool left it.</summary>
    public void CheckAll()
    {
        Settle();
        for (var page = 0; page < _pages.Highest; page++)
        {
            if (_pages.Use(page) >= PoolPageUse.Blocks)
            {
                _check.Page(_pages.AddressOf(page), _firstUnit[page]);
            }
        }
    }

    private ulong TakePending(uint typeBits, PoolTag tag)
    {
        var entry = _pending;
        _check.Free(entry, _pendingWord, _pendingUnits);
        _check.Fill(entry + (ulong)_geometry.HeaderBytes, _geometry.After(entry, _pendingUnits));
        _pending = 0;
        _live[_pages.PageOf(entry)]++;
        _geometry.WriteHeader(entry, _geometry.Compose(_geometry.PreviousSize(_pendingWord), _pendingUnits, typeBits), tag);
        return entry;
    }

    private ulong CutOut(ulong entry, int size, int previous, int gap, int units, uint typeBits, PoolTag tag)
    {
        _live[_pages.PageOf(entry)]++;
        return _free.Carve(entry, size, previous, gap, units, typeBits, tag);
    }
}
