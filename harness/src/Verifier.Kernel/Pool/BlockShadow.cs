namespace Verifier.Kernel;

/// <summary>
/// The tracked blocks of a pool by the addresses at which they begin, outside of the memory that drivers can overwrite. Remembers also
/// where blocks have begun that are free now, so that a second free is known for what it is.
/// </summary>
internal sealed class BlockShadow
{
    // A block began here and was freed: by whom is in the bits below the sign, where it is known and fits.
    private const int Freed = -1;
    private const int OrdinalBits = 10;
    private const long MostCalls = (1L << (31 - OrdinalBits)) - 2;

    private readonly PoolGeometry _geometry;
    private readonly RegionRange _range;
    private readonly int[] _chunkOfPage;
    private int[] _slots = new int[64 * 256];
    private int _chunks;
    private int _slotsUsed;

    public BlockShadow(PoolGeometry geometry, RegionRange range)
    {
        _geometry = geometry;
        _range = range;
        _chunkOfPage = new int[range.Length / 4096];
    }

    /// <summary>The number for a block that a call frees.</summary>
    public static int FreedBy(Ddi? ddi, long call) =>
        ddi is { Ordinal: < 1 << OrdinalBits } && call <= MostCalls ? Freed - (int)(((call + 1) << OrdinalBits) | (uint)ddi.Ordinal) : Freed;

    /// <summary>True if the number is that of a block that was freed.</summary>
    public static bool IsFreed(int number) => number < 0;

    /// <summary>The call that freed such a block; null where it is not known.</summary>
    public static Origin? OriginOf(int freed)
    {
        var packed = Freed - freed;
        return packed > 0
            ? new Origin("freed", DdiCatalogue.All[packed & ((1 << OrdinalBits) - 1)].Name, (packed >> OrdinalBits) - 1)
            : null;
    }

    /// <summary>The number of the live block that begins at an address, one that <see cref="IsFreed"/>, or 0 when none ever did.</summary>
    public int Find(ulong address)
    {
        var offset = address - _range.Address;
        var chunk = _chunkOfPage[offset >> _geometry.PageShift];
        return chunk != 0 && (offset & (uint)(_geometry.UnitBytes - 1)) == 0 ? _slots[Slot(chunk, offset)] : 0;
    }

    /// <summary>The live block whose data holds an address; 0 when there is none.</summary>
    public int FindAround(ulong address, PoolBlockTable blocks)
    {
        var offset = (long)(address - _range.Address) >> _geometry.UnitShift << _geometry.UnitShift;
        for (; offset >= 0; offset -= _geometry.UnitBytes)
        {
            var chunk = _chunkOfPage[offset >> _geometry.PageShift];
            if (chunk == 0)
            {
                offset &= ~(long)(_geometry.PageSize - 1);
                continue;
            }

            var index = _slots[Slot(chunk, (ulong)offset)];
            if (index > 0)
            {
                return address - blocks[index].Address < blocks[index].Bytes ? index : 0;
            }
        }

        return 0;
    }

    /// <summary>The number of the nearest block before an address, in the same page: live, freed, or 0 if none ever began there.</summary>
    public int FindBefore(ulong address)
    {
        var offset = (long)(address - _range.Address) >> _geometry.UnitShift << _geometry.UnitShift;
        var page = offset & ~(long)(_geometry.PageSize - 1);
        var chunk = _chunkOfPage[offset >> _geometry.PageShift];
        for (var number = 0; chunk != 0 && offset >= page; offset -= _geometry.UnitBytes)
        {
            if ((number = _slots[Slot(chunk, (ulong)offset)]) != 0)
            {
                return number;
            }
        }

        return 0;
    }

    /// <summary>Notes that a block begins here.</summary>
    public void Set(ulong address, int index)
    {
        var offset = address - _range.Address;
        ref var chunk = ref _chunkOfPage[offset >> _geometry.PageShift];
        if (chunk == 0)
        {
            chunk = ++_chunks;
            _slotsUsed = (_chunks + 1) * _geometry.UnitsPerPage;
            if (_slotsUsed > _slots.Length)
            {
                Array.Resize(ref _slots, Math.Max(_slotsUsed, 2 * _slots.Length));
            }
        }

        _slots[Slot(chunk, offset)] = index;
    }

    /// <summary>Forgets everything; so many pages have been used.</summary>
    public void Reset(int pages)
    {
        _chunkOfPage.AsSpan(0, pages).Clear();
        _slots.AsSpan(0, _slotsUsed).Clear();
        _slotsUsed = 0;
        _chunks = 0;
    }

    private int Slot(int chunk, ulong offset) =>
        (chunk * _geometry.UnitsPerPage) + (int)((offset & (uint)(_geometry.PageSize - 1)) >> _geometry.UnitShift);
}
