using Verifier.Drivers.InterruptDevice;
using Verifier.Kernel;

namespace Verifier.Drivers.IsrDpc;

/// <summary>The sampler's own part of the device extension.</summary>
/// <param name="Pointer">The address of the extension.</param>
public readonly record struct SamplerExtension(Pointer Pointer)
{
    /// <summary>sizeof(SAMPLER_EXTENSION).</summary>
    public const uint Bytes = 0x20;

    /// <summary>KSPIN_LOCK that guards the sample.</summary>
    public Pointer Lock => Pointer;

    /// <summary>PVOID: the calibration table, <see cref="SamplerDriver.TableEntries"/> ULONGs, while the device is started.</summary>
    public Pointer Table
    {
        get => Pointer.ReadPointer(0x08);
        set => Pointer.WritePointer(0x08, value);
    }

    /// <summary>Samples taken.</summary>
    public uint Samples
    {
        get => Pointer.Read<uint>(0x10);
        set => Pointer.Write(0x10, value);
    }

    /// <summary>The latest sample, calibrated.</summary>
    public uint Latest
    {
        get => Pointer.Read<uint>(0x14);
        set => Pointer.Write(0x14, value);
    }

    /// <summary>The sampler's part of a device extension.</summary>
    public static SamplerExtension Of(InterruptExtension extension) => new(extension.Own);
}
