using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// A kind of machine to simulate: Windows version, processor, pool geometry and the limits that can run out. Immutable. Page sizes, pool
/// headers and version rules are facts (harness/docs/facts/memory.md#sizes-and-headers); the amounts of memory, PTEs and map registers are
/// our choice, realistic for the time and small enough to fit the machine's region of 2 GiB together.
/// </summary>
public sealed record SystemProfile
{
    /// <summary>Every profile, oldest first.</summary>
    public static ImmutableArray<SystemProfile> All => SystemProfileTable.All;

    /// <summary>Name in scripts, for example <c>windows-xp-x86</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Windows version, which decides what DDIs exist and how they behave.</summary>
    public required WindowsVersion Version { get; init; }

    /// <summary>Processor family.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>Bytes of a page.</summary>
    public required int PageSize { get; init; }

    /// <summary>Bytes of the header in front of a pool block smaller than a page.</summary>
    public required int PoolHeaderBytes { get; init; }

    /// <summary>Block sizes are multiples of this, and so are the addresses of small blocks; bytes.</summary>
    public required int PoolGranularity { get; init; }

    /// <summary>The result of a must-succeed request of an unverified driver.</summary>
    public required MustSucceedBehaviour MustSucceed { get; init; }

    /// <summary>Most nonpaged pool, in bytes. Our choice.</summary>
    public required long NonPagedPoolBytes { get; init; }

    /// <summary>Most paged pool, in bytes. Our choice.</summary>
    public required long PagedPoolBytes { get; init; }

    /// <summary>System page table entries: pages that can be mapped at one time. Our choice.</summary>
    public required int SystemPtes { get; init; }

    /// <summary>DMA map registers of all adapters together. Our choice.</summary>
    public required int MapRegisters { get; init; }

    /// <summary>Physical memory in pages. Our choice.</summary>
    public required int PhysicalPages { get; init; }

    /// <summary>Size of the kernel half of the address space in bytes: 2 GiB on 32-bit machines.</summary>
    public required long KernelAddressSpaceBytes { get; init; }

    /// <summary>The amounts of free memory at which requests of low, normal and high priority begin to fail. Our choice.</summary>
    public PriorityWaterMarks WaterMarks { get; init; } = PriorityWaterMarks.Default;

    /// <summary>True on machines with 64-bit pointers.</summary>
    public bool IsWide => Architecture == Architecture.X64;

    /// <summary>Bytes of a pointer.</summary>
    public int PointerBytes => IsWide ? 8 : 4;

    /// <summary>
    /// From Vista on the rest of the last page of a request of several pages is given to other requests; before, it is wasted and a write
    /// there goes unnoticed.
    /// </summary>
    public bool ReusesTailOfLastPage => Version >= WindowsVersion.Vista;

    /// <summary>The highest IRQL: 15 on x64, 31 on x86 (harness/docs/facts/io.md#irql), 7 on Alpha (our choice).</summary>
    public KIRQL HighIrql => Architecture switch
    {
        Architecture.X64 => KIRQL.HIGH_LEVEL,
        Architecture.X86 => (KIRQL)31,
        _ => (KIRQL)7,
    };

    /// <summary>The highest device level: 12 on x64, 26 on x86, the last one below HIGH_LEVEL on Alpha (our choice).</summary>
    public KIRQL HighestDeviceIrql => Architecture switch
    {
        Architecture.X64 => KIRQL.DEVICE_LEVEL_HIGHEST,
        Architecture.X86 => (KIRQL)26,
        _ => HighIrql - 1,
    };

    /// <summary>Largest request that is served from part of a page, in bytes; larger ones get whole pages.</summary>
    public int LargestRequestWithinPage => PageSize - (2 * PoolHeaderBytes);

    /// <summary>ERROR_LOG_MAXIMUM_SIZE in bytes (harness/docs/facts/memory.md#io-manager-routines).</summary>
    public int ErrorLogMaximumSize => IsWide ? 240 : 152;

    /// <summary>Largest buffer that IoAllocateMdl describes, in bytes (harness/docs/facts/memory.md#mdls-and-mappings).</summary>
    public long MaximumMdlBytes => Version switch
    {
        >= WindowsVersion.Windows7 => (4L << 30) - PageSize,
        >= WindowsVersion.Vista => (2L << 30) - PageSize,
        _ => (long)PageSize * ((65535 - (IsWide ? 0x30 : 0x1C)) / PointerBytes),
    };

    /// <summary>The profile with this name in any case, or null.</summary>
    public static SystemProfile? Find(string name)
    {
        foreach (SystemProfile profile in All)
        {
            if (profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return profile;
            }
        }

        return null;
    }

    /// <summary>The same machine with other limits.</summary>
    /// <exception cref="ArgumentException">A limit is out of bounds; the message has one sentence for each.</exception>
    public SystemProfile With(SystemLimits limits)
    {
        ImmutableArray<SystemLimitError> errors = Check(limits);
        return errors.IsEmpty
            ? Apply(limits)
            : throw new ArgumentException(string.Join(" ", errors.Select(error => error.Text)), nameof(limits));
    }

    /// <summary>Every reason why <see cref="With"/> would refuse these limits; empty where it would not.</summary>
    public ImmutableArray<SystemLimitError> Check(SystemLimits limits) => SystemLimitCheck.Run(this, limits);

    /// <summary>A level that is named as on x64, as this machine numbers it.</summary>
    public KIRQL LevelOf(KIRQL level) => level switch
    {
        KIRQL.HIGH_LEVEL => HighIrql,
        KIRQL.DEVICE_LEVEL_HIGHEST => HighestDeviceIrql,
        _ => level,
    };

    /// <summary>The IRQL as this machine names it, for example <c>DISPATCH_LEVEL</c> or <c>DIRQL 7</c>.</summary>
    public string IrqlName(KIRQL irql) => (byte)irql switch
    {
        0 => nameof(KIRQL.PASSIVE_LEVEL),
        1 => nameof(KIRQL.APC_LEVEL),
        2 => nameof(KIRQL.DISPATCH_LEVEL),
        byte high when high == (byte)HighIrql => nameof(KIRQL.HIGH_LEVEL),
        13 when Architecture == Architecture.X64 => nameof(KIRQL.CLOCK_LEVEL),
        14 when Architecture == Architecture.X64 => nameof(KIRQL.IPI_LEVEL),
        27 when Architecture == Architecture.X86 => "PROFILE_LEVEL",
        28 when Architecture == Architecture.X86 => nameof(KIRQL.CLOCK_LEVEL),
        29 when Architecture == Architecture.X86 => nameof(KIRQL.IPI_LEVEL),
        30 when Architecture == Architecture.X86 => "POWER_LEVEL",
        byte level when level < (byte)HighIrql => string.Create(CultureInfo.InvariantCulture, $"DIRQL {level}"),
        byte level => string.Create(CultureInfo.InvariantCulture, $"IRQL {level}, above HIGH_LEVEL"),
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal SystemProfile Apply(SystemLimits limits) => this with
    {
        NonPagedPoolBytes = limits.NonPagedPoolBytes ?? NonPagedPoolBytes,
        PagedPoolBytes = limits.PagedPoolBytes ?? PagedPoolBytes,
        SystemPtes = (int)(limits.SystemPtes ?? SystemPtes),
        MapRegisters = (int)(limits.MapRegisters ?? MapRegisters),
        PhysicalPages = (int)(limits.PhysicalPages ?? PhysicalPages),
    };
}
