using Verifier.Kernel;

namespace Verifier.Canaries;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct CanaryExtension(Pointer Pointer)
{
    /// <summary>sizeof(CANARY_EXTENSION).</summary>
    public const uint Bytes = 0x48;

    /// <summary>PVOID: what was written last, or NULL.</summary>
    public Pointer Kept
    {
        get => Pointer.ReadPointer();
        set => Pointer.WritePointer(0, value);
    }

    /// <summary>PVOID: a block that every write needs, taken by DriverEntry.</summary>
    public Pointer Desk
    {
        get => Pointer.ReadPointer(0x08);
        set => Pointer.WritePointer(0x08, value);
    }

    /// <summary>Bytes of <see cref="Kept"/>.</summary>
    public uint Length
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>True if writes are refused.</summary>
    public bool IsClosed
    {
        get => Pointer.Read<uint>(0x14) != 0;
        set => Pointer.Write(0x14, value ? 1U : 0U);
    }

    /// <summary>LIST_ENTRY: the head of blocks that only Unload frees.</summary>
    public Pointer Attic => Pointer + 0x18;

    /// <summary>A KEVENT that is never set.</summary>
    public Pointer Never => Pointer + 0x28;
}
