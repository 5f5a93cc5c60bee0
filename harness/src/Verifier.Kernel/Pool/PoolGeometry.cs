using System.Runtime.CompilerServices;

namespace Verifier.Kernel;

/// <summary>
/// The layout of pool memory on this machine, and access to it: blocks in units of the granularity, each behind a header
/// (harness/docs/facts/memory.md#sizes-and-headers). A header's first word holds the sizes of the block before and of its own, in units,
/// and the type; the tag follows; 16-byte headers keep a process pointer behind that. Free blocks hold their list links where the data was.
/// </summary>
internal sealed unsafe class PoolGeometry(VirtualMemory memory)
{
    // The host's address less the simulated one, so that translating is one addition.
    private readonly byte* _host = memory.Own(RegionLayout.VirtualBase) - RegionLayout.VirtualBase;

    /// <summary>Contents of a block that is not initialised (our choice: as a pointer it is not canonical).</summary>
    public const byte UninitialisedByte = 0xCB;

    /// <summary>Contents of free pool outside headers and links (our choice).</summary>
    public const byte FreedByte = FreedMemory.FreedByte;

    private const int TagOffset = 4;
    private const int ProcessOffset = 8;
    private const int BlockSizeShift = 16;

    private uint _sizeMask;
    private int _typeShift;
    private bool _isWide;

    public int PageSize { get; private set; }

    public int PageShift { get; private set; }

    /// <summary>Bytes of a unit, as a shift.</summary>
    public int UnitShift { get; private set; }

    /// <summary>Bytes of a unit: the granularity of sizes and addresses.</summary>
    public int UnitBytes { get; private set; }

    public int HeaderBytes { get; private set; }

    /// <summary>Bytes of the LIST_ENTRY in a free block.</summary>
    public int LinkBytes { get; private set; }

    public int UnitsPerPage { get; private set; }

    /// <summary>The largest request that shares a page with others.</summary>
    public int LargestWithinPage { get; private set; }

    /// <summary>Bytes of a cache line (our choice: 64 on 64-bit machines, 32 before).</summary>
    public int CacheLineBytes { get; private set; }

    public int PointerBytes { get; private set; }

    public void Configure(SystemProfile profile)
    {
        _isWide = profile.IsWide;
        PageSize = profile.PageSize;
        PageShift = System.Numerics.BitOperations.Log2((uint)PageSize);
        UnitBytes = profile.PoolGranularity;
        UnitShift = System.Numerics.BitOperations.Log2((uint)UnitBytes);
        HeaderBytes = profile.PoolHeaderBytes;
        PointerBytes = profile.PointerBytes;
        LinkBytes = 2 * PointerBytes;
        UnitsPerPage = PageSize / UnitBytes;
        LargestWithinPage = profile.LargestRequestWithinPage;
        CacheLineBytes = _isWide ? 64 : 32;
        _sizeMask = _isWide ? 0xFFu : 0x1FFu;
        _typeShift = _isWide ? 24 : 25;
    }

    /// <summary>Units of a block whose data has so many bytes.</summary>
    public int UnitsFor(ulong bytes) => (int)((bytes + (uint)HeaderBytes + (uint)UnitBytes - 1) >> UnitShift);

    public ulong After(ulong entry, int units) => entry + ((ulong)units << UnitShift);

    /// <summary>A header's first word, raw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Word(ulong entry) => *(uint*)(_host + entry);

    public int PreviousSize(uint word) => (int)(word & _sizeMask);

    public int BlockSize(uint word) => (int)((word >> BlockSizeShift) & _sizeMask);

    /// <summary>The type bits; 0 in a free block.</summary>
    public uint TypeBits(uint word) => word >> _typeShift;

    public PoolTag Tag(ulong entry) => new(*(uint*)((_host + entry) + TagOffset));

    public uint Compose(int previousSize, int blockSize, uint typeBits) =>
        (uint)previousSize | ((uint)blockSize << BlockSizeShift) | (typeBits << _typeShift);

    /// <summary>Writes a header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteHeader(ulong entry, uint word, PoolTag tag)
    {
        var host = (_host + entry);
        *(ulong*)host = word | ((ulong)tag.Value << 32);
        if (HeaderBytes > ProcessOffset)
        {
            *(ulong*)(host + ProcessOffset) = 0;
        }
    }

    public void WriteWord(ulong entry, uint word) => *(uint*)(_host + entry) = word;

    public void SetPreviousSize(ulong entry, int units)
    {
        var word = (uint*)(_host + entry);
        *word = (*word & ~_sizeMask) | (uint)units;
    }

    /// <summary>True if the address begins a page, so that a block that ends there is its page's last.</summary>
    public bool IsPageStart(ulong address) => (address & (uint)(PageSize - 1)) == 0;

    /// <summary>Reads a pointer as wide as the machine's; a narrow one is the low half of a region address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadPointer(ulong address)
    {
        var host = (_host + address);
        return _isWide ? *(ulong*)host : RegionLayout.VirtualBase + *(uint*)host;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WritePointer(ulong address, ulong value)
    {
        var host = (_host + address);
        if (_isWide)
        {
            *(ulong*)host = value;
        }
        else
        {
            *(uint*)host = (uint)value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Bytes(ulong address, ulong length) => new(_host + address, (int)length);

    public void FillFreed(ulong from, ulong to) => Bytes(from, to - from).Fill(FreedByte);
}
