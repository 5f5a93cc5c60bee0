using System.Text;

namespace Verifier.Kernel;

/// <summary>
/// ANSI_STRING, a view of 0x10 bytes in simulated memory, laid out as UNICODE_STRING. Lengths are in bytes, without a terminator.
/// </summary>
public readonly struct AnsiString
{
    /// <summary>The ANSI_STRING at a place.</summary>
    public AnsiString(Pointer pointer) => Pointer = pointer;

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
    public static implicit operator ulong(AnsiString text) => text.Pointer.Address;

    /// <summary>The characters in use, read from memory as Latin-1.</summary>
    public override string ToString()
    {
        var bytes = new byte[Length];
        Buffer.CopyFrom(bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
