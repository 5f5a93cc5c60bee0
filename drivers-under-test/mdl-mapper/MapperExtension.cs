using Verifier.Kernel;

namespace Verifier.Drivers.MdlMapper;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct MapperExtension(Pointer Pointer)
{
    /// <summary>sizeof(MAPPER_EXTENSION).</summary>
    public const uint Bytes = 0x18;

    /// <summary>KSPIN_LOCK that guards the totals.</summary>
    public Pointer Lock => Pointer;

    /// <summary>Sum of all bytes written.</summary>
    public ulong CheckSum
    {
        get => Pointer.Read<ulong>(0x08);
        set => Pointer.Write(0x08, value);
    }

    /// <summary>Bytes written.</summary>
    public ulong Written
    {
        get => Pointer.Read<ulong>(0x10);
        set => Pointer.Write(0x10, value);
    }
}
