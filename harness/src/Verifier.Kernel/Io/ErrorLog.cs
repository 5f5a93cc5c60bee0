namespace Verifier.Kernel;

/// <summary>Error log entries: allocated, then written or freed (harness/docs/facts/memory.md#io-manager-routines).</summary>
internal sealed class ErrorLog(Machine machine)
{
    /// <summary>ERROR_LOG_MAXIMUM_SIZE on x64, bytes.</summary>
    public const int MaximumBytesX64 = 240;

    /// <summary>ERROR_LOG_MAXIMUM_SIZE on x86, bytes.</summary>
    public const int MaximumBytesX86 = 152;

    private const int PacketHeaderBytes = 0x30;
    private const ulong EntryHeaderBytes = 0x30;

    private static readonly PoolTag Tag = "Io  ";

    private readonly HashSet<ulong> _allocated = [];

    /// <summary>Entries that were written: who wrote them and IO_ERROR_LOG_PACKET.ErrorCode.</summary>
    public List<(string Driver, uint ErrorCode)> Written { get; } = [];

    /// <summary>IoAllocateErrorLogEntry: the packet, or 0 for a size out of range or when the pool is exhausted.</summary>
    public ulong Allocate(byte bytes)
    {
        var maximum = machine.Profile.Architecture == Architecture.X86 ? MaximumBytesX86 : MaximumBytesX64;
        if (bytes < PacketHeaderBytes || bytes > maximum)
        {
            return 0;
        }

        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, EntryHeaderBytes + bytes, Tag);
        if (block == 0)
        {
            return 0;
        }

        var packet = block + EntryHeaderBytes;
        _allocated.Add(packet);
        machine.Resources.Acquired(ResourceKind.ErrorLogEntry, packet, bytes, Tag);
        return packet;
    }

    /// <summary>IoWriteErrorLogEntry: the entry is the system's from now on.</summary>
    public void Write(ulong packet)
    {
        Written.Add((machine.Caller?.Name ?? string.Empty, machine.Memory.Read<uint>(packet + 0x0C)));
        Free(packet);
    }

    /// <summary>IoFreeErrorLogEntry.</summary>
    public void Free(ulong packet)
    {
        if (!_allocated.Remove(packet))
        {
            machine.Pool.Free(packet - EntryHeaderBytes, null);
            return;
        }

        machine.Resources.Released(ResourceKind.ErrorLogEntry, packet);
        machine.Pool.FreeForKernel(packet - EntryHeaderBytes);
    }

    public void Reset()
    {
        _allocated.Clear();
        Written.Clear();
    }
}
