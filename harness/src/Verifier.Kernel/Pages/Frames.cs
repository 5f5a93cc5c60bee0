namespace Verifier.Kernel;

/// <summary>
/// The physical pages that the page allocators hand out, by page frame number; taken from the machine's memory, and as many as it has.
/// The first one is never given away: physical address 0 means "none" to drivers.
/// </summary>
internal sealed class Frames(Machine machine)
{
    private readonly RunAllocator _runs = new((int)(RegionLayout.Pages.Length >> machine.Pages.Shift));

    /// <summary>A contiguous run within physical limits (both inclusive) that does not cross a boundary; -1 when there is none.</summary>
    public int TakeRun(long count, ulong low, ulong high, ulong boundary = 0)
    {
        var (from, end) = Limits(low, high);
        if (count > end - from || !machine.Physical.TryTake(count))
        {
            return -1;
        }

        var number = _runs.Find((int)count, from, end, (long)(boundary >> machine.Pages.Shift));
        if (number < 0)
        {
            machine.Physical.Return(count);
            return -1;
        }

        _runs.Take(number, (int)count);
        return number;
    }

    /// <summary>Adds single pages within physical limits to a list until it has <paramref name="wanted"/> or no page is left.</summary>
    public void TakePages(List<int> pages, long wanted, ulong low, ulong high)
    {
        var (from, end) = Limits(low, high);
        var number = _runs.NextFree(from);
        while (pages.Count < wanted && number < end && machine.Physical.TryTake(1))
        {
            _runs.Take(number, 1);
            pages.Add(number);
            number = _runs.NextFree(number);
        }
    }

    public void Return(int number, int count)
    {
        _runs.Return(number, count);
        machine.Physical.Return(count);
    }

    public bool IsTaken(ulong number) => number != 0 && number < (ulong)_runs.Capacity && _runs.IsTaken((int)number);

    public void Reset()
    {
        _runs.Reset();
        _runs.Take(0, 1);
    }

    private (int From, int End) Limits(ulong low, ulong high)
    {
        var from = (low >> machine.Pages.Shift) + (machine.OffsetInPage(low) == 0 ? 0UL : 1);
        var end = high == ulong.MaxValue ? ulong.MaxValue : (high + 1) >> machine.Pages.Shift;
        var all = (ulong)Math.Min(machine.Physical.Total, _runs.Capacity);
        return ((int)Math.Min(from, all), (int)Math.Min(end, all));
    }
}
