using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;
using Verifier.Kernel;

namespace Verifier.Binaries.Loading;

/// <summary>A driver file as it is loaded on a machine in one run.</summary>
/// <param name="driver">The file.</param>
/// <param name="address">The address at which it is loaded.</param>
/// <param name="image">The image as the kernel knows it.</param>
internal sealed class CompiledImage(DriverCode driver, ulong address, DriverImage image)
{
    /// <summary>The file.</summary>
    public DriverCode Driver { get; } = driver;

    public PeFile File => Driver.File;

    /// <summary>The address at which it is loaded.</summary>
    public ulong Base { get; } = address;

    /// <summary>The image as the kernel knows it.</summary>
    public DriverImage Image { get; } = image;

    /// <summary>True if the address is in the image.</summary>
    public bool Contains(ulong address) => address - Base < (ulong)File.Layout.Length;

    /// <summary>The offset of an address in the image.</summary>
    public uint RvaOf(ulong address) => (uint)(address - Base);

    /// <summary>
    /// Image, routine and offset, as a debugger's stack has it: "mydriver!Dispatch+0x12"; "mydriver+0x1234" without a routine.
    /// </summary>
    /// <param name="rva">A byte of the routine.</param>
    /// <param name="further">The offset is of as many bytes behind it.</param>
    public string PlaceOf(uint rva, uint further)
    {
        var location = Driver.Locate(rva);
        return IsInNoRoutine(location, rva)
            ? ImagePlaceOf(rva + further)
            : $"{Driver.Name}!{NameOf(location.Routine, location.OffsetInRoutine + further)}";
    }

    /// <summary>Routine and offset of an rva; image and offset where no routine is known.</summary>
    public string RoutinePlaceOf(uint rva) => IsInNoRoutine(Driver.Locate(rva), rva) ? ImagePlaceOf(rva) : NameOf(rva);

    /// <summary>Image and offset of an rva.</summary>
    public string ImagePlaceOf(uint rva) => $"{Driver.Name}+0x{rva:X}";

    /// <summary>The name of a routine that begins at an rva; with an offset where it begins inside another one.</summary>
    public string NameOf(uint rva)
    {
        var location = Driver.Locate(rva);
        return NameOf(location.Routine, location.OffsetInRoutine);
    }

    private static string NameOf(string routine, uint offset) => offset == 0 ? routine : $"{routine}+0x{offset:X}";

    private bool IsInNoRoutine(in SourceLocation location, uint rva) => location.Routine == Driver.Name && location.OffsetInRoutine == rva;
}
