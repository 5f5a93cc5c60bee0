using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>The naive design: gives the old array up before it has the new one.</summary>
public sealed class ArrayCacheNaive : PoolArrayCache
{
    /// <inheritdoc/>
    public override string Name => "array-cache-naive";

    /// <inheritdoc/>
    public override string Description => "Frees the old array, then allocates the new one: a failed update loses the array.";

    /// <inheritdoc/>
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        ExAcquireFastMutex(cache.Lock);

        // Planted defect: from here on there is no way back.
        if (!cache.Array.IsNull)
        {
            ExFreePoolWithTag(cache.Array, ArrayTag);
        }

        cache.Length = 0;
        cache.Array = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, ArrayTag);
        if (cache.Array.IsNull)
        {
            ExReleaseFastMutex(cache.Lock);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(cache.Array, data, length);
        cache.Length = length;
        ExReleaseFastMutex(cache.Lock);
        return STATUS_SUCCESS;
    }
}
