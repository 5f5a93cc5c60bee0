using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

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
