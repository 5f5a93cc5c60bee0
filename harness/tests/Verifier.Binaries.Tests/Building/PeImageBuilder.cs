using System.Buffers.Binary;
using System.Text;

namespace Verifier.Binaries.Tests.Building;

/// <summary>
/// Builds driver images by hand: sections, imports, exports, relocations, unwind data, load configuration and debug directory. Everything
/// has its rva as soon as it is placed. The entry point is the first code of the .text section unless it is set.
/// </summary>
internal sealed class PeImageBuilder
{
    /// <summary>Offsets in the file, for tests that damage one.</summary>
    public const int FileHeader = 0x84, OptionalHeader = 0x98, Directories = OptionalHeader + 112, SectionHeaders = OptionalHeader + 240;

    public const int SectionHeaderBytes = 40;

    private const uint PageBytes = 0x1000;
    private const int ExportDirectory = 0, ImportDirectory = 1, FunctionDirectory = 3, RelocationDirectory = 5, DebugDirectory = 6, LoadConfigDirectory = 10,
        DelayImportDirectory = 13;

    private readonly byte[] _layout = new byte[1 << 20];
    private readonly List<SectionBuilder> _sections = [];
    private readonly List<byte[]> _imports = [];
    private readonly List<byte[]> _delayImports = [];
    private readonly List<(uint Begin, uint End, uint Unwind)> _functions = [];
    private readonly List<(string Name, uint Rva, string? Forwarder)> _exports = [];
    private readonly List<uint> _relocations = [];
    private readonly (uint Rva, uint Size)[] _directories = new (uint Rva, uint Size)[16];
    private bool _isBuilt;

    /// <summary>Begins an image with a .text, a .rdata and a .data section.</summary>
    public PeImageBuilder(uint sectionAlignment = PageBytes)
    {
        SectionAlignment = sectionAlignment;
        Text = AddSection(".text", SectionFlags.Code, 4 * DefaultCapacity);
        Rdata = AddSection(".rdata", SectionFlags.ReadOnlyData, 4 * DefaultCapacity);
        Data = AddSection(".data", SectionFlags.Data);
    }

    public uint SectionAlignment { get; }

    public ulong PreferredBase { get; init; } = 0x1_4000_0000;

    public ushort Machine { get; init; } = 0x8664;

    public ushort Magic { get; init; } = 0x20B;

    public ushort Subsystem { get; init; } = 1;

    /// <summary>IMAGE_FILE_EXECUTABLE_IMAGE and IMAGE_FILE_LARGE_ADDRESS_AWARE, without RELOCS_STRIPPED.</summary>
    public ushort Characteristics { get; init; } = 0x22;

    public ushort DllCharacteristics { get; init; } = 0x160;

    /// <summary>Writes a .reloc section when there are relocations.</summary>
    public bool HasRelocationTable { get; init; } = true;

    public byte LinkerMajor { get; init; } = 14;

    public byte LinkerMinor { get; init; } = 44;

    /// <summary>Rva of the entry point.</summary>
    public uint? Entry { get; set; }

    public SectionBuilder Text { get; }

    public SectionBuilder Rdata { get; }

    public SectionBuilder Data { get; }

    /// <summary>The address of an rva at the preferred base.</summary>
    public ulong Address(uint rva) => PreferredBase + rva;

    /// <summary>Adds a section behind the others: a page, or less where sections share pages.</summary>
    public SectionBuilder AddSection(string name, uint flags, uint capacity = 0)
    {
        capacity = capacity == 0 ? DefaultCapacity : capacity;
        var rva = Align(_sections.Count == 0 ? HeaderBytes : _sections[^1].Rva + _sections[^1].Capacity, SectionAlignment);
        var section = new SectionBuilder(this, name, flags, rva, capacity);
        _sections.Add(section);
        return section;
    }

    /// <summary>Writes bytes at an rva.</summary>
    public void Write(uint rva, byte[] bytes) => bytes.CopyTo(_layout, rva);

    /// <summary>Writes 4 bytes at an rva.</summary>
    public void Write32(uint rva, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_layout.AsSpan((int)rva), value);

