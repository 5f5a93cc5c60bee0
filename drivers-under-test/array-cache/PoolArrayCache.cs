using Verifier.Kernel;

namespace Verifier.Drivers.ArrayCache;

/// <summary>The designs that allocate each array from paged pool: at unload there is at most one left.</summary>
public abstract class PoolArrayCache : ArrayCacheDriver
{
    /// <inheritdoc/>
    protected override void DeleteArray(CacheExtension cache)
    {
        if (!cache.Array.IsNull)
        {
            ExFreePoolWithTag(cache.Array, ArrayTag);
        }
    }
}
