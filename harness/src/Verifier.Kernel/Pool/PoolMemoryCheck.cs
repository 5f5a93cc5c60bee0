namespace Verifier.Kernel;

/// <summary>Compares pool memory with what the pool wrote there; stops the machine where a driver has written.</summary>
internal sealed class PoolMemoryCheck(PoolGeometry geometry, PoolCorruption corruption)
{
    /// <summary>A live block's header, and the neighbours' that lead back to it; the first block of the page begins at a unit.</summary>
    public void Live(ulong entry, int units, uint typeBits, PoolTag tag, int firstUnit)
    {
        var word = geometry.Word(entry);
        var next = geometry.After(entry, units);
        var previous = geometry.PreviousSize(word);
        if (word != geometry.Compose(previous, units, typeBits) || geometry.Tag(entry) != tag)
        {
            throw corruption.Header(entry, geometry.After(entry, geometry.BlockSize(word)));
        }

        if (!geometry.IsPageStart(next) && geometry.PreviousSize(geometry.Word(next)) != units)
        {
            throw corruption.Header(entry, next);
        }

        var within = (int)((entry & (uint)(geometry.PageSize - 1)) >> geometry.UnitShift);
        var isSound = previous == 0
            ? within == firstUnit
            : previous <= within && geometry.BlockSize(geometry.Word(geometry.After(entry, -previous))) == previous;
        if (!isSound)
        {
            throw corruption.Header(geometry.After(entry, -previous), entry);
        }
    }

    /// <summary>The header of a free block, and that the one behind leads back to it.</summary>
    public void Free(ulong entry, uint word, int units)
    {
        var next = geometry.After(entry, units);
        if (geometry.Word(entry) != word || (!geometry.IsPageStart(next) && geometry.PreviousSize(geometry.Word(next)) != units))
        {
            throw corruption.FreedHeader(entry);
        }
    }

    /// <summary>All headers of a page and all its free memory.</summary>
    public void Page(ulong start, int firstUnit)
    {
        var expected = 0;
        for (var unit = firstUnit; unit < geometry.UnitsPerPage; unit += expected)
        {
            var entry = geometry.After(start, unit);
            var word = geometry.Word(entry);
            var size = geometry.BlockSize(word);
            if (size == 0 || geometry.PreviousSize(word) != expected || unit + size > geometry.UnitsPerPage)
            {
                throw corruption.Header(geometry.After(entry, -expected), entry);
            }

            if (geometry.TypeBits(word) == 0 && size > 1)
            {
                Fill(entry + (ulong)(geometry.HeaderBytes + geometry.LinkBytes), geometry.After(entry, size));
            }

            expected = size;
        }
    }

    /// <summary>Free memory between two addresses; nothing when they are the wrong way round.</summary>
    public void Fill(ulong from, ulong to)
    {
        if (from < to)
        {
            var modified = geometry.Bytes(from, to - from).IndexOfAnyExcept(PoolGeometry.FreedByte);
            if (modified >= 0)
            {
                throw corruption.FreedMemory(from + (ulong)modified);
            }
        }
    }
}
