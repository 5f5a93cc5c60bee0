using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Hand-made PDBs: records that lld does not write, and hostile files.</summary>
public sealed class PdbFileTests
{
    private const ushort LocalProcedure = 0x110F;

    private static readonly SymbolImage s_image = new()
    {
        File = default,
        PreferredBase = 0x10000,
        Sections =
        [
            new(".text", 0x1000, 0x200, IsCode: true, default),
            new(".data", 0x2000, 0x100, IsCode: false, default),
            new("PAGE", 0x3000, 0x80, IsCode: true, default),
        ],
    };

    [TestCase((ushort)0x110F, Description = "S_LPROC32")]
    [TestCase((ushort)0x1110, Description = "S_GPROC32")]
    [TestCase((ushort)0x1146, Description = "S_LPROC32_ID")]
    [TestCase((ushort)0x1147, Description = "S_GPROC32_ID")]
    public void Procedure_of_each_kind_is_read(ushort kind) =>
        Assert.That(Read(new PdbWriter().Procedure(kind, "Read", 3, 0x10, 0x20)).Routines, Is.EqualTo(new[] { new RoutineSymbol("Read", 0x3010, 0x20) }));

    [Test]
    public void Thunk_is_read() =>
        Assert.That(Read(new PdbWriter().Thunk("@ILT+5(Read)", 1, 5, 5)).Routines, Is.EqualTo(new[] { new RoutineSymbol("@ILT+5(Read)", 0x1005, 5) }));

    [Test]
    public void Other_symbols_are_left_out() => Assert.That(Read(new PdbWriter().Symbol(0x113E, [1, 2, 3, 4])).Routines, Is.Empty);

    [Test]
    public void Public_symbol_reaches_to_the_next_routine_or_the_end_of_its_section()
    {
        var symbols = Read(new PdbWriter().Public("Middle", 1, 0x80).Public("First", 1, 0).Public("Last", 1, 0x100).Public("Data", 2, 0)
            .Procedure(LocalProcedure, "Sized", 1, 0x180, 0x10));
        Assert.That(symbols.Routines, Is.EqualTo(new RoutineSymbol[]
        {
            new("First", 0x1000, 0x80),
            new("Middle", 0x1080, 0x80),
            new("Last", 0x1100, 0x80),
            new("Sized", 0x1180, 0x10),
        }));
    }

    [Test]
    public void Public_symbol_within_a_procedure_is_left_out()
    {
        var symbols = Read(new PdbWriter().Public("_Copy", 1, 0).Public("CopyLoop", 1, 0x10).Procedure(LocalProcedure, "Copy", 1, 0, 0x20));
        Assert.That(symbols.Find(0x1018), Is.EqualTo(new SourceLocation("Copy", 0x18, null, 0)));
    }

    [TestCase(0, 0u, Description = "no section")]
    [TestCase(4, 0u, Description = "a section that the image does not have")]
    [TestCase(1, 0x200u, Description = "behind the section")]
    [TestCase(1, uint.MaxValue)]
    public void Symbol_outside_of_the_image_is_left_out(int section, uint offset) =>
        Assert.That(Read(new PdbWriter().Public("Gone", section, offset).Procedure(LocalProcedure, "Gone", section, offset, 1)).Routines, Is.Empty);

    [Test]
    public void Procedure_is_cut_off_at_the_end_of_its_section() =>
        Assert.That(Read(new PdbWriter().Procedure(LocalProcedure, "Huge", 1, 0x1F0, uint.MaxValue)).Routines.Single().Size, Is.EqualTo(0x10));

    [Test]
    public void Lines_of_several_files_with_columns_are_read()
    {
        var pdb = new PdbWriter().Procedure(LocalProcedure, "Read", 1, 0x10, 0x20);
        pdb.Files(pdb.Name(@"C:\a.c"), pdb.Name(@"C:\b.h"));
        pdb.Lines(1, 0x10, 0x20, file: 0, hasColumns: true, (0, 7), (0x10, 9)).Lines(1, 0x18, 8, file: 1, hasColumns: false, (0, 3));
        Assert.That(Lines(Read(pdb), 0x1010, 0x1017, 0x1018, 0x101F, 0x1020, 0x102F), Is.EqualTo(
            new[] { @"C:\a.c:7", @"C:\a.c:7", @"C:\b.h:3", @"C:\b.h:3", @"C:\a.c:9", @"C:\a.c:9" }));
    }

    [TestCase(0u)]
    [TestCase(0xF00F00u)]
    [TestCase(0xFEEFEEu)]
    public void Code_that_the_compiler_added_has_no_line(uint line)
    {
        var pdb = new PdbWriter().Procedure(LocalProcedure, "Read", 1, 0, 0x20);
        pdb.Files(pdb.Name("a.c")).Lines(1, 0, 0x20, file: 0, hasColumns: false, (0, 7), (8, line), (0x10, 0x80000009));
        Assert.That(Lines(Read(pdb), 7, 0x1007, 0x1008, 0x1010), Is.EqualTo(new[] { "", "a.c:7", ":0", "a.c:9" }));
    }

