namespace Verifier.Kernel;

/// <summary>IRP, a view of 0xD0 bytes and its stack locations in simulated memory (facts/wdm-io.md §7).</summary>
public readonly struct Irp
{
    internal Irp(Ntoskrnl driver, ulong address) => Pointer = driver.At(address);

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>IoStatus.Status.</summary>
    public NTSTATUS Status
    {
        get => new(Pointer.Read<uint>(0x30));
        set => Pointer.Write(0x30, value.Value);
    }
}
