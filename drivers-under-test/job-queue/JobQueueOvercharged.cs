using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue that goes on counting the bytes of jobs that never came.</summary>
public sealed class JobQueueOvercharged : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-overcharged";

    /// <inheritdoc/>
    public override string Description => "A job queue that keeps a failed job's bytes charged, so that there is ever less room.";

    /// <inheritdoc/>
    protected override NTSTATUS Enqueue(QueueExtension queue, Pointer data, uint length)
    {
        var status = Charge(queue, length);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        status = CreateJob(queue, data, length, out var job);
        if (!NT_SUCCESS(status))
        {
            // Planted defect: the bytes stay charged.
            return status;
        }

        Append(queue, job);
        return STATUS_SUCCESS;
    }
}
