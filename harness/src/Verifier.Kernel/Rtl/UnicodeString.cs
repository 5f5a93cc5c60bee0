namespace Verifier.Kernel;

/// <summary>UNICODE_STRING, a view of 0x10 bytes in simulated memory (facts/wdm-io.md §7). Lengths are in bytes, without a terminator.</summary>
public readonly struct UnicodeString
{
    internal const int Bytes = 0x10;

    internal UnicodeString(Pointer pointer) => Pointer = pointer;

    /// <summary>Where it is.</summary>
    public Pointer Pointer { get; }

    /// <summary>Bytes in use.</summary>
    public ushort Length => Pointer.Read<ushort>();

    /// <summary>Bytes the buffer holds.</summary>
    public ushort MaximumLength => Pointer.Read<ushort>(2);

    /// <summary>The characters.</summary>
    public Pointer Buffer => Pointer.ReadPointer(8);
}
