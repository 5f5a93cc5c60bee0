namespace Verifier.Kernel;

/// <summary>
/// Other consumers of memory, as a scenario's pressure operations want them: what they take is taken from the same pools, page for page
/// and block for block, and belongs to no driver.
/// </summary>
internal sealed class PoolPressure(Machine machine, PoolStore store)
{
    private static readonly PoolTag s_tag = "Load";

    /// <summary>
    /// Takes so many bytes, or as many as there are: whole pages first, then what is free in pages that others use. Give the result to
    /// <see cref="Release"/>. The system shortens its lookaside lists at the same time.
    /// </summary>
    public PoolHold TakeForPressure(ulong bytes, bool paged)
    {
        machine.Part<ICaches>(MachinePart.Lookasides).Shrink();
        var hold = new PoolHold();
        TakePages(hold, bytes, paged);
        for (var size = (ulong)machine.Profile.PageSize / 2; size > 0; size /= 2)
        {
            TakeAll(hold, bytes, size, paged);
        }

        return hold;
    }

    /// <summary>
    /// Takes blocks of one size until there are so many bytes, or no more, and gives every second one back: the pool is full of holes.
    /// </summary>
    public PoolHold Fragment(ulong bytes, ulong blockBytes, bool paged)
    {
        var all = new PoolHold();
        TakeAll(all, bytes, blockBytes, paged);
        var kept = new PoolHold();
        for (var i = 0; i < all.Addresses.Count; i++)
        {
            if (i % 2 == 0)
            {
                kept.Add(all.Addresses[i], blockBytes);
            }
            else
            {
                FreeOne(all.Addresses[i]);
            }
        }

        return kept;
    }

    /// <summary>Gives back what was taken, in the order in which it was.</summary>
    public void Release(PoolHold hold)
    {
        foreach (var address in hold.Addresses)
        {
            FreeOne(address);
        }

        hold.Clear();
    }

    /// <summary>Takes in all that decides what memory the next request gets, in both pools.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add(machine.Physical.Available);
        store.NonPaged.AddTo(ref hash);
        store.Paged.AddTo(ref hash);
    }

    /// <summary>The counters of memory that was taken.</summary>
    public PressureTally Tally() => new(store.BigNonPagedRequests, store.Tags.Uses(s_tag, isPaged: false), store.Tags.Uses(s_tag, isPaged: true));

    /// <summary>Counts the memory that rounds which were passed over would have taken and given back.</summary>
    public void Count(PressureTally round, long rounds)
    {
        store.CountBig(rounds * round.Big);
        store.Tags.Count(s_tag, isPaged: false, rounds * round.NonPaged);
        store.Tags.Count(s_tag, isPaged: true, rounds * round.Paged);
    }

    // The free pages from the lowest on, as many at once as lie side by side: what is taken is the same as page by page.
    private void TakePages(PoolHold hold, ulong bytes, bool paged)
    {
        var pages = (paged ? store.Paged : store.NonPaged).Pages;
        var page = (ulong)machine.Profile.PageSize;
        int count;
        while ((count = pages.LowestFreeRun((int)Math.Min((bytes - hold.Bytes) / page, int.MaxValue))) > 0
            && TryTake(hold, (ulong)count * page, paged))
        {
        }
    }

    private void TakeAll(PoolHold hold, ulong bytes, ulong blockBytes, bool paged)
    {
        while (hold.Bytes + blockBytes <= bytes && TryTake(hold, blockBytes, paged))
        {
        }
    }

    private bool TryTake(PoolHold hold, ulong bytes, bool paged)
    {
        var page = (ulong)machine.Profile.PageSize;
        var isWholePages = bytes % page == 0;
        var request = new PoolRequest(paged ? POOL_TYPE.PagedPool : POOL_TYPE.NonPagedPool, bytes, s_tag)
        {
            Options = isWholePages ? PoolRequestOptions.Unfilled : PoolRequestOptions.None,
        };
        if (store.Take(request, null, PoolBlockTraits.None, out var address) != NTSTATUS.STATUS_SUCCESS)
        {
            return false;
        }

        if (isWholePages)
        {
            // Other consumers do not touch these pages, so they cost the host nothing, and a driver that strays into them faults.
            machine.Pages.Set(machine.Pages.PageOf(address), (int)(bytes / page), PageKind.NotPresent);
        }

        hold.Add(address, bytes);
        return true;
    }

    private void FreeOne(ulong address)
    {
        var arena = store.ArenaOf(address);
        store.Release(address, arena, store.Find(address, arena));
    }
}

/// <summary>The number of times that other consumers have taken memory: big nonpaged requests, and blocks of either pool.</summary>
internal readonly record struct PressureTally(long Big, long NonPaged, long Paged)
{
    /// <summary>The increase in one round.</summary>
    public static PressureTally operator -(PressureTally a, PressureTally b) => new(a.Big - b.Big, a.NonPaged - b.NonPaged, a.Paged - b.Paged);
}

/// <summary>Pool memory that another consumer holds; <see cref="Bytes"/> as asked for, without headers.</summary>
internal sealed class PoolHold
{
    private readonly List<ulong> _addresses = [];

    public IReadOnlyList<ulong> Addresses => _addresses;

    public ulong Bytes { get; private set; }

    /// <summary>Takes in what is held.</summary>
    public void AddTo(ref StateHash hash)
    {
        foreach (var address in _addresses)
        {
            hash.Add(address);
        }
    }

    public void Add(ulong address, ulong bytes)
    {
        _addresses.Add(address);
        Bytes += bytes;
    }

    public void Clear()
    {
        _addresses.Clear();
        Bytes = 0;
    }
}
