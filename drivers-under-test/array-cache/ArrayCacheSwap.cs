using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>Allocate, fill, swap, free: a failed update has no effect.</summary>
public sealed class ArrayCacheSwap : PoolArrayCache
{
    /// <inheritdoc/>
    public override string Name => "array-cache-swap";

    /// <inheritdoc/>
    public override string Description => "Allocates the new array first and swaps it in: a failed update changes nothing.";

    /// <inheritdoc/>
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        var newArray = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, ArrayTag);
        if (newArray.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(newArray, data, length);

        ExAcquireFastMutex(cache.Lock);
        var oldArray = cache.Array;
        cache.Array = newArray;
        cache.Length = length;
        ExReleaseFastMutex(cache.Lock);

        if (!oldArray.IsNull)
        {
            ExFreePoolWithTag(oldArray, ArrayTag);
        }

        return STATUS_SUCCESS;
    }
}
