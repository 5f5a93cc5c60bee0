using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Drivers.JobQueue;

/// <content>The digest of what waits.</content>
public abstract partial class JobQueueDriver
{
    /// <summary>A checksum of all waiting jobs, oldest first; one request at a time. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual NTSTATUS MakeDigest(QueueExtension queue, out uint digest)
    {
        digest = 0;
        if (!TryBeginDigest(queue))
        {
            return STATUS_DEVICE_BUSY;
        }

        var buffer = TakeDigestBuffer(queue);
        if (buffer.IsNull)
        {
            EndDigest(queue);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        digest = Sum(buffer, CopyJobs(queue, buffer));
        EndDigest(queue);
        return STATUS_SUCCESS;
    }

    /// <summary>The buffer, made now if there is none yet; NULL if that fails. Once made it stays. IRQL: PASSIVE_LEVEL.</summary>
    protected virtual Pointer TakeDigestBuffer(QueueExtension queue)
    {
        if (queue.DigestBuffer.IsNull)
        {
            queue.DigestBuffer = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, QuotaBytes, DigestTag);
        }

        return queue.DigestBuffer;
    }

    /// <summary>Takes the buffer for this request; false while another one has it. IRQL: PASSIVE_LEVEL.</summary>
    protected bool TryBeginDigest(QueueExtension queue)
    {
        ExAcquireFastMutex(queue.Lock);
        var isMine = !queue.IsDigesting;
        queue.IsDigesting = true;
        ExReleaseFastMutex(queue.Lock);
        return isMine;
    }

    /// <summary>Leaves the buffer to the next request. IRQL: PASSIVE_LEVEL.</summary>
    protected void EndDigest(QueueExtension queue)
    {
        ExAcquireFastMutex(queue.Lock);
        queue.IsDigesting = false;
        ExReleaseFastMutex(queue.Lock);
    }

    /// <summary>Copies the data of all waiting jobs, so that the lock is not held while it is summed. IRQL: PASSIVE_LEVEL.</summary>
    protected uint CopyJobs(QueueExtension queue, Pointer buffer)
    {
        var length = 0U;
        ExAcquireFastMutex(queue.Lock);
        for (var entry = queue.Jobs.ReadPointer(); entry != queue.Jobs; entry = entry.ReadPointer())
        {
            var job = new Job(entry);
            RtlCopyMemory(buffer + length, job.Data, job.Length);
            length += job.Length;
        }

        ExReleaseFastMutex(queue.Lock);
        return length;
    }

    /// <summary>Adler's checksum.</summary>
    protected static uint Sum(Pointer data, uint length)
    {
        const uint prime = 65521;
        var (low, high) = (1U, 0U);
        for (var i = 0U; i < length; i++)
        {
            low = (low + data.Read<byte>(i)) % prime;
            high = (high + low) % prime;
        }

        return (high << 16) | low;
    }
}
