namespace Verifier.Kernel;

/// <summary>
/// System page table entries: the address space in which the kernel maps pages that have another address, or none. A mapping needs a
/// contiguous run, so they can run out while many are free. The limit may be lowered while the machine runs.
/// </summary>
internal sealed class SystemPtes(Machine machine)
{
    private readonly RunAllocator _runs = new((int)(RegionLayout.SystemPtes.Length >> machine.Pages.Shift));

    /// <summary>Entries that may be in use at one time.</summary>
    public int Limit { get; set; }

    /// <summary>Entries in use.</summary>
    public int Used => _runs.Used;

    /// <summary>Entries left.</summary>
    public int Free => Math.Max(0, Limit - _runs.Used);

    private int FirstPage => machine.Pages.PageOf(RegionLayout.SystemPtes.Address);

    /// <summary>Takes a run; false when there is none, or when the priority leaves what is left to others.</summary>
    public bool TryReserve(int count, MM_PAGE_PRIORITY priority, out int firstPage)
    {
        firstPage = 0;
        if (count > Free || machine.Profile.WaterMarks.Fails(priority, Free, Limit))
        {
            return false;
        }

        var slot = _runs.Find(count, 0, Limit);
        if (slot < 0)
        {
            return false;
        }

        _runs.Take(slot, count);
        firstPage = FirstPage + slot;
        return true;
    }

    /// <summary>Gives a run back; nothing is mapped there any more.</summary>
    public void Release(int firstPage, int count)
    {
        machine.Pages.Set(firstPage, count, PageKind.NotPresent);
        _runs.Return(firstPage - FirstPage, count);
    }

    /// <summary>Bug check 0x3F: the routine that ran out was not allowed to fail.</summary>
    public Exception Exhausted(int wanted) => machine.BugCheck(
        Stops.NoMoreSystemPtes(0, (ulong)wanted, (ulong)Free, (ulong)Limit),
        $"No run of {wanted} system PTEs is left. {machine.Mappings.DescribeOwners()}");

    public void Reset()
    {
        _runs.Reset();
        Limit = Math.Min(machine.Profile.SystemPtes, _runs.Capacity);
    }
}
