using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Hand-made line tables: opcodes and forms of other compilers, and hostile tables.</summary>
public sealed class DwarfLinesTests
{
    private const ulong Base = 0x140000000;
    private const byte Copy = 1, AdvanceAddress = 2, AdvanceLine = 3, SetFile = 4, AddConstant = 8, AdvanceFixed = 9;

    private static readonly byte[] s_end = [0, 1, 1];

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    public void Version_is_read(int version)
    {
        byte[] program = [.. At(0x1010), AdvanceLine, 6, Copy, AdvanceAddress, 4, .. s_end];
        Assert.That(Lines(new DwarfWriter(version).Write(program), 0x100F, 0x1010, 0x1013, 0x1014), Is.EqualTo(new[] { ":0", "a.c:7", "a.c:7", ":0" }));
    }

    [TestCase(new byte[] { AddConstant, Copy }, 0x1021u, 1, Description = "(255 - 13) / 14 = 17 bytes")]
    [TestCase(new byte[] { AdvanceFixed, 0x34, 0x00, Copy }, 0x1044u, 1)]
    [TestCase(new byte[] { AdvanceAddress, 0x80, 0x01, Copy }, 0x1090u, 1, Description = "a number of two bytes")]
    [TestCase(new byte[] { AdvanceLine, 0xE4, 0x00, Copy }, 0x1010u, 101)]
    [TestCase(new byte[] { AdvanceLine, 0x14, AdvanceLine, 0x76, Copy }, 0x1010u, 11, Description = "a negative number")]
    [TestCase(new byte[] { 13 + 5 + 3 + (14 * 2) }, 0x1012u, 4, Description = "2 bytes and 3 lines at once")]
    [TestCase(new byte[] { 5, 0x80, 0x01, 6, 7, 10, 11, 12, 9, Copy }, 0x1010u, 1, Description = "column, flags and instruction set are skipped")]
    [TestCase(new byte[] { 0, 3, 0x80, 1, 2, Copy }, 0x1010u, 1, Description = "an extended opcode that is not known is skipped")]
    public void Opcode_moves_the_row(byte[] program, uint rva, int line)
    {
        var table = new DwarfWriter(4).Write([.. At(0x1010), .. program, AdvanceAddress, 1, .. s_end]);
        Assert.That(Lines(table, rva - 1, rva, rva + 1), Is.EqualTo(new[] { ":0", $"a.c:{line}", ":0" }));
    }

    [Test]
    public void Opcodes_from_the_base_are_special()
    {
        // gcc wrote DWARF 2 with nine standard opcodes.
        var table = new DwarfWriter(2) { OpcodeBase = 10 }.Write([.. At(0x1010), 10 + 5 + 1, AdvanceAddress, 1, .. s_end]);
        Assert.That(Lines(table, 0x1010), Is.EqualTo(new[] { "a.c:2" }));
    }

    [Test]
    public void Addresses_count_in_instructions()
    {
        var table = new DwarfWriter(4) { InstructionBytes = 4 }.Write([.. At(0x1010), AdvanceAddress, 2, Copy, AdvanceAddress, 1, .. s_end]);
        Assert.That(Lines(table, 0x1017, 0x1018, 0x101B, 0x101C), Is.EqualTo(new[] { ":0", "a.c:1", "a.c:1", ":0" }));
    }

    [Test]
    public void File_may_be_defined_in_the_program()
    {
        byte[] define = [0, 8, 3, (byte)'b', (byte)'.', (byte)'c', 0, 0, 0, 0];
        byte[] program = [.. At(0x1010), .. define, SetFile, 2, Copy, AdvanceAddress, 1, .. s_end];
        Assert.That(Lines(new DwarfWriter(4).Write(program), 0x1010), Is.EqualTo(new[] { "b.c:1" }));
    }

    [Test]
    public void File_that_is_not_listed_is_no_line()
    {
        byte[] program = [.. At(0x1010), SetFile, 9, Copy, AdvanceAddress, 1, .. s_end];
        Assert.That(Lines(new DwarfWriter(4).Write(program), 0x1010), Is.EqualTo(new[] { ":0" }));
    }

    [TestCase(0ul, Description = "what linkers write for code that they left out")]
    [TestCase(ulong.MaxValue)]
    [TestCase(Base + 0x2000, Description = "a section of data")]
    [TestCase(Base + 0x1_0000_1000)]
    public void Sequence_outside_of_code_is_left_out(ulong address)
    {
        byte[] dead = [0, 9, 2, .. new ByteWriter().U64(address).ToArray(), AdvanceLine, 50, Copy, AdvanceAddress, 8, .. s_end];
        Assert.That(Lines(new DwarfWriter(4).Write([.. At(0x1010), Copy, AdvanceAddress, 8, .. s_end, .. dead]), 0x1010, 0x1017, 0x1018),
            Is.EqualTo(new[] { "a.c:1", "a.c:1", ":0" }));
    }

    [Test]
    public void Second_unit_is_read_behind_a_gap()
    {
        var writer = new DwarfWriter(5);
        byte[] first = writer.Write([.. At(0x1010), Copy, AdvanceAddress, 1, .. s_end]);
        byte[] table = [.. first, 0, 0, 0, 0, .. writer.Write([.. At(0x1020), Copy, AdvanceAddress, 1, .. s_end])];
        Assert.That(Lines(table, 0x1010, 0x1020), Is.EqualTo(new[] { "a.c:1", "a.c:1" }));
    }

