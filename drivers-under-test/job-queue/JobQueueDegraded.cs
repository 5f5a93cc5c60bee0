using Verifier.Kernel;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue that never asks again for the buffer it did not get.</summary>
public sealed class JobQueueDegraded : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-degraded";

    /// <inheritdoc/>
    public override string Description => "A job queue that fails every digest for ever if there was no buffer for it when it was loaded.";

    // Planted defect: DriverEntry ignored that there was none, and it is not asked for again.
    /// <inheritdoc/>
    protected override Pointer TakeDigestBuffer(QueueExtension queue) => queue.DigestBuffer;
}