    /// <summary>Writes 8 bytes at an rva.</summary>
    public void Write64(uint rva, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(_layout.AsSpan((int)rva), value);

    /// <summary>Writes the address of a target at an rva, and its relocation.</summary>
    public void WritePointer(uint rva, uint target)
    {
        Write64(rva, Address(target));
        Relocate(rva);
    }

    /// <summary>Adds a relocation of the 8 bytes at an rva.</summary>
    public void Relocate(uint rva) => _relocations.Add(rva);

    /// <summary>Places text with a terminator in .rdata.</summary>
    public uint PlaceAnsi(string text) => Rdata.Place(Encoding.ASCII.GetBytes(text + '\0'), alignment: 2);

    /// <summary>Places 16-bit text with a terminator in .rdata.</summary>
    public uint PlaceWide(string text) => Rdata.Place(Encoding.Unicode.GetBytes(text + '\0'), alignment: 2);

    /// <summary>Imports one name, or an ordinal written "#7"; the rva of its slot.</summary>
    public uint Import(string module, string name) => Imports(module, name)[0];

    /// <summary>Imports names of one module; the rvas of their slots.</summary>
    public uint[] Imports(string module, params string[] names)
    {
        var (lookup, slots) = PlaceThunks(names);
        _imports.Add(Words(lookup, 0, 0, PlaceAnsi(module), slots));
        return SlotsFrom(slots, names.Length);
    }

    /// <summary>Imports a name at its first use; the rva of its slot.</summary>
    public uint DelayImport(string module, string name)
    {
        var (lookup, slots) = PlaceThunks([name]);
        _delayImports.Add(Words(1, PlaceAnsi(module), Data.Reserve(8, 8), slots, lookup, 0, 0, 0));
        return slots;
    }

    /// <summary>Exports a routine or variable. The ordinals count from 1.</summary>
    public void Export(string name, uint rva) => _exports.Add((name, rva, null));

    /// <summary>Exports a name that stands for an export of another image.</summary>
    public void ExportForwarder(string name, string target) => _exports.Add((name, 0, target));

    /// <summary>Describes a function; the rva of its UNWIND_INFO.</summary>
    public uint Function(CodeRange code, UnwindSpec unwind) => Function(code.Begin, code.End, unwind);

    /// <summary>Describes a function; the rva of its UNWIND_INFO.</summary>
    public uint Function(uint begin, uint end, UnwindSpec unwind)
    {
        var at = Rdata.Place(unwind.ToBytes(), alignment: 4);
        _functions.Add((begin, end, at));
        return at;
    }

    /// <summary>Adds a load configuration of a size; its rva. Its fields are written with <see cref="WritePointer"/> and the like.</summary>
    public uint AddLoadConfiguration(uint bytes = 0x140)
    {
        var at = Rdata.Reserve(bytes, 8);
        Write32(at, bytes);
        SetDirectory(LoadConfigDirectory, at, bytes);
        return at;
    }

    /// <summary>Names a PDB.</summary>
    public void AddPdb(string path, Guid guid, uint age)
    {
        byte[] record = [.. "RSDS"u8, .. guid.ToByteArray(), .. Words(age), .. Encoding.UTF8.GetBytes(path), 0];
        var data = Rdata.Place(record, 4);
        SetDirectory(DebugDirectory, Rdata.Place(Words(0, 0, 0, 2, (uint)record.Length, data, 0), 4), 28);
    }

    /// <summary>Sets an entry of the data directory.</summary>
    public void SetDirectory(int index, uint rva, uint size) => _directories[index] = (rva, size);

    /// <summary>Writes the file. An image is built once.</summary>
    public byte[] Build()
    {
        if (_isBuilt)
        {
            throw new InvalidOperationException("The image has been built.");
        }

        _isBuilt = true;
        PlaceTable(ImportDirectory, _imports, 20);
        PlaceTable(DelayImportDirectory, _delayImports, 32);
        PlaceExports();
        PlaceFunctions();
        PlaceRelocations();
        return File();
    }

    private static uint Align(uint value, uint alignment) => (value + alignment - 1) & ~(alignment - 1);

    private static byte[] Words(params uint[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private static uint[] SlotsFrom(uint first, int count) => [.. Enumerable.Range(0, count).Select(i => first + (8 * (uint)i))];

    // With sections that share pages, the file is what is in memory.
    private bool IsFlat => SectionAlignment < PageBytes;

    private uint DefaultCapacity => IsFlat ? 0x280 : PageBytes;

    private uint FileAlignment => IsFlat ? SectionAlignment : 0x200;

    private uint HeaderBytes => Align(0x400, FileAlignment);

    private (uint Lookup, uint Slots) PlaceThunks(string[] names)
    {
        var bytes = 8 * ((uint)names.Length + 1);
        var (lookup, slots) = (Rdata.Reserve(bytes, 8), Rdata.Reserve(bytes, 8));
        for (uint i = 0; i < names.Length; i++)
        {
            var name = names[i];
            var entry = name[0] == '#' ? (1UL << 63) | ushort.Parse(name[1..]) : Rdata.Place([0, 0, .. Encoding.ASCII.GetBytes(name), 0], 2);
            Write64(lookup + (8 * i), entry);
            Write64(slots + (8 * i), entry);
        }

        return (lookup, slots);
    }

    private void PlaceTable(int directory, List<byte[]> rows, int rowBytes)
    {
        if (rows.Count > 0)
        {
            byte[] table = [.. rows.SelectMany(row => row), .. new byte[rowBytes]];
            SetDirectory(directory, Rdata.Place(table, 4), (uint)table.Length);
        }
    }

    private void PlaceExports()
    {
        if (_exports.Count == 0)
        {
            return;
        }

        var count = (uint)_exports.Count;
        var module = PlaceAnsi("driver.sys");
        uint[] names = [.. _exports.Select(e => PlaceAnsi(e.Name))];
        var start = Rdata.Reserve(40, 4);
        var addresses = Rdata.Place(Words([.. _exports.Select(e => e.Forwarder is { } target ? PlaceAnsi(target) : e.Rva)]), 4);
        var texts = Rdata.Place(Words(names), 4);
        var indexes = Rdata.Place([.. Enumerable.Range(0, _exports.Count).SelectMany(i => BitConverter.GetBytes((ushort)i))], 4);
        Write(start, Words(0, 0, 0, module, 1, count, count, addresses, texts, indexes));
        SetDirectory(ExportDirectory, start, Rdata.Rva + Rdata.Used - start);
    }

    private void PlaceFunctions()
    {
        if (_functions.Count > 0)
        {
            byte[] table = [.. _functions.OrderBy(f => f.Begin).SelectMany(f => Words(f.Begin, f.End, f.Unwind))];
            SetDirectory(FunctionDirectory, Rdata.Place(table, 4), (uint)table.Length);
        }
    }

    private void PlaceRelocations()
    {
        if (_relocations.Count == 0 || !HasRelocationTable)
        {
            return;
        }

        var section = AddSection(".reloc", SectionFlags.ReadOnlyData | SectionFlags.Discardable);
        foreach (var page in _relocations.Order().GroupBy(rva => rva & ~0xFFFu))
        {
            List<byte> entries = [.. page.SelectMany(rva => BitConverter.GetBytes((ushort)(0xA000 | (rva & 0xFFF))))];
            entries.AddRange(new byte[entries.Count % 4]);
            section.Place([.. Words(page.Key, 8 + (uint)entries.Count), .. entries], 4);
        }

        SetDirectory(RelocationDirectory, section.Rva, section.Used);
    }

    private byte[] File()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var size = _sections[^1].Rva + Math.Max(_sections[^1].Used, 1);
        WriteHeaders(writer, Align(size, SectionAlignment));
        var raw = HeaderBytes;
        foreach (var section in _sections)
        {
            raw = IsFlat ? section.Rva : raw;
            var bytes = RawBytes(section);
            WriteSectionHeader(writer, section, bytes, raw);
            var header = stream.Position;
            stream.Position = raw;
            writer.Write(_layout, (int)section.Rva, (int)bytes);
            stream.Position = header;
            raw += bytes;
        }

        return stream.ToArray();
    }

    private uint RawBytes(SectionBuilder section) => section.HasNoRawData ? 0 : Align(section.Used, FileAlignment);

    private void WriteHeaders(BinaryWriter writer, uint size)
    {
        writer.Write("MZ"u8);
        writer.BaseStream.Position = 0x3C;
        writer.Write(0x80);
        writer.BaseStream.Position = 0x80;
        writer.Write("PE\0\0"u8);
        writer.Write(Machine);
        writer.Write((ushort)_sections.Count);
        writer.Write(Words(0x5F00_0000, 0, 0));
        writer.Write((ushort)240);
        writer.Write(Characteristics);
        writer.Write(Magic);
        writer.Write(LinkerMajor);
        writer.Write(LinkerMinor);
        writer.Write(Words(Text.Used, 0, 0, Entry ?? Text.Rva, Text.Rva));
        writer.Write(PreferredBase);
        writer.Write(Words(SectionAlignment, FileAlignment, 0x0000_000A, 0x0000_000A, 0x0000_000A, 0, size, HeaderBytes, 0));
        writer.Write(Subsystem);
        writer.Write(DllCharacteristics);
        writer.Write([.. new byte[36], .. Words(16)]);
        Array.ForEach(_directories, d => writer.Write(Words(d.Rva, d.Size)));
    }

    private static void WriteSectionHeader(BinaryWriter writer, SectionBuilder section, uint rawBytes, uint raw)
    {
        writer.Write(Encoding.ASCII.GetBytes(section.Name.PadRight(8, '\0')));
        writer.Write(Words(section.VirtualSize ?? section.Used, section.Rva, rawBytes, rawBytes == 0 ? 0 : raw, 0, 0, 0, section.Flags));
    }
}
