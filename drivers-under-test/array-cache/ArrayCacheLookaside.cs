using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.ArrayCache;

/// <summary>
/// Allocate-then-swap over a lookaside list of entries of one size. Once an entry has come back, the next update is served without the
/// pool; a miss can still fail and is answered for.
/// </summary>
public sealed class ArrayCacheLookaside : ArrayCacheDriver
{
    private const uint EntryBytes = 256;

    /// <inheritdoc/>
    public override string Name => "array-cache-lookaside";

    /// <inheritdoc/>
    public override string Description => "Takes arrays of one size from a lookaside list and swaps them in: misses may fail, hits cannot.";

    /// <inheritdoc/>
    protected override uint OwnBytes => LookasideList.Bytes;

    /// <inheritdoc/>
    protected override void InitializeArray(CacheExtension cache) =>
        ExInitializePagedLookasideList(cache.Own, null, null, 0, EntryBytes, ArrayTag);

    /// <inheritdoc/>
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        if (length > EntryBytes)
        {
            return STATUS_INVALID_BUFFER_SIZE;
        }

        var newArray = ExAllocateFromPagedLookasideList(cache.Own);
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
            ExFreeToPagedLookasideList(cache.Own, oldArray);
        }

        return STATUS_SUCCESS;
    }

    /// <inheritdoc/>
    protected override void DeleteArray(CacheExtension cache)
    {
        if (!cache.Array.IsNull)
        {
            ExFreeToPagedLookasideList(cache.Own, cache.Array);
        }

        ExDeletePagedLookasideList(cache.Own);
    }
}
