namespace Verifier.Kernel;

/// <summary>
/// The pages of memory that the machine has left. Pool pages, page allocators and a scenario's memory pressure all take from here,
/// so priorities have water marks to look at and exhaustion happens by itself.
/// </summary>
internal sealed class PhysicalMemory(Machine machine)
{
    /// <summary>Pages in all.</summary>
    public long Total { get; private set; }

    /// <summary>Pages that are free.</summary>
    public long Available { get; private set; }

    /// <summary>Takes pages; false, and nothing taken, when there are too few.</summary>
    public bool TryTake(long pages)
    {
        if (pages > Available)
        {
            return false;
        }

        Available -= pages;
        return true;
    }

    /// <summary>Gives pages back.</summary>
    public void Return(long pages) => Available += pages;

    public void Reset()
    {
        Total = machine.Profile.PhysicalPages;
        Available = Total;
    }
}
