using System.Numerics;
using Verifier.Kernel;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the headers of a file and refuses what is not a native x64 driver.</summary>
internal sealed class HeaderReader
{
    private const ushort DosSignature = 0x5A4D, Pe32 = 0x10B, Pe32Plus = 0x20B;
    private const uint PeSignature = 0x4550;
    private const ushort X64 = 0x8664, X86 = 0x14C, Arm64 = 0xAA64;
    private const ushort NativeSubsystem = 1, RelocationsStripped = 1;
    private const int FileHeaderBytes = 20, OptionalHeaderBytes = 112, DirectoryBytes = 8, MostDirectories = 16, MostSections = 96;
    private const string FileHeader = "file header", OptionalHeader = "optional header";

    private readonly CheckedBytes _file;
    private readonly long _start;
    private readonly long _optional;
    private readonly ushort _magic;

    private HeaderReader(CheckedBytes file)
    {
        _file = file;
        _start = PeStart(file);
        _optional = _start + sizeof(uint) + FileHeaderBytes;
        _magic = file.U16(_optional, OptionalHeader);
    }

    /// <summary>Reads the headers.</summary>
    public static PeHeaders Read(CheckedBytes file)
    {
        if (file.Length == 0)
        {
            throw new BinaryException("it is empty; copy or build it again");
        }

        var reader = new HeaderReader(file);
        reader.CheckKind();
        return reader.Headers();
    }

    private static long PeStart(CheckedBytes file)
    {
        if (file.Length < sizeof(ushort) || file.U16(0, "DOS header") != DosSignature)
        {
            throw new BinaryException("it is not a PE file (it does not begin with MZ); give the .sys file that the linker wrote");
        }

        var start = file.U32(0x3C, "DOS header");
        return file.U32(start, "PE signature") == PeSignature
            ? start
            : throw new BinaryException("it is not a PE file (it has no PE signature); give the .sys file that the linker wrote");
    }

    // A .NET assembly is often marked as x86: say what it is first.
    private void CheckKind()
    {
        if (!Directory((int)DirectoryIndex.ClrHeader).IsAbsent)
        {
            throw new BinaryException("it is a .NET assembly, not a compiled driver; give the .sys file (assemblies of models belong to --drivers)");
        }

        CheckMachine(_file.U16(_start + 4, FileHeader));
        if (_magic != Pe32Plus)
        {
            throw new BinaryException($"it is a PE32 image (magic 0x{_magic:X}), not PE32+; build it for x64");
        }

        var subsystem = _file.U16(_optional + 68, OptionalHeader);
        if (subsystem != NativeSubsystem)
        {
            throw new BinaryException($"it is {Subsystem(subsystem)}, not a kernel-mode driver; link it with /SUBSYSTEM:NATIVE /DRIVER");
        }
    }

    private static void CheckMachine(ushort machine)
    {
        if (machine != X64)
        {
            var what = machine switch
            {
                X86 => "an x86 image",
                Arm64 => "an ARM64 image",
                _ => $"an image for machine 0x{machine:X}",
            };
            throw new BinaryException($"it is {what}; build it for x64");
        }
    }

    private static string Subsystem(ushort subsystem) => subsystem switch
    {
        2 => "a user-mode program with windows (subsystem 2)",
        3 => "a user-mode console program (subsystem 3)",
        >= 10 and <= 13 => $"an EFI image (subsystem {subsystem})",
        _ => $"an image for subsystem {subsystem}",
    };

    private PeHeaders Headers() => new()
    {
        SectionCount = SectionCount(),
        SectionsOffset = _optional + _file.U16(_start + 20, FileHeader),
        TimeDateStamp = _file.U32(_start + 8, FileHeader),
        Symbols = Symbols(),
        Characteristics = Characteristics(),
        DllCharacteristics = _file.U16(_optional + 70, OptionalHeader),
        LinkerVersion = new Version(_file.U8(_optional + 2, OptionalHeader), _file.U8(_optional + 3, OptionalHeader)),
        EntryRva = EntryRva(),
        PreferredBase = _file.U64(_optional + 24, OptionalHeader),
        SectionAlignment = SectionAlignment(),
        SizeOfImage = SizeOfImage(),
        SizeOfHeaders = SizeOfHeaders(),
        Directories = [.. Enumerable.Range(0, DirectoryCount()).Select(Directory)],
    };

    private ushort SectionCount()
    {
        var count = _file.U16(_start + 6, FileHeader);
        return count is > 0 and <= MostSections
            ? count
            : throw Refusal.Damaged($"it has {count} sections (1 to {MostSections} are possible)");
    }

    private CoffSymbolTable? Symbols()
    {
        var table = new CoffSymbolTable(_file.U32(_start + 12, FileHeader), _file.U32(_start + 16, FileHeader));
        if (table.Offset == 0)
        {
            return null;
        }

        _file.Range(table.Offset, table.StringsOffset - table.Offset, "COFF symbol table");
        return table;
    }

    private ushort Characteristics()
    {
        var flags = _file.U16(_start + 22, FileHeader);
        return (flags & RelocationsStripped) == 0
            ? flags
            : throw new BinaryException("it can only be loaded at its preferred address (RELOCS_STRIPPED); link it without /FIXED");
    }

    private uint EntryRva()
    {
        var rva = _file.U32(_optional + 16, OptionalHeader);
        return rva != 0 ? rva : throw new BinaryException("it has no entry point; link it with /ENTRY:GsDriverEntry or /ENTRY:DriverEntry");
    }

    private uint SectionAlignment()
    {
        var alignment = _file.U32(_optional + 32, OptionalHeader);
        return BitOperations.IsPow2(alignment)
            ? alignment
            : throw Refusal.Damaged($"its section alignment 0x{alignment:X} is not a power of two");
    }

    private uint SizeOfImage()
    {
        var size = _file.U32(_optional + 56, OptionalHeader);
        if (size > RegionLayout.Images.Length)
        {
            var most = RegionLayout.Images.Length / RegionLayout.MiB;
            throw new BinaryException($"its image has size 0x{size:X}, more than the {most} MiB that a machine has for images; it cannot be loaded");
        }

        return size;
    }

    private uint SizeOfHeaders()
    {
        var size = _file.U32(_optional + 60, OptionalHeader);
        _file.Range(0, size, "headers");
        return size <= SizeOfImage()
            ? size
            : throw Refusal.Damaged($"its headers of size 0x{size:X} are larger than its image");
    }

    private PeDirectory Directory(int index)
    {
        if (index >= DirectoryCount())
        {
            return default;
        }

        var at = _optional + DirectoriesOffset + ((long)index * DirectoryBytes);
        return new PeDirectory(_file.U32(at, OptionalHeader), _file.U32(at + 4, OptionalHeader));
    }

    private int DirectoryCount() => (int)Math.Min(_file.U32(_optional + DirectoriesOffset - 4, OptionalHeader), MostDirectories);

    private int DirectoriesOffset => _magic == Pe32 ? OptionalHeaderBytes - 16 : OptionalHeaderBytes;
}
