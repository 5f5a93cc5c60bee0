namespace Verifier.Kernel;

/// <summary>
/// Requests of whole pages. What the last page has left over is wasted before Vista and given to others as blocks from Vista on
/// (harness/docs/facts/memory.md#sizes-and-headers).
/// </summary>
internal sealed class PoolRuns(PoolGeometry geometry, PoolPages pages, PoolBlocks blocks)
{
    private bool _sharesTails;

    /// <summary>Takes whole pages for a request; the address of the first, or 0.</summary>
    public ulong Take(ulong bytes)
    {
        blocks.Settle();
        var count = PagesFor(bytes);
        var first = pages.Take(count, PoolPageUse.Run);
        if (first < 0)
        {
            return 0;
        }

        blocks.Free.Overwrite(first, count);
        var tail = TailUnits(bytes);
        if (tail != 0)
        {
            blocks.AddTail(first + count - 1, tail);
        }

        return pages.AddressOf(first);
    }

    /// <summary>Gives back what <see cref="Take"/> gave for so many bytes.</summary>
    public void Return(ulong address, ulong bytes)
    {
        blocks.Settle();
        var first = pages.PageOf(address);
        var count = PagesFor(bytes);
        if (TailUnits(bytes) == 0)
        {
            pages.Return(first, count);
            return;
        }

        pages.Return(first, count - 1);
        blocks.ReleaseFront(first + count - 1);
    }

    /// <summary>The charge for a run of so many bytes: its pages without the part of the last that other blocks may use.</summary>
    public ulong Charge(ulong bytes) => ((ulong)PagesFor(bytes) << geometry.PageShift) - ((ulong)TailUnits(bytes) << geometry.UnitShift);

    public void Reset(SystemProfile profile) => _sharesTails = profile.ReusesTailOfLastPage;

    private int PagesFor(ulong bytes) => (int)((bytes + (uint)geometry.PageSize - 1) >> geometry.PageShift);

    /// <summary>Units of the last page of a request that others may use; blocks need at least two.</summary>
    private int TailUnits(ulong bytes)
    {
        if (!_sharesTails || bytes <= (uint)geometry.PageSize)
        {
            return 0;
        }

        var over = ((ulong)PagesFor(bytes) * (ulong)geometry.PageSize) - bytes;
        var units = (int)(over >> geometry.UnitShift);
        return units > 1 ? units : 0;
    }
}
