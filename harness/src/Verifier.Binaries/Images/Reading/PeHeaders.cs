using System.Collections.Immutable;

namespace Verifier.Binaries.Images.Reading;

/// <summary>The file header and the optional header, checked, with what is needed to read the rest.</summary>
internal sealed record PeHeaders
{
    public required ushort SectionCount { get; init; }

    /// <summary>Offset of the section headers in the file.</summary>
    public required long SectionsOffset { get; init; }

    public required uint TimeDateStamp { get; init; }

    public required CoffSymbolTable? Symbols { get; init; }

    public required ushort Characteristics { get; init; }

    public required ushort DllCharacteristics { get; init; }

    public required Version LinkerVersion { get; init; }

    public required uint EntryRva { get; init; }

    public required ulong PreferredBase { get; init; }

    public required uint SectionAlignment { get; init; }

    public required uint SizeOfImage { get; init; }

    public required uint SizeOfHeaders { get; init; }

    public required ImmutableArray<PeDirectory> Directories { get; init; }

    /// <summary>A table; an absent one when the header ends before it.</summary>
    public PeDirectory Directory(DirectoryIndex index) => (int)index < Directories.Length ? Directories[(int)index] : default;
}
