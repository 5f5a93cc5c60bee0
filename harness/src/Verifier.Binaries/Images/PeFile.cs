using System.Collections.Immutable;
using Verifier.Binaries.Images.Reading;

namespace Verifier.Binaries.Images;

/// <summary>
/// A driver file, parsed once and never changed: the image as it lies in memory at its preferred base, neither relocated nor bound, and
/// what its headers and directories say. Rva means an offset in that image.
/// </summary>
internal sealed class PeFile
{
    /// <summary>Bytes of the largest file that is read.</summary>
    public const int LargestFile = 256 << 20;

    /// <summary>Bytes of a page, to which an image is rounded up.</summary>
    public const int PageBytes = 4096;

    /// <summary>The image, a whole number of pages: headers, then sections at their rvas. Do not write to it; copy it.</summary>
    public required byte[] Layout { get; init; }

    /// <summary>The address at which the image needs no relocation.</summary>
    public required ulong PreferredBase { get; init; }

    /// <summary>Bytes of the image, as its header says; <see cref="Layout"/> is rounded up to pages.</summary>
    public required uint SizeOfImage { get; init; }

    /// <summary>Rva of DriverEntry or the start code before it.</summary>
    public required uint EntryRva { get; init; }

    /// <summary>Alignment of sections in memory, in bytes. Below a page, sections share pages.</summary>
    public required uint SectionAlignment { get; init; }

    /// <summary>Time of the link, or a hash for reproducible builds.</summary>
    public required uint TimeDateStamp { get; init; }

    /// <summary>IMAGE_FILE_* flags.</summary>
    public required ushort Characteristics { get; init; }

    /// <summary>IMAGE_DLLCHARACTERISTICS_* flags.</summary>
    public required ushort DllCharacteristics { get; init; }

    /// <summary>The linker's version.</summary>
    public required Version LinkerVersion { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The sections, in the order of their addresses.</summary>
    public required ImmutableArray<PeSection> Sections { get; init; }

    /// <summary>Its imports, delayed ones last.</summary>
    public required ImmutableArray<PeImport> Imports { get; init; }

    /// <summary>Its exports, in the order of ordinals.</summary>
    public required ImmutableArray<PeExport> Exports { get; init; }

    /// <summary>Rvas of the 8-byte addresses to which a move of the image is added.</summary>
    public required ImmutableArray<uint> Relocations { get; init; }

    /// <summary>The function table, in the order of addresses.</summary>
    public required ImmutableArray<RuntimeFunction> Functions { get; init; }

    /// <summary>The load configuration; null without one.</summary>
    public required LoadConfiguration? LoadConfiguration { get; init; }

    /// <summary>The PDB that the image names; null when it names none.</summary>
    public required PdbReference? Debug { get; init; }

    /// <summary>The COFF symbols in the file; null without any.</summary>
    public required CoffSymbolTable? Symbols { get; init; }

    /// <summary>Parses a file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <exception cref="BinaryException">The file is not a native x64 driver, or it is damaged.</exception>
    public static PeFile Parse(byte[] file) => PeFileReader.Read(file);

    /// <summary>The section that holds an rva; null when none does.</summary>
    public PeSection? SectionAt(uint rva)
    {
        foreach (var section in Sections)
        {
            if (section.Contains(rva))
            {
                return section;
            }
        }

        return null;
    }

    /// <summary>An export by its name, or by its ordinal where there is no name; null when there is none.</summary>
    public PeExport? FindExport(string? name, ushort ordinal)
    {
        foreach (var export in Exports)
        {
            if (name is null ? export.Ordinal == ordinal : export.Name == name)
            {
                return export;
            }
        }

        return null;
    }

    /// <summary>The entry of the function table that covers an rva; null for a leaf function and for data.</summary>
    public RuntimeFunction? FindFunction(uint rva)
    {
        var (low, high) = (0, Functions.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var function = Functions[middle];
            if (rva >= function.Begin && rva < function.End)
            {
                return function;
            }

            (low, high) = rva < function.Begin ? (low, middle - 1) : (middle + 1, high);
        }

        return null;
    }
}
