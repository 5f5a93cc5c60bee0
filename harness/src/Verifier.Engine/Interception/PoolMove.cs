using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>
/// An experiment: the requests of one site for nonpaged pool are served from paged pool. Where the run then goes as before, although paged
/// memory is trimmed at every raise of IRQL, nothing touched those blocks above APC_LEVEL.
/// </summary>
internal sealed class PoolMove(Machine machine, ulong site) : IImportThunk
{
    /// <inheritdoc/>
    public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        Span<ulong> rewritten = stackalloc ulong[arguments.Length];
        return machine.Gate.Forward(caller, ddi, Rewrites(caller, ddi, arguments, rewritten) ? rewritten : arguments);
    }

    // Rewrites the pool of a request; false if it is not one of the site's.
    private bool Rewrites(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments, Span<ulong> rewritten)
    {
        if (ddi.PoolParameter < 0 || DriverStack.Capture(caller).Identity(ddi) != site)
        {
            return false;
        }

        arguments.CopyTo(rewritten);
        ref var pool = ref rewritten[ddi.PoolParameter];
        pool = ddi.Parameters[ddi.PoolParameter].Kind == ParameterKind.PoolFlags
            ? (pool & ~(ulong)(POOL_FLAGS.POOL_FLAG_NON_PAGED | POOL_FLAGS.POOL_FLAG_NON_PAGED_EXECUTE)) | (ulong)POOL_FLAGS.POOL_FLAG_PAGED
            : (pool & ~(ulong)POOL_TYPE.NonPagedPoolNx) | (ulong)POOL_TYPE.PagedPool;
        return true;
    }
}
