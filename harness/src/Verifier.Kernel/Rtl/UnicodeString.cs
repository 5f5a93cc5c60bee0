namespace Verifier.Kernel;

/// <summary>
/// UNICODE_STRING, a view of 0x10 bytes in simulated memory (harness/docs/facts/io.md#structure-layouts). Lengths are in bytes, without a
/// terminator.
/// </summary>
[View(0x10, Public = ViewMembers.Constructor)]
public readonly partial struct UnicodeString
{
    /// <summary>Bytes in use.</summary>
    [Field(0x00)] public partial ushort Length { get; set; }

    /// <summary>Bytes the buffer holds.</summary>
    [Field(0x02)] public partial ushort MaximumLength { get; set; }

    /// <summary>The characters.</summary>
    [Field(0x08)] public partial Pointer Buffer { get; set; }

    /// <summary>The address, as a DDI takes it.</summary>
    public static implicit operator ulong(UnicodeString text) => text.Pointer.Address;

    /// <summary>The characters in use, read from memory.</summary>
    public override string ToString() => Pointer.Machine is { } machine ? KernelText.Read(machine, Pointer.Address) : string.Empty;
}
