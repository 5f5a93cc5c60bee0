namespace Verifier.Kernel;

/// <summary>
/// Buffers that the Rtl string routines allocate for drivers: paged pool, in the ledger until RtlFreeUnicodeString
/// (facts/pool-and-memory-api.md §7, §9: STATUS_NO_MEMORY when the pool is exhausted).
/// </summary>
internal sealed class StringBuffers(Machine machine)
{
    private static readonly PoolTag Tag = "Strg";

    /// <summary>Puts a conversion's result into its destination, in a new buffer where the caller asked for one.</summary>
    public NTSTATUS Store(CountedString destination, string text, bool allocate)
    {
        var bytes = text.Length * destination.Unit;
        if (bytes > CountedString.MaximumBytes - destination.Unit)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER_2;
        }

        if (allocate)
        {
            var buffer = Allocate(bytes + destination.Unit);
            if (buffer == 0)
            {
                return NTSTATUS.STATUS_NO_MEMORY;
            }

            destination.Set(bytes, bytes + destination.Unit, buffer);
        }
        else if (bytes > destination.MaximumLength)
        {
            return NTSTATUS.STATUS_BUFFER_OVERFLOW;
        }

        destination.Write(0, text);
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
