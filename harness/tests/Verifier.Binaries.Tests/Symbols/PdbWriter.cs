namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Writes a PDB with one object file. Tests use it for records that lld does not write.</summary>
internal sealed class PdbWriter
{
    private readonly ByteWriter _symbols = new ByteWriter().U32(4);
    private readonly ByteWriter _lines = new();
    private readonly ByteWriter _publics = new();
    private readonly ByteWriter _names = new ByteWriter().U8(0);

    public Guid Guid { get; init; } = new("00112233-4455-6677-8899-AABBCCDDEEFF");

    public uint Age { get; init; } = 1;

    public uint InfoVersion { get; init; } = 20000404;

    public bool HasNames { get; init; } = true;

    public int BlockSize { get; init; } = 512;

    /// <summary>Count of entries in the list of object files that name the one stream.</summary>
    public int ModuleCount { get; init; } = 1;

    public PdbWriter Procedure(ushort kind, string name, int section, uint offset, uint size) => Record(_symbols, kind, new ByteWriter()
        .Zeros(12).U32(size).Zeros(12).U32(offset).U16(section).U8(0).Text(name));

    public PdbWriter Thunk(string name, int section, uint offset, ushort size) => Record(_symbols, 0x1102, new ByteWriter()
        .Zeros(12).U32(offset).U16(section).U16(size).U8(0).Text(name));

    public PdbWriter Public(string name, int section, uint offset) => Record(_publics, 0x110E, new ByteWriter()
        .U32(2).U32(offset).U16(section).Text(name));

    public PdbWriter Symbol(ushort kind, byte[] content) => Record(_symbols, kind, new ByteWriter().U8(content));

    /// <summary>Adds a name of a source file.</summary>
    /// <returns>Its offset.</returns>
    public uint Name(string name)
    {
        var offset = (uint)_names.Length;
        _names.Text(name);
        return offset;
    }

    /// <summary>Adds the subsection of source files, each without a checksum; entry n is at offset 8n.</summary>
    public PdbWriter Files(params uint[] names)
    {
        var part = new ByteWriter();
        Array.ForEach(names, name => part.U32(name).U8(0, 0).Align4());
        return Subsection(0xF4, part.ToArray());
    }

    /// <summary>Adds the lines of a range of code in one source file.</summary>
    public PdbWriter Lines(int section, uint offset, uint size, uint file, bool hasColumns, params (uint Offset, uint Line)[] lines)
    {
        var part = new ByteWriter().U32(offset).U16(section).U16(hasColumns ? 1 : 0).U32(size)
            .U32(8 * file).U32((uint)lines.Length).U32((uint)(12 + (lines.Length * (hasColumns ? 12 : 8))));
        Array.ForEach(lines, line => part.U32(line.Offset).U32(line.Line));
        part.Zeros(hasColumns ? 4 * lines.Length : 0);
        return Subsection(0xF2, part.ToArray());
    }

    public PdbWriter Subsection(uint kind, byte[] content)
    {
        _lines.U32(kind).Sized(content).Align4();
        return this;
    }

    public byte[] Write()
    {
        var (symbols, lines) = (_symbols.ToArray(), _lines.ToArray());
        var modules = new ByteWriter();
        for (var i = 0; i < ModuleCount; i++)
        {
            modules.Zeros(34).U16(5).U32((uint)symbols.Length).U32(0).U32((uint)lines.Length).Zeros(16).Text("one.obj").Text("one.obj").Align4();
        }

        var names = new ByteWriter().U32(0xEFFEEFFE).U32(1).Sized(_names.ToArray());
        return new MsfWriter(BlockSize).Add([]).Add(Info()).Add(null).Add(Dbi(modules.ToArray()))
            .Add(_publics.ToArray()).Add([.. symbols, .. lines, 0, 0, 0, 0]).Add(names.ToArray()).Write();
    }

    private byte[] Info()
    {
        var names = new ByteWriter().Text("/LinkInfo").Text(HasNames ? "/names" : "/other").ToArray();
        return new ByteWriter().U32(InfoVersion).U32(0).U32(99).U8(Guid.ToByteArray())
            .Sized(names).U32(2).U32(4).U32(1).U32(3).U32(0).U32(0).U32(2).U32(10).U32(6).ToArray();
    }

    private byte[] Dbi(byte[] modules) => new ByteWriter().U32(uint.MaxValue).U32(19990903).U32(Age).Zeros(8).U16(4).U16(0)
        .U32((uint)modules.Length).Zeros(36).U8(modules).ToArray();

    private PdbWriter Record(ByteWriter to, ushort kind, ByteWriter content)
    {
        content.Align4();
        to.U16(2 + content.Length).U16(kind).U8(content.ToArray());
        return this;
    }
}
