using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Verifier.Binaries.Images.Reading;

/// <summary>Reads the section headers and lays the sections out as they are in memory.</summary>
internal sealed class SectionReader(CheckedBytes file, PeHeaders headers)
{
    private const int HeaderBytes = 40, NameBytes = 8;
    private const string Packer = "UPX", Part = "section headers";

    private readonly byte[] _layout = new byte[(headers.SizeOfImage + PeFile.PageBytes - 1) & ~(PeFile.PageBytes - 1)];
    private readonly ImmutableArray<PeSection>.Builder _sections = ImmutableArray.CreateBuilder<PeSection>();

    /// <summary>Reads the sections.</summary>
    public (byte[] Layout, ImmutableArray<PeSection> Sections) Read()
    {
        file.Range(0, headers.SizeOfHeaders, "headers").CopyTo(_layout);
        long end = headers.SizeOfHeaders;
        for (var i = 0; i < headers.SectionCount; i++)
        {
            var at = headers.SectionsOffset + ((long)i * HeaderBytes);
            var section = Header(at);
            Check(section, end);
            Copy(section, file.U32(at + 20, Part));
            _sections.Add(section);
            end = section.End;
        }

        CheckEntry();
        return (_layout, _sections.ToImmutable());
    }

    private PeSection Header(long at)
    {
        var header = file.Range(at, HeaderBytes, Part);
        var (virtualSize, rva, rawSize) = (file.U32(at + 8, Part), file.U32(at + 12, Part), file.U32(at + 16, Part));
        var size = virtualSize == 0 ? rawSize : virtualSize;
        return new PeSection(Name(header[..NameBytes]), rva, size, rawSize, file.U32(at + 36, Part));
    }

    // "/123" is the offset of a long name in the string table. A stripped file has lost the table: then the short name stays.
    private string Name(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.IndexOf((byte)0);
        var name = Encoding.ASCII.GetString(length < 0 ? bytes : bytes[..length]);
        return headers.Symbols is { } symbols && name is ['/', .. var digits] &&
            uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && symbols.StringsOffset + offset < file.Length
            ? file.Text(symbols.StringsOffset + offset, "section name")
            : string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
    }

    private void Check(PeSection section, long previousEnd)
    {
        var end = (long)section.Rva + section.VirtualSize;
        if (end > headers.SizeOfImage)
        {
            throw Refusal.Damaged($"its section {section.Name} ends at rva 0x{end:X}, outside its image of size 0x{headers.SizeOfImage:X}");
        }

        if (section.Rva < previousEnd)
        {
            throw Refusal.Damaged($"its section {section.Name} at rva 0x{section.Rva:X} overlaps what is before it, which ends at 0x{previousEnd:X}");
        }

        if (section.Rva % headers.SectionAlignment != 0)
        {
            throw Refusal.Damaged($"its section {section.Name} at rva 0x{section.Rva:X} is not aligned to 0x{headers.SectionAlignment:X}");
        }
    }

    private void Copy(PeSection section, uint rawOffset)
    {
        var length = Math.Min(section.RawSize, section.VirtualSize);
        file.Range(rawOffset, length, $"section {section.Name}").CopyTo(_layout.AsSpan((int)section.Rva));
    }

    private void CheckEntry()
    {
        var entry = _sections.FirstOrDefault(s => s.Contains(headers.EntryRva));
        if (_sections.Any(s => s.Name.StartsWith(Packer, StringComparison.Ordinal)) || entry is { IsExecutable: true, RawSize: 0 })
        {
            throw new BinaryException("it is packed: its code is unpacked only when it runs; give the driver as the linker wrote it");
        }

        if (entry is not { IsExecutable: true })
        {
            throw Refusal.Damaged($"its entry point at rva 0x{headers.EntryRva:X} is not in an executable section");
        }
    }
}
