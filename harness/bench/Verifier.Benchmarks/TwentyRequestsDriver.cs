using System.Runtime.CompilerServices;
using Verifier.Drivers.ArrayCache;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Benchmarks;

/// <summary>
/// A driver whose run, from load to unload, makes twenty requests that can fail: its device, the link, and eighteen blocks of one I/O request.
/// Its routine is compiled as models are, without optimisation.
/// </summary>
public sealed class TwentyRequestsDriver : ArrayCacheDriver
{
    private const int Blocks = 18;

    public override string Name => "twenty-requests";

    protected override uint OwnBytes => 8 * Blocks;

    [MethodImpl(MethodImplOptions.NoOptimization)]
    protected override NTSTATUS UpdateArray(CacheExtension cache, Pointer data, uint length)
    {
        var taken = 0;
        while (taken < Blocks)
        {
            var block = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 64, ArrayTag);
            if (block.IsNull)
            {
                break;
            }

            cache.Own.WritePointer(8 * taken++, block);
        }

        var status = taken == Blocks ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
        while (taken > 0)
        {
            ExFreePoolWithTag(cache.Own.ReadPointer(8 * --taken), ArrayTag);
        }

        return status;
    }

    protected override void DeleteArray(CacheExtension cache)
    {
    }
}
