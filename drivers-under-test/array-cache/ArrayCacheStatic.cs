using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>
/// The array is part of the device extension: allocated with the device or not at all, so no update can fail for lack of memory. The
/// price is a limit, and the limit needs a check.
/// </summary>
public sealed class ArrayCacheStatic : ArrayCacheDriver
{
    private const uint Capacity = 256;

    /// <inheritdoc/>
    public override string Name => "array-cache-static";

    /// <inheritdoc/>
    public override string Description => "Reserves the array in the device extension and checks its bounds: no update needs memory.";

    /// <inheritdoc/>
    protected override uint OwnBytes => Capacity;

    /// <inheritdoc/>
    protected override void InitializeArray(CacheExtension cache) => cache.Array = cache.Own;

    /// <inheritdoc/>
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        if (length > Capacity)
        {
            return STATUS_INVALID_BUFFER_SIZE;
        }

        ExAcquireFastMutex(cache.Lock);
        RtlCopyMemory(cache.Array, data, length);
        cache.Length = length;
        ExReleaseFastMutex(cache.Lock);
        return STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override void DeleteArray(CacheExtension cache) => cache.Length = 0;
}
