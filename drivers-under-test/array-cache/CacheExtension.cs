using Verifier.Kernel;

namespace Verifier.Drivers.ArrayCache;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct CacheExtension(Pointer Pointer)
{
    /// <summary>Bytes of the common part; what a design needs beyond it follows.</summary>
    public const uint Bytes = 0x80;

    /// <summary>FAST_MUTEX that guards the array: readers and writers come in threads of their own.</summary>
    public Pointer Lock => Pointer;

    /// <summary>The array, or NULL before the first update.</summary>
    public Pointer Array
    {
        get => Pointer.ReadPointer(0x38);
        set => Pointer.WritePointer(0x38, value);
    }

    /// <summary>Bytes in use of the array.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x40);
        set => Pointer.Write(0x40, value);
    }

    /// <summary>The part that one design alone needs: its lookaside list, or the array itself.</summary>
    public Pointer Own => Pointer + Bytes;
}
