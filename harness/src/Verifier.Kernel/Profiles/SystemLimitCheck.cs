using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

// The bounds of a scenario's system block. All of them are ours: what the region has room for, and what the kernel needs to start.
internal static class SystemLimitCheck
{
    internal static readonly long LargestPhysicalBytes = RegionLayout.Pages.Length;
    internal const int LeastPoolPages = 16;
    internal const int MostMapRegisters = 65536;

    internal static ImmutableArray<SystemLimitError> Run(SystemProfile profile, SystemLimits limits)
    {
        long page = profile.PageSize;
        var errors = ImmutableArray.CreateBuilder<SystemLimitError>();
        CheckPool(errors, SystemLimits.NonPagedPoolKey, limits.NonPagedPoolBytes, page, RegionLayout.NonPagedPool.Length);
        CheckPool(errors, SystemLimits.PagedPoolKey, limits.PagedPoolBytes, page, RegionLayout.PagedPool.Length);
        CheckCount(errors, SystemLimits.SystemPtesKey, limits.SystemPtes, 0, RegionLayout.SystemPtes.Length / page);
        CheckCount(errors, SystemLimits.MapRegistersKey, limits.MapRegisters, 0, MostMapRegisters);
        CheckCount(errors, SystemLimits.PhysicalPagesKey, limits.PhysicalPages, LeastPoolPages, LargestPhysicalBytes / page);
        if (errors.Count == 0)
        {
            CheckTogether(errors, profile.Apply(limits));
        }

        return errors.ToImmutable();
    }

    private static void CheckPool(ImmutableArray<SystemLimitError>.Builder errors, string key, long? bytes, long page, long most)
    {
        long least = LeastPoolPages * page;
        if (bytes is null)
        {
            return;
        }

        if (bytes < least || bytes > most)
        {
            Add(errors, key, $"{key} must be from {Text(least)} to {Text(most)}, not {Text(bytes.Value)}.");
        }
        else if (bytes % page != 0)
        {
            Add(errors, key, $"{key} must be whole pages of {Text(page)}; {Text(bytes.Value)} is not.");
        }
    }

    private static void CheckCount(
        ImmutableArray<SystemLimitError>.Builder errors, string key, long? count, long least, long most)
    {
        if (count < least || count > most)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{key} must be from {least:N0} to {most:N0}, not {count:N0}.");
            Add(errors, key, text);
        }
    }

    private static void CheckTogether(ImmutableArray<SystemLimitError>.Builder errors, SystemProfile profile)
    {
        long physical = profile.PhysicalPages * (long)profile.PageSize;
        if (profile.NonPagedPoolBytes > physical)
        {
            string pool = Text(profile.NonPagedPoolBytes);
            Add(
                errors,
                SystemLimits.NonPagedPoolKey,
                $"{SystemLimits.NonPagedPoolKey} ({pool}) does not fit the physical memory of {profile.Name} ({Text(physical)}); "
                + $"raise {SystemLimits.PhysicalPagesKey} or lower it.");
        }
    }

    private static void Add(ImmutableArray<SystemLimitError>.Builder errors, string key, string text) =>
        errors.Add(new SystemLimitError(key, text));

    // As scripts write sizes: 8MiB, 4KiB, or bytes where neither comes out even.
    private static string Text(long bytes) => bytes switch
    {
        _ when bytes != 0 && bytes % (1L << 20) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20}MiB"),
        _ when bytes != 0 && bytes % (1L << 10) == 0 => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 10}KiB"),
        _ => Counted.Of(bytes, "byte"),
    };
}
