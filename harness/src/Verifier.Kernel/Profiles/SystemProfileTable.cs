using System.Collections.Immutable;

namespace Verifier.Kernel;

// The machines a scenario can name. Amounts are our choice (see SystemProfile); the region has room for pools of 256 MiB each and for
// PTEs that map 128 MiB.
internal static class SystemProfileTable
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;
    private const long TiB = 1L << 40;

    private static readonly SystemProfile Windows2000 = new()
    {
        Name = "windows-2000-x86",
        Version = WindowsVersion.Windows2000,
        Architecture = Architecture.X86,
        PageSize = 4096,
        PoolHeaderBytes = 8,
        PoolGranularity = 8,
        MustSucceed = MustSucceedBehaviour.CrashWhenShort,
        NonPagedPoolBytes = 128 * MiB,
        PagedPoolBytes = 192 * MiB,
        SystemPtes = 20_000,
        MapRegisters = 64,
        PhysicalPages = (int)(512 * MiB / 4096),
        KernelAddressSpaceBytes = 2 * GiB,
    };

    private static readonly SystemProfile WindowsVista = Windows2000 with
    {
        Name = "windows-vista-x64",
        Version = WindowsVersion.Vista,
        Architecture = Architecture.X64,
        PoolHeaderBytes = 16,
        PoolGranularity = 16,
        MustSucceed = MustSucceedBehaviour.Rejected,
        SystemPtes = 32_000,
        MapRegisters = 256,
        PhysicalPages = (int)(768 * MiB / 4096),
        KernelAddressSpaceBytes = 8 * TiB,
    };

    internal static readonly ImmutableArray<SystemProfile> All =
    [
        Windows2000,

        // Alpha machines had pages of 8 KiB; header and granularity of 16 bytes are our choice, no source states them.
        Windows2000 with
        {
            Name = "windows-2000-alpha",
            Architecture = Architecture.Alpha,
            PageSize = 8192,
            PoolHeaderBytes = 16,
            PoolGranularity = 16,
            SystemPtes = 16_000,
            PhysicalPages = (int)(512 * MiB / 8192),
        },
        Windows2000 with
        {
            Name = "windows-xp-x86",
            Version = WindowsVersion.WindowsXP,
            MustSucceed = MustSucceedBehaviour.Rejected,
            MapRegisters = 256,
        },
        WindowsVista,
        WindowsVista with
        {
            Name = "windows-10-x64",
            Version = WindowsVersion.Windows10_2004,
            KernelAddressSpaceBytes = 128 * TiB,
        },
    ];
}
