using Verifier.Kernel;

namespace Verifier.Drivers.JobQueue;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct QueueExtension(Pointer Pointer)
{
    /// <summary>sizeof(QUEUE_EXTENSION).</summary>
    public const uint Bytes = ReserveOffset + Job.Bytes + ReserveBytes;

    /// <summary>The longest job that fits into the reserve.</summary>
    public const uint ReserveBytes = 0x40;

    private const uint ReserveOffset = 0xA0;

    /// <summary>FAST_MUTEX that guards the rest.</summary>
    public Pointer Lock => Pointer;

    /// <summary>LIST_ENTRY: the head of the waiting jobs, oldest first.</summary>
    public Pointer Jobs => Pointer + 0x38;

    /// <summary>LIST_ENTRY: the head of job headers without a job, kept for the next ones.</summary>
    public Pointer Spares => Pointer + 0x48;

    /// <summary>LIST_ENTRY: the head of what only Unload takes away.</summary>
    public Pointer Retired => Pointer + 0x58;

    /// <summary>Headers in <see cref="Spares"/>.</summary>
    public uint SpareCount
    {
        get => Pointer.Read<uint>(0x68);
        set => Pointer.Write(0x68, value);
    }

    /// <summary>Waiting jobs.</summary>
    public uint JobCount
    {
        get => Pointer.Read<uint>(0x6C);
        set => Pointer.Write(0x6C, value);
    }

    /// <summary>Bytes that waiting jobs, and those being made, may take together.</summary>
    public uint ChargedBytes
    {
        get => Pointer.Read<uint>(0x70);
        set => Pointer.Write(0x70, value);
    }

    /// <summary>Jobs accepted since the device exists.</summary>
    public uint Accepted
    {
        get => Pointer.Read<uint>(0x74);
        set => Pointer.Write(0x74, value);
    }

    /// <summary>Jobs taken by readers.</summary>
    public uint Taken
    {
        get => Pointer.Read<uint>(0x78);
        set => Pointer.Write(0x78, value);
    }

    /// <summary>Jobs that had to make room for newer ones.</summary>
    public uint Displaced
    {
        get => Pointer.Read<uint>(0x7C);
        set => Pointer.Write(0x7C, value);
    }

    /// <summary>Allocations that failed. For the debugger and for Unload's message; no request returns it.</summary>
    public uint Shortages
    {
        get => Pointer.Read<uint>(0x80);
        set => Pointer.Write(0x80, value);
    }

    /// <summary>True if the reserve is a waiting job.</summary>
    public bool IsReserveUsed
    {
        get => Pointer.Read<byte>(0x84) != 0;
        set => Pointer.Write(0x84, value ? (byte)1 : (byte)0);
    }

    /// <summary>True if a digest is being made.</summary>
    public bool IsDigesting
    {
        get => Pointer.Read<byte>(0x85) != 0;
        set => Pointer.Write(0x85, value ? (byte)1 : (byte)0);
    }

    /// <summary>PVOID: where digests are made, or NULL while there is none.</summary>
    public Pointer DigestBuffer
    {
        get => Pointer.ReadPointer(0x88);
        set => Pointer.WritePointer(0x88, value);
    }

    /// <summary>The reserve: one job with room for <see cref="ReserveBytes"/> behind its header.</summary>
    public Job Reserve => new(Pointer + ReserveOffset);
}

/// <summary>One job's header: LIST_ENTRY, length, pointer to a block with its data.</summary>
/// <param name="Pointer">The address of the job; also that of its LIST_ENTRY.</param>
public readonly record struct Job(Pointer Pointer)
{
    /// <summary>sizeof(JOB).</summary>
    public const uint Bytes = 0x20;

    /// <summary>Bytes of data.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>PVOID: the data.</summary>
    public Pointer Data
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }
}
