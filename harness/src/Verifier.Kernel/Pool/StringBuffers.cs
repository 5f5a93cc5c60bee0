namespace Verifier.Kernel;

/// <summary>
/// Buffers that the Rtl string routines allocate for drivers: paged pool, in the ledger until RtlFreeUnicodeString
/// (harness/docs/facts/memory.md#strings-and-the-registry, #where-sources-disagree: STATUS_NO_MEMORY when the pool is exhausted).
/// </summary>
internal sealed class StringBuffers(Machine machine)
{
    private static readonly PoolTag Tag = "Strg";

    /// <summary>Puts a conversion's result into its destination, in a new buffer where the caller asked for one.</summary>
    /// <param name="destination">The string.</param>
    /// <param name="text">The result.</param>
    /// <param name="allocate">True if a new buffer is wanted.</param>
    /// <param name="isTerminated">
    /// True if a terminator follows. None does where only the case is changed: the buffer is as long as the text.
    /// </param>
    public NTSTATUS Store(CountedString destination, string text, bool allocate, bool isTerminated = true)
    {
        var bytes = text.Length * destination.Unit;
        var terminator = isTerminated ? destination.Unit : 0;
        if (bytes + terminator > CountedString.MaximumBytes)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_2;
        }

        if (allocate)
        {
            var buffer = Allocate(bytes + terminator);
            if (buffer == 0)
            {
                return NTSTATUS.STATUS_NO_MEMORY;
            }

            destination.Set(bytes, bytes + terminator, buffer);
        }
        else if (bytes > destination.MaximumLength)
        {
            return NTSTATUS.STATUS_BUFFER_OVERFLOW;
        }

        destination.Write(0, destination.BytesOf(text), isTerminated);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>RtlFreeUnicodeString: the buffer goes back to the pool and the string becomes empty.</summary>
    public void Free(CountedString text)
    {
        var buffer = text.Buffer;
        if (buffer == 0)
        {
            return;
        }

        if (machine.Resources.Released(ResourceKind.String, buffer))
        {
            machine.Pool.FreeForKernel(buffer);
        }
        else
        {
            machine.Pool.Free(buffer);
        }

        text.Set(0, 0, 0);
    }

    /// <summary>Memory for a string that the driver will free with RtlFreeUnicodeString; 0 when the pool is exhausted.</summary>
    public ulong Allocate(int bytes)
    {
        var buffer = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, (ulong)bytes, Tag);
        if (buffer != 0)
        {
            machine.Resources.Acquired(ResourceKind.String, buffer, (ulong)bytes, Tag);
        }

        return buffer;
    }
}
