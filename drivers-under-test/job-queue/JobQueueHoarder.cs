using Verifier.Kernel;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue that puts what is left of a failed job aside until Unload.</summary>
public sealed class JobQueueHoarder : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-hoarder";

    /// <inheritdoc/>
    public override string Description => "A job queue that keeps the header of each failed job on a list that only Unload empties.";

    /// <inheritdoc/>
    protected override bool TryAllocateJob(QueueExtension queue, uint length, out Job job)
    {
        job = TakeHeader(queue);
        if (job.Pointer.IsNull)
        {
            return false;
        }

        job.Data = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, DataTag);
        if (job.Data.IsNull)
        {
            // Planted defect: no header is taken from this list before Unload.
            ExAcquireFastMutex(queue.Lock);
            InsertTailList(queue.Retired, job.Pointer);
            ExReleaseFastMutex(queue.Lock);
            return false;
        }

        return true;
    }
}
