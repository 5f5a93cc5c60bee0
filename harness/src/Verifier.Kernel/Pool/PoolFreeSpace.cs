namespace Verifier.Kernel;

/// <summary>
/// The free memory of one pool: cuts blocks out of it and merges what comes back, writing headers as NT does. Addresses are those of
/// headers ("entries").
/// </summary>
internal sealed class PoolFreeSpace(PoolGeometry geometry, PoolCorruption corruption, PoolMemoryCheck check, PoolPages pages)
{
    private readonly PoolFreeLists _lists = new(geometry, pages, corruption);
    private readonly bool[] _isFilled = new bool[pages.Capacity];

    /// <summary>The smallest size with a free block of at least so many units; 0 when there is none.</summary>
    public int FindAtLeast(int units) => _lists.FindAtLeast(units);

    /// <summary>Takes the first free block of a size off its list, as it is.</summary>
    public ulong TakeFree(int size, out int previous)
    {
        var entry = _lists.RemoveFirst(size);
        previous = geometry.PreviousSize(geometry.Word(entry));
        check.Free(entry, geometry.Compose(previous, size, 0), size);
        return entry;
    }

    /// <summary>Takes a page, all of it free; 0 when there is none.</summary>
    public ulong TakePage()
    {
        var page = pages.Take(1, PoolPageUse.Blocks);
        if (page < 0)
        {
            return 0;
        }

        var address = pages.AddressOf(page);
        if (!_isFilled[page])
        {
            geometry.FillFreed(address, address + (ulong)geometry.PageSize);
            _isFilled[page] = true;
        }

        return address;
    }

    /// <summary>Cuts a block out of a free one that is on no list; what is in front and behind becomes free blocks.</summary>
    public ulong Carve(ulong entry, int size, int previous, int gap, int units, uint typeBits, PoolTag tag)
    {
        var taken = geometry.After(entry, gap);
        var behind = geometry.After(taken, units);
        var rest = size - gap - units;
        var links = entry + (ulong)(geometry.HeaderBytes + geometry.LinkBytes);
        var restLinks = behind + (ulong)(geometry.HeaderBytes + geometry.LinkBytes);
        var checkEnd = rest > 0 ? Math.Min(restLinks, geometry.After(behind, rest)) : behind;
        check.Fill(Math.Max(taken, links), checkEnd);
        if (gap > 0)
        {
            WriteFree(entry, previous, gap);
            previous = gap;
        }

        geometry.WriteHeader(taken, geometry.Compose(previous, units, typeBits), tag);
        if (rest > 0)
        {
            WriteFree(behind, units, rest);
            behind = geometry.After(behind, rest);
            units = rest;
        }

        if (!geometry.IsPageStart(behind))
        {
            geometry.SetPreviousSize(behind, units);
        }

        return taken;
    }

    /// <summary>Writes the header of a free block and puts it on its list, if it has room for links.</summary>
    public void WriteFree(ulong entry, int previous, int units)
    {
        geometry.WriteHeader(entry, geometry.Compose(previous, units, 0), default);
        if (units > 1)
        {
            _lists.Insert(entry, units);
        }
    }

    /// <summary>A merged free block goes on its list, or its page back when the page is all free.</summary>
    public void PutFree(ulong entry, int units, int previous)
    {
        if (units == geometry.UnitsPerPage)
        {
            geometry.FillFreed(entry, entry + (ulong)(geometry.HeaderBytes + geometry.LinkBytes));
            var page = pages.PageOf(entry);
            _isFilled[page] = true;
            pages.Return(page, 1);
            return;
        }

        geometry.WriteWord(entry, geometry.Compose(previous, units, 0));
        if (units > 1)
        {
            _lists.Insert(entry, units);
        }

        var next = geometry.After(entry, units);
        if (!geometry.IsPageStart(next))
        {
            geometry.SetPreviousSize(next, units);
        }
    }

    /// <summary>Merges a block that comes back with its free neighbours.</summary>
    public void Merge(ulong entry, int units)
    {
        var previous = geometry.PreviousSize(geometry.Word(entry));
        units += TakeFreeNeighbour(geometry.After(entry, units), units);
        if (previous != 0)
        {
            var before = geometry.After(entry, -previous);
            if (geometry.TypeBits(geometry.Word(before)) == 0)
            {
                if (previous > 1)
                {
                    _lists.Remove(before, previous);
                }

                geometry.FillFreed(entry, entry + (ulong)geometry.HeaderBytes);
                units += previous;
                entry = before;
                previous = geometry.PreviousSize(geometry.Word(before));
            }
        }

        PutFree(entry, units, previous);
    }

    /// <summary>
    /// Takes a free block that begins here off its list, to be merged with the block before it; its units, or 0 if there is none.
    /// </summary>
    public int TakeFreeNeighbour(ulong entry, int previous)
    {
        if (geometry.IsPageStart(entry))
        {
            return 0;
        }

        var word = geometry.Word(entry);
        var units = geometry.BlockSize(word);
        if (geometry.TypeBits(word) != 0)
        {
            return geometry.PreviousSize(word) == previous ? 0 : throw corruption.Header(entry, geometry.After(entry, units));
        }

        var within = (int)((entry & (uint)(geometry.PageSize - 1)) >> geometry.UnitShift);
        if (units == 0 || within + units > geometry.UnitsPerPage || geometry.PreviousSize(word) != previous)
        {
            throw corruption.FreedHeader(entry);
        }

        if (units > 1)
        {
            _lists.Remove(entry, units);
        }

        var end = Math.Min(entry + (ulong)(geometry.HeaderBytes + geometry.LinkBytes), geometry.After(entry, units));
        geometry.FillFreed(entry, end);
        return units;
    }

    /// <summary>Pages are about to hold a request of whole pages: what is known of their contents is void.</summary>
    public void Overwrite(int first, int count) => _isFilled.AsSpan(first, count).Clear();

    /// <summary>Takes in the lists, and which pages are known to be filled.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add<bool>(_isFilled.AsSpan(0, pages.Highest));
        _lists.AddTo(ref hash);
    }

    /// <summary>Forgets everything, before the pages are forgotten.</summary>
    public void Reset(ulong heads)
    {
        for (var page = 0; page < pages.Highest; page++)
        {
            // A page that was given back holds the fill of free memory; one that was not may hold anything.
            _isFilled[page] &= pages.Use(page) == PoolPageUse.None;
        }

        _lists.Reset(heads);
    }
}
