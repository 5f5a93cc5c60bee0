using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <content>How jobs come, wait and go.</content>
public abstract partial class JobQueueDriver
{
    private const uint MostSpares = 2;

    /// <summary>Adds a job; all or nothing. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS Enqueue(QueueExtension queue, Pointer data, uint length)
    {
        var status = Charge(queue, length);
        if (!NT_SUCCESS(status))
        {
            return status;
        }

        status = CreateJob(queue, data, length, out var job);
        if (!NT_SUCCESS(status))
        {
            Discharge(queue, length);
            return status;
        }

        Append(queue, job);
        return STATUS_SUCCESS;
    }

    /// <summary>Makes a header with a block for the data, or nothing. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual bool TryAllocateJob(QueueExtension queue, uint length, out Job job)
    {
        job = TakeHeader(queue);
        if (job.Pointer.IsNull)
        {
            return false;
        }

        job.Data = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, DataTag);
        if (job.Data.IsNull)
        {
            GiveHeaderBack(queue, job);
            return false;
        }

        return true;
    }

    /// <summary>Makes a job with a copy of the data; a short one comes from the reserve if need be. IRQL: PASSIVE_LEVEL.</summary>
    protected NTSTATUS CreateJob(QueueExtension queue, Pointer data, uint length, out Job job)
    {
        if (!TryAllocateJob(queue, length, out job) && !TryTakeReserve(queue, length, out job))
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlCopyMemory(job.Data, data, length);
        job.Length = length;
        return STATUS_SUCCESS;
    }

    /// <summary>Puts a job at the queue's end; the oldest goes if there are too many. IRQL: PASSIVE_LEVEL.</summary>
    protected void Append(QueueExtension queue, Job job)
    {
        var oldest = new Job(Pointer.Null);
        ExAcquireFastMutex(queue.Lock);
        if (queue.JobCount == Capacity)
        {
            oldest = RemoveOldest(queue);
            queue.Displaced++;
        }

        InsertTailList(queue.Jobs, job.Pointer);
        queue.JobCount++;
        queue.Accepted++;
        ExReleaseFastMutex(queue.Lock);
        if (!oldest.Pointer.IsNull)
        {
            FreeJob(queue, oldest);
        }
    }

    /// <summary>Takes the oldest job out of a queue that has one, with the lock held.</summary>
    protected Job RemoveOldest(QueueExtension queue)
    {
        queue.JobCount--;
        return new Job(RemoveHeadList(queue.Jobs));
    }

    /// <summary>Gives back what a job took: its bytes, its data, its header. IRQL: PASSIVE_LEVEL.</summary>
    protected void FreeJob(QueueExtension queue, Job job)
    {
        Discharge(queue, job.Length);
        if (job == queue.Reserve)
        {
            ExAcquireFastMutex(queue.Lock);
            queue.IsReserveUsed = false;
            ExReleaseFastMutex(queue.Lock);
            return;
        }

        ExFreePoolWithTag(job.Data, DataTag);
        GiveHeaderBack(queue, job);
    }

    /// <summary>Counts the bytes of a job that is to come. IRQL: PASSIVE_LEVEL.</summary>
    protected NTSTATUS Charge(QueueExtension queue, uint length)
    {
        ExAcquireFastMutex(queue.Lock);
        var fits = queue.ChargedBytes + length <= QuotaBytes;
        queue.ChargedBytes += fits ? length : 0;
        ExReleaseFastMutex(queue.Lock);
        return fits ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }

    /// <summary>The bytes of a job that is gone, or never came. IRQL: PASSIVE_LEVEL.</summary>
    protected void Discharge(QueueExtension queue, uint length)
    {
        ExAcquireFastMutex(queue.Lock);
        queue.ChargedBytes -= length;
        ExReleaseFastMutex(queue.Lock);
    }

    /// <summary>A header: a spare one, or a new one; NULL if there is neither. IRQL: PASSIVE_LEVEL.</summary>
    protected Job TakeHeader(QueueExtension queue)
    {
        var header = Pointer.Null;
        ExAcquireFastMutex(queue.Lock);
        if (queue.SpareCount > 0)
        {
            header = RemoveHeadList(queue.Spares);
            queue.SpareCount--;
        }

        ExReleaseFastMutex(queue.Lock);
        return new Job(header.IsNull ? ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Job.Bytes, JobTag) : header);
    }

    // The few that come and go all the time stay; more than that is the pool's.
    private void GiveHeaderBack(QueueExtension queue, Job header)
    {
        ExAcquireFastMutex(queue.Lock);
        var isKept = queue.SpareCount < MostSpares;
        if (isKept)
        {
            InsertTailList(queue.Spares, header.Pointer);
            queue.SpareCount++;
        }

        ExReleaseFastMutex(queue.Lock);
        if (!isKept)
        {
            ExFreePoolWithTag(header.Pointer, JobTag);
        }
    }

    private bool TryTakeReserve(QueueExtension queue, uint length, out Job job)
    {
        job = queue.Reserve;
        ExAcquireFastMutex(queue.Lock);
        queue.Shortages++;
        var isTaken = !queue.IsReserveUsed && length <= QueueExtension.ReserveBytes;
        queue.IsReserveUsed |= isTaken;
        ExReleaseFastMutex(queue.Lock);
        job.Data = job.Pointer + Job.Bytes;
        return isTaken;
    }

    private NTSTATUS Dequeue(QueueExtension queue, Pointer output, uint outputLength, out uint copied)
    {
        copied = 0;
        var status = STATUS_NO_MORE_ENTRIES;
        var job = new Job(Pointer.Null);
        ExAcquireFastMutex(queue.Lock);
        if (queue.JobCount > 0 && new Job(queue.Jobs.ReadPointer()).Length > outputLength)
        {
            status = STATUS_BUFFER_TOO_SMALL;
        }
        else if (queue.JobCount > 0)
        {
            job = RemoveOldest(queue);
            queue.Taken++;
            status = STATUS_SUCCESS;
        }

        ExReleaseFastMutex(queue.Lock);
        if (!job.Pointer.IsNull)
        {
            copied = job.Length;
            RtlCopyMemory(output, job.Data, copied);
            FreeJob(queue, job);
        }

        return status;
    }
}
