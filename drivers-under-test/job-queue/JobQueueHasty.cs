using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <summary>The queue that makes room before it knows that it needs it.</summary>
public sealed class JobQueueHasty : JobQueueDriver
{
    /// <inheritdoc/>
    public override string Name => "job-queue-hasty";

    /// <inheritdoc/>
    public override string Description => "A job queue that gives its oldest job up for one that then does not come.";

    /// <inheritdoc/>
    protected override NTSTATUS Enqueue(QueueExtension queue, Pointer data, uint length)
    {
        var status = Charge(queue, length);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        // Planted defect: the oldest job goes before the new one is certain.
        MakeRoom(queue);

        status = CreateJob(queue, data, length, out var job);
        if (!NT_SUCCESS(status))
        {
            Discharge(queue, length);
            return status;
        }

        Append(queue, job);
        return STATUS_SUCCESS;
    }

    private void MakeRoom(QueueExtension queue)
    {
        var oldest = new Job(Pointer.Null);
        ExAcquireFastMutex(queue.Lock);
        if (queue.JobCount == Capacity)
        {
            oldest = RemoveOldest(queue);
            queue.Displaced++;
        }

        ExReleaseFastMutex(queue.Lock);
        if (!oldest.Pointer.IsNull)
        {
            FreeJob(queue, oldest);
        }
    }
}