    [TestCase("/src", "sub", "a.c", "/src/sub/a.c")]
    [TestCase("/src", "/usr/include", "a.h", "/usr/include/a.h")]
    [TestCase(@"C:\src", "sub", "a.c", @"C:\src\sub/a.c")]
    [TestCase(@"C:\src\", @"D:\inc\", "a.h", @"D:\inc\a.h")]
    [TestCase("/src", "sub", "/other/a.c", "/other/a.c")]
    [TestCase(".", ".", "a.c", "a.c")]
    public void Path_is_put_together_from_folders(string compilation, string folder, string name, string path)
    {
        // Names in .debug_line_str, checksums beside them, as clang writes it; folder numbers of two bytes.
        var texts = new ByteWriter().Text(compilation).Text(folder).Text(name).ToArray();
        var (folderAt, nameAt) = ((uint)compilation.Length + 1, (uint)(compilation.Length + folder.Length + 2));
        var files = new ByteWriter().U8(1, 1, 0x1F).U8(2).U32(0).U32(folderAt)
            .U8(3, 1, 0x1F, 2, 0x05, 5, 0x1E).U8(2).U32(nameAt).U16(0).Zeros(16).U32(nameAt).U16(1).Zeros(16);
        var table = new DwarfWriter(5) { Files = files.ToArray() }.Write([.. At(0x1010), Copy, AdvanceAddress, 1, .. s_end]);
        Assert.That(Read(Image(table, texts)).Find(0x1010)!.Value.File, Is.EqualTo(path));
    }

    [Test]
    public void Image_without_lines_says_so() => Assert.That(DwarfLines.Read(Image([]), new ImageSymbols.Builder(Image([]))), Is.False);

    [TestCase((byte)0, (byte)13, Description = "numbers are divided by it")]
    [TestCase((byte)14, (byte)0)]
    public void Wrong_header_is_refused(byte lineRange, byte opcodeBase) =>
        Refused(new DwarfWriter(4) { LineRange = lineRange, OpcodeBase = opcodeBase }.Write([]), ".debug_line section is damaged");

    [TestCase(1)]
    [TestCase(6)]
    public void Other_version_is_refused(int version) => Refused(new DwarfWriter(version).Write([]), $"version {version}");

    [Test]
    public void Form_of_64_bits_is_refused() => Refused([0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0, 0, 0, 0], "64-bit form");

    [TestCase(new byte[] { 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F }, Description = "entries of no bytes")]
    [TestCase(new byte[] { 1, 1, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F }, Description = "more entries than bytes")]
    public void List_without_end_is_refused(byte[] files) => Refused(new DwarfWriter(5) { Files = files }.Write([]), "damaged");

    [TestCase(new byte[] { 1, 1, 0x0F, 1, 0 }, "0xF")]
    [TestCase(new byte[] { 1, 0x77, 0x19, 1 }, "0x19")]
    public void Form_that_is_not_known_is_refused(byte[] files, string form) =>
        Refused(new DwarfWriter(5) { Files = [.. files, 0, 0] }.Write([]), $"form {form}");

    [TestCase(new byte[] { 0, 0 }, Description = "an extended opcode without an opcode")]
    [TestCase(new byte[] { 0, 20, 2, 0 }, Description = "longer than the rest")]
    [TestCase(new byte[] { 0, 3, 2, 0, 0 }, Description = "an address of two bytes")]
    [TestCase(new byte[] { AdvanceAddress, 0x80 })]
    [TestCase(new byte[] { AdvanceFixed, 1 })]
    public void Program_that_is_cut_off_is_refused(byte[] program) => Refused(new DwarfWriter(4).Write(program), "damaged");

    [Test]
    public void Numbers_may_overflow()
    {
        byte[] huge = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
        byte[] program = [.. At(0x1010), AdvanceLine, .. huge, AdvanceLine, .. huge, Copy, AdvanceAddress, .. huge, SetFile, .. huge, Copy, .. s_end];
        Assert.That(Lines(new DwarfWriter(4).Write(program), 0x1010), Is.EqualTo(new[] { ":0" }));
    }

    private static byte[] At(uint rva) => [0, 9, 2, .. new ByteWriter().U64(Base + rva).ToArray()];

    private static void Refused(byte[] table, string because) =>
        Assert.That(() => Read(Image(table)), Throws.TypeOf<BinaryException>().With.Message.Contains(because));

    private static IEnumerable<string> Lines(byte[] table, params uint[] rvas)
    {
        var symbols = Read(Image(table));
        return rvas.Select(rva => symbols.Find(rva)!.Value).Select(found => $"{found.File}:{found.Line}");
    }

    private static ImageSymbols Read(SymbolImage image)
    {
        var to = new ImageSymbols.Builder(image);
        to.Routines.AddLabel("All", 0x1000);
        Assert.That(DwarfLines.Read(image, to));
        return to.Build();
    }

    private static SymbolImage Image(byte[] table, byte[]? texts = null) => new()
    {
        File = default,
        PreferredBase = Base,
        Sections =
        [
            new(".text", 0x1000, 0x1000, IsCode: true, default),
            new(".data", 0x2000, 0x1000, IsCode: false, default),
            new(".debug_line", 0x3000, (uint)table.Length, IsCode: false, table),
            new(".debug_line_str", 0x4000, 0x1000, IsCode: false, texts ?? []),
        ],
    };
}