    [Test]
    public void Code_between_two_ranges_has_no_line()
    {
        var pdb = new PdbWriter().Public("All", 1, 0);
        pdb.Files(pdb.Name("a.c")).Lines(1, 0x40, 0x10, file: 0, hasColumns: false, (0, 2)).Lines(1, 0x30, 0x10, file: 0, hasColumns: false, (4, 1));
        Assert.That(Lines(Read(pdb), 0x1033, 0x1034, 0x103F, 0x1040, 0x104F, 0x1050), Is.EqualTo(
            new[] { ":0", "a.c:1", "a.c:1", "a.c:2", "a.c:2", ":0" }));
    }

    [Test]
    public void Age_is_that_of_the_build() => Assert.That(PdbFile.Parse(new PdbWriter { Age = 3 }.Write()).Age, Is.EqualTo(3));

    [Test]
    public void Stream_and_directory_of_many_blocks_are_read()
    {
        // 512-byte blocks: more than 128 blocks of streams, so that the directory has several blocks.
        var pdb = new PdbWriter();
        for (var i = 0u; i < 0x200; i++)
        {
            pdb.Procedure(LocalProcedure, $"{new string('n', 300)}{i}", 1, i, 1);
        }

        Assert.That(Read(pdb).Find(0x11FF)!.Value.Routine, Does.EndWith("n511"));
    }

    [Test]
    public void Old_version_is_refused() =>
        Assert.That(() => PdbFile.Parse(new PdbWriter { InfoVersion = 19990604 }.Write()), Throws.TypeOf<BinaryException>().With.Message.Contains("7.0"));

    [Test]
    public void Other_file_is_refused() =>
        Assert.That(() => PdbFile.Parse(new byte[5000]), Throws.TypeOf<BinaryException>().With.Message.Contains("not a PDB"));

    [Test]
    public void Object_files_that_share_a_stream_are_refused() => Refused(new PdbWriter { ModuleCount = 2 }, "belongs to another stream");

    [Test]
    public void Lines_without_file_names_are_refused()
    {
        var pdb = new PdbWriter { HasNames = false };
        Refused(pdb.Files(0).Lines(1, 0, 8, file: 0, hasColumns: false, (0, 1)), "file names is missing");
    }

    [Test]
    public void Lines_without_files_are_refused() =>
        Refused(new PdbWriter().Lines(1, 0, 8, file: 0, hasColumns: false, (0, 1)), "a module stream is damaged");

    [Test]
    public void Name_beyond_the_table_is_refused() =>
        Refused(new PdbWriter().Files(5000).Lines(1, 0, 8, file: 0, hasColumns: false, (0, 1)), "table of file names is damaged");

    [Test]
    public void Line_behind_its_range_is_refused()
    {
        var pdb = new PdbWriter();
        Refused(pdb.Files(pdb.Name("a.c")).Lines(1, 0, 8, file: 0, hasColumns: false, (8, 1)), "a module stream is damaged");
    }

    [TestCase(0u)]
    [TestCase(11u)]
    [TestCase(4096u)]
    public void Block_of_lines_with_a_wrong_size_is_refused(uint size) =>
        Refused(new PdbWriter().Files(0).Subsection(0xF2, Block(count: 0, size)), "damaged");

    [Test]
    public void Count_of_lines_that_overflows_is_refused() =>
        Refused(new PdbWriter().Files(0).Subsection(0xF2, Block(uint.MaxValue, size: 12)), "damaged");

    [Test]
    public void Names_without_end_are_refused()
    {
        var pdb = new PdbWriter { BlockSize = 4096 };
        var name = pdb.Name(new string('x', 1 << 20));
        for (var i = 0u; i < 100; i++)
        {
            pdb.Lines(1, i, 1, file: i, hasColumns: false, (0, 1));
        }

        Refused(pdb.Files([.. Enumerable.Range(0, 100).Select(i => (uint)(name + i))]), "MiB of names");
    }

    private static byte[] Block(uint count, uint size) =>
        new ByteWriter().U32(0).U16(1).U16(0).U32(8).U32(0).U32(count).U32(size).ToArray();

    private static ImageSymbols Read(PdbWriter pdb) => PdbFile.Parse(pdb.Write()).ReadSymbols(s_image);

    private static void Refused(PdbWriter pdb, string because) =>
        Assert.That(() => Read(pdb), Throws.TypeOf<BinaryException>().With.Message.Contains(because));

    private static IEnumerable<string> Lines(ImageSymbols symbols, params uint[] rvas) =>
        rvas.Select(rva => symbols.Find(rva) is { } found ? $"{found.File}:{found.Line}" : "");
}
