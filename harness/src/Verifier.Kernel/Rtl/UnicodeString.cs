namespace Verifier.Kernel;

/// <summary>
/// UNICODE_STRING, a view of 0x10 bytes in simulated memory (facts/wdm-io.md §7). Lengths are in bytes, without a terminator.
/// </summary>
public readonly struct UnicodeString
{
    internal const int Bytes = 0x10;

    /// <summary>The UNICODE_STRING at a place.</summary>
    public UnicodeString(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Bytes in use.</summary>
    public ushort Length
    {
        get => Pointer.Read<ushort>();
        set => Pointer.Write(0, value);
    }

    /// <summary>Bytes the buffer holds.</summary>
    public ushort MaximumLength
    {
        get => Pointer.Read<ushort>(2);
        set => Pointer.Write(2, value);
    }

    /// <summary>The characters.</summary>
    public Pointer Buffer
    {
        get => Pointer.ReadPointer(8);
        set => Pointer.WritePointer(8, value);
    }

    /// <summary>The address, as a DDI takes it.</summary>
    public static implicit operator ulong(UnicodeString text) => text.Pointer.Address;

    /// <summary>The characters in use, read from memory.</summary>
    public override string ToString() => Pointer.Machine is { } machine ? KernelText.Read(machine, Pointer.Address) : string.Empty;
}
