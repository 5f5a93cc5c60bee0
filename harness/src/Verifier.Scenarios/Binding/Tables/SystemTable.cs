using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>system:</c>, the simulated machine.</summary>
internal static class SystemTable
{
    private const long SmallestPool = 64 * 1024;
    private const long LargestPool = 512L * 1024 * 1024;

    private static readonly Key<string> Profile = new("profile", NamedCodes.Profile,
        "The Windows version and processor to simulate. Default: windows-10-x64.", "windows-xp-x86", "windows-10-x64");

    private static readonly Key<long> NonpagedPool = new("nonpaged-pool", PoolSize(),
        "Size of the nonpaged pool. Default: what the profile says.", "8MiB", "512KiB");

    private static readonly Key<long> PagedPool = new("paged-pool", PoolSize(),
        "Size of the paged pool. Default: what the profile says.", "16MiB");

    private static readonly Key<int> SystemPtes = new("system-ptes", Numbers.Int("a number of system PTEs", 1, 1 << 20),
        "Number of system page table entries; mapping a page takes one. Default: what the profile says.", "512");

    private static readonly Key<int> MapRegisters = new("map-registers", Numbers.Int("a number of map registers", 1, 1 << 16),
        "Number of DMA map registers; a transfer takes one for each page. Default: what the profile says.", "64");

    /// <summary>The long form.</summary>
    private static readonly ObjectKind<SystemSettings> Table = new()
    {
        Name = "system",
        Phrase = "system settings",
        Keys = [Profile, NonpagedPool, PagedPool, SystemPtes, MapRegisters],
        Build = fields => new SystemSettings
        {
            Source = fields.Span,
            Profile = fields.Get(Profile, SystemSettings.DefaultProfile),
            NonpagedPool = fields.Value(NonpagedPool),
            PagedPool = fields.Value(PagedPool),
            SystemPtes = fields.Value(SystemPtes),
            MapRegisters = fields.Value(MapRegisters),
        },
    };

    /// <summary>Both forms.</summary>
    public static IKind<SystemSettings> Kind { get; } = new ShapeKind<SystemSettings>(
        "a system profile such as windows-10-x64, or system settings")
    {
        Scalar = new SelectKind<string, SystemSettings>(
            NamedCodes.Profile, (name, span, _) => new SystemSettings { Source = span, Profile = name }),
        Map = Table,
    };

    private static IKind<long> PoolSize() => Quantities.Size("a pool size such as 8MiB (64KiB to 512MiB)", SmallestPool, LargestPool);
}
