namespace Verifier.Kernel;

/// <summary>The rules for a sound request: special pool or not, refused for its priority, charged; and the bits of its header.</summary>
internal sealed class PoolRequestRules(Machine machine, PoolGeometry geometry, SpecialPool special)
{
    private const POOL_TYPE HeaderTypes = POOL_TYPE.PagedPool | POOL_TYPE.NonPagedPoolMustSucceed | POOL_TYPE.NonPagedPoolCacheAligned
        | POOL_TYPE.NonPagedPoolSession;

    private const uint QuotaBit = 8;
    private const uint VerifierBit = 64;

    /// <summary>True if the request is to be tried in special pool first.</summary>
    public bool UsesSpecialPool(in PoolRequest request, PoolBlockTraits traits)
    {
        var isWanted = request.Asks(PoolRequestOptions.Special)
            || ((traits & PoolBlockTraits.Verified) != 0 && machine.Verifies(DriverVerifierOptions.SpecialPool));
        return isWanted && special.Fits(request.Bytes);
    }

    /// <summary>True if so little is left that a request of this priority fails. A high one fails only when nothing is found.</summary>
    public bool IsShortFor(EX_POOL_PRIORITY priority, PoolArena arena)
    {
        var marks = machine.Profile.WaterMarks;
        return priority < EX_POOL_PRIORITY.HighPoolPriority
            && (marks.Fails(priority, arena.Pages.Limit - arena.Pages.InUse, arena.Pages.Limit)
                || marks.Fails(priority, machine.Physical.Available, machine.Physical.Total));
    }

    /// <summary>Quota is for the requests of applications, and only for what shares a page (harness/docs/facts/memory.md#quota).</summary>
    public bool IsChargeable(ulong bytes) =>
        bytes <= (ulong)(geometry.PageSize - geometry.HeaderBytes - geometry.PointerBytes) && !machine.Scheduler.Current.IsSystem;

    /// <summary>The type as a live block's header holds it: one more than the bits, so that it is never 0.</summary>
    public static uint TypeBits(POOL_TYPE type, PoolBlockTraits traits) =>
        ((uint)(type & HeaderTypes) | ((traits & PoolBlockTraits.Quota) != 0 ? QuotaBit : 0)
            | ((traits & PoolBlockTraits.Tracked) != 0 ? VerifierBit : 0)) + 1;
}
