namespace Verifier.Kernel;

/// <summary>
/// Every live block of all pools, beside the memory that drivers can overwrite: always on, constant time, and without a managed
/// allocation once it has grown to the run's largest number of blocks. Numbers start at 1; 0 is no block.
/// </summary>
internal sealed class PoolBlockTable
{
    private PoolBlockRecord[] _records = new PoolBlockRecord[256];
    private long _serial;
    private int _used;
    private int _unused;

    /// <summary>Live blocks.</summary>
    public int Count { get; private set; }

    public ref PoolBlockRecord this[int index] => ref _records[index];

    /// <summary>Takes a number for a new block, the youngest.</summary>
    public int Add()
    {
        var index = _unused;
        if (index != 0)
        {
            _unused = _records[index].NextUnused;
        }
        else if ((index = ++_used) == _records.Length)
        {
            Array.Resize(ref _records, 2 * _records.Length);
        }

        _records[index].Serial = ++_serial;
        Count++;
        return index;
    }

    /// <summary>Forgets a block.</summary>
    public void Remove(int index)
    {
        ref var record = ref _records[index];
        record.Serial = 0;
        record.NextUnused = _unused;
        _unused = index;
        Count--;
    }

    /// <summary>The numbers of all live blocks, oldest first.</summary>
    public IReadOnlyList<int> Live()
    {
        var live = new List<int>(Count);
        for (var index = 1; index <= _used; index++)
        {
            if (_records[index].Serial != 0)
            {
                live.Add(index);
            }
        }

        live.Sort((a, b) => _records[a].Serial.CompareTo(_records[b].Serial));
        return live;
    }

    public void Reset()
    {
        _records.AsSpan(0, _used + 1).Clear();
        _serial = 0;
        _used = 0;
        _unused = 0;
        Count = 0;
    }
}

/// <summary>The record of a live block. Serial is its place in the order of allocation, 0 when it is none.</summary>
internal struct PoolBlockRecord
{
    public ulong Address;
    public ulong Bytes;
    public ulong ChargedBytes;
    public long CallNumber;
    public DriverImage? Owner;
    public Ddi? AcquiredBy;
    public POOL_TYPE Type;
    public PoolTag Tag;
    public PoolBlockTraits Traits;
    public int Units;
    public int TagSlot;
    public int NextUnused;
    public long Serial;

    public readonly bool Has(PoolBlockTraits trait) => (Traits & trait) != 0;

    public readonly PoolBlock ToBlock() =>
        new(Address, Bytes, ChargedBytes, Type, Tag, Owner, AcquiredBy, CallNumber, Has(PoolBlockTraits.Special));
}

/// <summary>The place of a block, and the work to do when it is freed.</summary>
[Flags]
internal enum PoolBlockTraits
{
    None = 0,

    /// <summary>Takes whole pages.</summary>
    Run = 1,

    /// <summary>In special pool.</summary>
    Special = 2,

    /// <summary>Charged to the process; its pointer stands in the last bytes of the block.</summary>
    Quota = 4,

    /// <summary>Allocated under Driver Verifier's pool tracking: the bytes behind the data are checked.</summary>
    Tracked = 8,

    /// <summary>Allocated by a verified driver: counts in Driver Verifier's counters.</summary>
    Verified = 16,
}
