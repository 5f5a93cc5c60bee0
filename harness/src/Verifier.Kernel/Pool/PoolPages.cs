using System.Numerics;

namespace Verifier.Kernel;

/// <summary>
/// The pages of one pool: runs handed out first fit, so that fragmentation and exhaustion of its address space happen by themselves.
/// Every page is a page of the machine's physical memory; a returned one is no longer there to be touched.
/// </summary>
internal sealed class PoolPages
{
    private readonly Machine _machine;
    private readonly RegionRange _range;
    private readonly PageKind _kind;
    private readonly PoolPageUse[] _uses;
    private readonly ulong[] _free;
    private readonly int _shift;
    private readonly int _firstPage;
    private int _lowestWord;
    private int _highest;

    public PoolPages(Machine machine, RegionRange range, PageKind kind)
    {
        _machine = machine;
        _range = range;
        _kind = kind;
        Start = range.Address;
        _shift = machine.Pages.Shift;
        _firstPage = machine.Pages.PageOf(range.Address);
        _uses = new PoolPageUse[range.Length >> _shift];
        _free = new ulong[(_uses.Length + 63) / 64];
    }

    /// <summary>Pages the pool may have.</summary>
    public int Limit { get; private set; }

    /// <summary>Pages it has.</summary>
    public int InUse { get; private set; }

    /// <summary>Pages that its address range holds, independent of its limit.</summary>
    public int Capacity => _uses.Length;

    /// <summary>Pages below this one have been used in this run.</summary>
    public int Highest => _highest;

    public RegionRange Range => _range;

    /// <summary>The pool's first address.</summary>
    public ulong Start { get; }

    /// <summary>Bytes from there within which pages have been used in this run.</summary>
    public ulong UsedBytes { get; private set; }

    public ulong AddressOf(int page) => _range.Address + ((ulong)page << _shift);

    public int PageOf(ulong address) => (int)((address - _range.Address) >> _shift);

    public ref PoolPageUse Use(int page) => ref _uses[page];

    /// <summary>Takes a run of pages for one use; its first page, or -1 when there is no room or no memory.</summary>
    public int Take(int count, PoolPageUse use)
    {
        var first = count == 1 ? FindPage() : FindRun(count);
        if (first < 0 || !_machine.Physical.TryTake(count))
        {
            return -1;
        }

        for (var page = first; page < first + count; page++)
        {
            _free[page >> 6] &= ~(1UL << (page & 63));
            _uses[page] = use;
        }

        InUse += count;
        _highest = Math.Max(_highest, first + count);
        UsedBytes = (ulong)_highest << _shift;
        _machine.Pages.Set(_firstPage + first, count, _kind);
        return first;
    }

    /// <summary>Gives pages back; one that an MDL still has locked stops the machine.</summary>
    public void Return(int first, int count)
    {
        PageLockCheck.Verify(_machine, _firstPage + first, count, 0);
        for (var page = first; page < first + count; page++)
        {
            _free[page >> 6] |= 1UL << (page & 63);
            _uses[page] = PoolPageUse.None;
        }

        _lowestWord = Math.Min(_lowestWord, first >> 6);
        InUse -= count;
        _machine.Physical.Return(count);
        _machine.Pages.Set(_firstPage + first, count, PageKind.NotPresent);
    }

    /// <summary>
    /// The number of pages, at most so many, that are free side by side from the lowest free one on and have memory; 0 if there is none.
    /// </summary>
    public int LowestFreeRun(int most)
    {
        var first = FindPage();
        var last = (int)Math.Min(first + Math.Min((long)most, _machine.Physical.Available), Limit);
        var page = first;
        while (page >= 0 && page < last && IsFree(page))
        {
            page++;
        }

        return page - first;
    }

    /// <summary>The longest run of free pages, whether or not there is memory for it.</summary>
    public int LongestFreeRun()
    {
        var (longest, run) = (0, 0);
        for (var page = 0; page < Limit; page++)
        {
            run = IsFree(page) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>Takes in which pages are used, and for what.</summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add((long)InUse);
        hash.Add((long)_highest);
        hash.Add<PoolPageUse>(_uses.AsSpan(0, _highest));
    }

    public void Reset(long bytes)
    {
        var limit = (int)(Math.Min(bytes, _range.Length) >> _shift);
        var changed = limit == Limit ? (_highest + 63) >> 6 : _free.Length;
        Limit = limit;
        _uses.AsSpan(0, _highest).Clear();
        for (var word = 0; word < changed; word++)
        {
            _free[word] = FreeBits(word);
        }

        _highest = 0;
        UsedBytes = 0;
        _lowestWord = 0;
        InUse = 0;
    }

    // The bits of a word when no page is in use.
    private ulong FreeBits(int word)
    {
        var left = Limit - (word << 6);
        return left >= 64 ? ulong.MaxValue : left <= 0 ? 0 : (1UL << left) - 1;
    }

    private bool IsFree(int page) => (_free[page >> 6] >> (page & 63) & 1) != 0;

    private int FindPage()
    {
        while (_lowestWord < _free.Length)
        {
            if (_free[_lowestWord] != 0)
            {
                return (_lowestWord << 6) + BitOperations.TrailingZeroCount(_free[_lowestWord]);
            }

            _lowestWord++;
        }

        return -1;
    }

    private int FindRun(int count)
    {
        var run = 0;
        for (var page = _lowestWord << 6; page < Limit; page++)
        {
            if ((page & 63) == 0 && _free[page >> 6] == 0)
            {
                run = 0;
                page += 63;
            }
            else if (!IsFree(page))
            {
                run = 0;
            }
            else if (++run == count)
            {
                return page - count + 1;
            }
        }

        return -1;
    }
}

/// <summary>The use of a page of a pool.</summary>
internal enum PoolPageUse : byte
{
    /// <summary>Nothing: the pool does not have it.</summary>
    None,

    /// <summary>All of it, or its first part, belongs to a request of whole pages.</summary>
    Run,

    /// <summary>Divided into blocks.</summary>
    Blocks,

    /// <summary>The last page of a request, with blocks in the part that the request does not need.</summary>
    SharedTail,
}
