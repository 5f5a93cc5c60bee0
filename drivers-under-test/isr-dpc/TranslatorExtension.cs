using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The translator's device extension: a typed view over its bytes, as the C structure would be.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct TranslatorExtension(Pointer Pointer)
{
    /// <summary>sizeof(TRANSLATOR_EXTENSION).</summary>
    public const uint Bytes = 0x50;

    /// <summary>FAST_MUTEX that guards the counter.</summary>
    public Pointer Lock => Pointer;

    /// <summary>PVOID: the table, <see cref="TranslatorDriver.TableBytes"/> bytes.</summary>
    public Pointer Table
    {
        get => Pointer.ReadPointer(0x38);
        set => Pointer.WritePointer(0x38, value);
    }

    /// <summary>Bytes translated.</summary>
    public ulong Translated
    {
        get => Pointer.Read<ulong>(0x40);
        set => Pointer.Write(0x40, value);
    }
}
