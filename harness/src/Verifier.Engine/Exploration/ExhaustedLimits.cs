using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

/// <summary>A limit of the machine that exploration lowers.</summary>
public enum ExhaustedLimit
{
    /// <summary>Bytes of nonpaged pool.</summary>
    NonPagedPool,

    /// <summary>Bytes of paged pool.</summary>
    PagedPool,

    /// <summary>System page table entries.</summary>
    SystemPtes,

    /// <summary>Map registers for DMA.</summary>
    MapRegisters,
}

/// <summary>The least value of a limit with which all goes as in the golden run.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Enough">Bytes, entries or registers; the scenario's own value when lowering changed nothing.</param>
/// <param name="IsReached">Does less change what the driver does?</param>
/// <param name="Runs">Runs that found it.</param>
public sealed record LimitFound(ExhaustedLimit Limit, long Enough, bool IsReached, int Runs);

/// <summary>The limits as script keys, values and units.</summary>
internal static class ExhaustedLimits
{
    // The kernel needs so many pages of each pool for itself (SystemLimitCheck).
    private const int LeastPoolPages = 16;

    public static ImmutableArray<ExhaustedLimit> All { get; } = [.. Enum.GetValues<ExhaustedLimit>()];

    public static long Of(SystemProfile profile, ExhaustedLimit limit) => limit switch
    {
        ExhaustedLimit.NonPagedPool => profile.NonPagedPoolBytes,
        ExhaustedLimit.PagedPool => profile.PagedPoolBytes,
        ExhaustedLimit.SystemPtes => profile.SystemPtes,
        _ => profile.MapRegisters,
    };

    public static long Unit(ExhaustedLimit limit, SystemProfile profile) =>
        limit is ExhaustedLimit.NonPagedPool or ExhaustedLimit.PagedPool ? profile.PageSize : 1;

    /// <summary>The least value, in units.</summary>
    public static long Least(ExhaustedLimit limit) => limit is ExhaustedLimit.NonPagedPool or ExhaustedLimit.PagedPool ? LeastPoolPages : 0;

    public static SystemLimits With(ExhaustedLimit limit, long value) => limit switch
    {
        ExhaustedLimit.NonPagedPool => new SystemLimits { NonPagedPoolBytes = value },
        ExhaustedLimit.PagedPool => new SystemLimits { PagedPoolBytes = value },
        ExhaustedLimit.SystemPtes => new SystemLimits { SystemPtes = value },
        _ => new SystemLimits { MapRegisters = value },
    };

    public static long? Get(SystemLimits limits, ExhaustedLimit limit) => limit switch
    {
        ExhaustedLimit.NonPagedPool => limits.NonPagedPoolBytes,
        ExhaustedLimit.PagedPool => limits.PagedPoolBytes,
        ExhaustedLimit.SystemPtes => limits.SystemPtes,
        _ => limits.MapRegisters,
    };
}
