namespace Verifier.Kernel;

/// <summary>IO_STATUS_BLOCK, a view of 0x10 bytes in simulated memory (facts/wdm-io.md §7).</summary>
public readonly struct IoStatusBlock
{
    /// <summary>sizeof(IO_STATUS_BLOCK).</summary>
    public const int Bytes = 0x10;

    /// <summary>Views the block at an address.</summary>
    public IoStatusBlock(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Status.</summary>
    public NTSTATUS Status
    {
        get => new(Pointer.Read<uint>());
        set => Pointer.Write(0, value.Value);
    }

    /// <summary>Information.</summary>
    public ulong Information
    {
        get => Pointer.Read<ulong>(8);
        set => Pointer.Write(8, value);
    }
}
