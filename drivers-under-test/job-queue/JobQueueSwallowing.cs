using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue whose writers never hear of a shortage.</summary>
public sealed class JobQueueSwallowing : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-swallowing";

    /// <inheritdoc/>
    public override string Description => "A job queue that drops a job it cannot copy and tells the writer that it has it.";

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
            // Planted defect: the writer is told that its job waits.
            Discharge(queue, length);
            return STATUS_SUCCESS;
        }

        Append(queue, job);
        return STATUS_SUCCESS;
    }
}
