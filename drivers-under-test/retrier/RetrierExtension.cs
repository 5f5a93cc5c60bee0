using Verifier.Kernel;

namespace Verifier.Drivers.Retrier;

/// <summary>The device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct RetrierExtension(Pointer Pointer)
{
    /// <summary>sizeof(RETRIER_EXTENSION).</summary>
    public const uint Bytes = 0x20;

    /// <summary>KEVENT, synchronization: signalled while the reserve is free.</summary>
    public Pointer ReserveIsFree => Pointer;

    /// <summary>The reserve, allocated at load.</summary>
    public Pointer Reserve
    {
        get => Pointer.ReadPointer(0x18);
        set => Pointer.WritePointer(0x18, value);
    }
}
