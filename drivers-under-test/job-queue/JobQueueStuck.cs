using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue whose digest stays taken by the request that failed.</summary>
public sealed class JobQueueStuck : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-stuck";

    /// <inheritdoc/>
    public override string Description => "A job queue that stays busy for ever once a digest could not get its buffer.";

    /// <inheritdoc/>
    protected override NTSTATUS MakeDigest(QueueExtension queue, out uint digest)
    {
        digest = 0;
        if (!TryBeginDigest(queue))
        {
            return STATUS_DEVICE_BUSY;
        }

        var buffer = TakeDigestBuffer(queue);
        if (buffer.IsNull)
        {
            // Planted defect: the buffer that is not there stays taken.
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        digest = Sum(buffer, CopyJobs(queue, buffer));
        EndDigest(queue);
        return STATUS_SUCCESS;
    }
}
