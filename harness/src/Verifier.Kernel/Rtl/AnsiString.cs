using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// ANSI_STRING, a view of 0x10 bytes in simulated memory, laid out as UNICODE_STRING. Lengths are in bytes, without a terminator.
/// </summary>
[View(0x10, Public = ViewMembers.Constructor)]
public readonly partial struct AnsiString
{
    /// <summary>Bytes in use.</summary>
    [Field(0x00)] public partial ushort Length { get; set; }

    /// <summary>Bytes the buffer holds.</summary>
    [Field(0x02)] public partial ushort MaximumLength { get; set; }

    /// <summary>The characters.</summary>
    [Field(0x08)] public partial Pointer Buffer { get; set; }

    /// <summary>The address, as a DDI takes it.</summary>
    public static implicit operator ulong(AnsiString text) => text.Pointer.Address;

    /// <summary>The characters in use, read from memory as Latin-1.</summary>
    public override string ToString()
    {
        var bytes = new byte[Length];
        Buffer.CopyFrom(bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
