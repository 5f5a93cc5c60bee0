using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>The naive design with a slip of the pen: ExFreePool(&amp;Array) compiles as well as ExFreePool(Array).</summary>
public sealed class ArrayCacheNaivePointer : PoolArrayCache
{
    private const long ArrayField = 0x38;

    /// <inheritdoc/>
    public override string Name => "array-cache-naive-pointer";

    /// <inheritdoc/>
    public override string Description => "Frees the address of the pointer instead of the array: ExFreePool(&pointer).";

    /// <inheritdoc/>
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        ExAcquireFastMutex(cache.Lock);
        if (!cache.Array.IsNull)
        {
            // Planted defect: &cache->Array is an address in the middle of the device object's own block.
            ExFreePool(cache.Pointer + ArrayField);
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
