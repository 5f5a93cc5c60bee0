namespace Verifier.Kernel;

/// <summary>
/// The part of the pools that the requesting application's process may have (harness/docs/facts/memory.md#quota). System threads are
/// not charged. Without limits unless a scenario sets them; a run begins without.
/// </summary>
internal sealed class PoolQuota
{
    /// <summary>Bytes of nonpaged pool it may be charged.</summary>
    public long NonPagedLimit { get; set; }

    /// <summary>Bytes of paged pool it may be charged.</summary>
    public long PagedLimit { get; set; }

    /// <summary>Bytes of nonpaged pool charged now.</summary>
    public long NonPagedUsage { get; private set; }

    /// <summary>Bytes of paged pool charged now.</summary>
    public long PagedUsage { get; private set; }

    /// <summary>Charges a block; false, and nothing charged, beyond the limit.</summary>
    public bool TryCharge(bool paged, ulong bytes)
    {
        var charge = (long)bytes;
        if (charge > (paged ? PagedLimit - PagedUsage : NonPagedLimit - NonPagedUsage))
        {
            return false;
        }

        if (paged)
        {
            PagedUsage += charge;
        }
        else
        {
            NonPagedUsage += charge;
        }

        return true;
    }

    /// <summary>The block is gone.</summary>
    public void Return(bool paged, ulong bytes)
    {
        if (paged)
        {
            PagedUsage -= (long)bytes;
        }
        else
        {
            NonPagedUsage -= (long)bytes;
        }
    }

    public void Reset()
    {
        NonPagedLimit = long.MaxValue;
        PagedLimit = long.MaxValue;
        NonPagedUsage = 0;
        PagedUsage = 0;
    }
}
