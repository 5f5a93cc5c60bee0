namespace Verifier.Kernel;

/// <summary>
/// The simulated MMU: what each virtual page of the region is, which pageable pages are resident, and what mapped pages stand for.
/// A physical frame number is the index of the page in the region that holds the bytes.
/// </summary>
internal sealed class PageTable
{
    private readonly HostRegion _region;
    private readonly PageKind[] _kinds;
    private readonly uint[] _residentSince;
    private readonly uint[] _frames;
    private readonly ushort[] _locks;
    private readonly List<int> _touched = [];
    private uint _generation = 1;

    // What a locked page has as its generation: no trimming pass ever reaches it.
    private const uint LockedInMemory = uint.MaxValue;

    public PageTable(HostRegion region, int pageSize)
    {
        _region = region;
        PageSize = pageSize;
        Shift = System.Numerics.BitOperations.Log2((uint)pageSize);
        var pages = (int)(HostRegion.Bytes >> Shift);
        _kinds = new PageKind[pages];
        _residentSince = new uint[pages];
        _frames = new uint[pages];
        _locks = new ushort[pages];
    }

    public int PageSize { get; }

    public int Shift { get; }

    /// <summary>The raw kinds, for the accessor's fast path.</summary>
    public PageKind[] Kinds => _kinds;

    /// <summary>Pageable pages brought back because they were touched.</summary>
    public long PageIns { get; private set; }

    /// <summary>Trimming passes over all pageable memory.</summary>
    public long Trims { get; private set; }

    /// <summary>The log of changes from now on; null, as at the beginning, while no view of the memory follows.</summary>
    public PageChanges? Changes { get; set; }

    public int PageOf(ulong address) => (int)((address - RegionLayout.VirtualBase) >> Shift);

    public ulong AddressOf(int page) => RegionLayout.VirtualBase + ((ulong)page << Shift);

    /// <summary>Makes pages of a kind that holds bytes of its own, or of none; pageable ones begin resident.</summary>
    public void Set(int first, int count, PageKind kind)
    {
        if (kind.HasOwnBytes())
        {
            _region.Commit((long)first << Shift, (long)count << Shift);
        }

        for (var page = first; page < first + count; page++)
        {
            if (_residentSince[page] == 0)
            {
                _touched.Add(page);
            }

            _kinds[page] = kind;
            _residentSince[page] = _locks[page] > 0 ? LockedInMemory : _generation;
            Changes?.Note(page);
        }
    }

    /// <summary>Gives pages bytes without an address of their own: only mappings lead to them.</summary>
    public void SetUnmapped(int first, int count)
    {
        _region.Commit((long)first << Shift, (long)count << Shift);
        Set(first, count, PageKind.NotPresent);
    }

    /// <summary>Makes one page another name for a frame.</summary>
    public void Map(int page, uint frame, bool readOnly = false)
    {
        Set(page, 1, readOnly ? PageKind.MappedReadOnly : PageKind.Mapped);
        _frames[page] = frame;
    }

    /// <summary>The page that holds the bytes of a present page: itself, or what a mapping stands for.</summary>
    public uint FrameOf(int page) => _kinds[page] is PageKind.Mapped or PageKind.MappedReadOnly ? _frames[page] : (uint)page;

    public bool IsResident(int page) => !_kinds[page].IsPageable() || _residentSince[page] >= _generation;

    /// <summary>Number of times that a frame is locked in memory.</summary>
    public int LockCount(int frame) => _locks[frame];

    /// <summary>Locks a frame in memory: trimming passes it by until it is unlocked as often.</summary>
    public void Lock(int frame)
    {
        if (_residentSince[frame] == 0)
        {
            _touched.Add(frame);
        }

        _locks[frame]++;
        _residentSince[frame] = LockedInMemory;
        Changes?.Note(frame);
    }

    /// <summary>Undoes one lock; the frame must have one.</summary>
    public void Unlock(int frame)
    {
        if (--_locks[frame] == 0)
        {
            _residentSince[frame] = _generation;
        }
    }

    /// <summary>Takes all pageable pages from the working set; constant time.</summary>
    public void TrimAll()
    {
        _generation++;
        Trims++;
        Changes?.NoteTrim();
    }

    /// <summary>Brings a trimmed page back.</summary>
    public void PageIn(int page)
    {
        _residentSince[page] = _generation;
        PageIns++;
        Changes?.Note(page);
    }

    /// <summary>Empty again, for the next run; costs as much as the last run touched.</summary>
    public void Reset()
    {
        foreach (var page in _touched)
        {
            _kinds[page] = PageKind.NotPresent;
            _residentSince[page] = 0;
            _locks[page] = 0;
            Changes?.Note(page);
        }

        _touched.Clear();
        _generation = 1;
        PageIns = 0;
        Trims = 0;
    }
}
