using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>A PDB that lld wrote. The expectations are what llvm-pdbutil says of it.</summary>
public sealed class CounterPdbTests
{
    private const string Source = @"C:\fixture\counter.c";

    private static readonly PdbFile s_pdb = PdbFile.Parse(Fixture.Bytes("counter.pdb"));
    private static readonly ImageSymbols s_symbols = s_pdb.ReadSymbols(Fixture.Image("counter.sys"));

    [Test]
    public void Identity_is_what_the_image_records() =>
        Assert.That((s_pdb.Guid, s_pdb.Age), Is.EqualTo((Fixture.Record.Guid, Fixture.Record.Age)));

    [Test]
    public void Every_routine_is_found_with_its_size() => Assert.That(s_symbols.Routines, Is.EqualTo(new RoutineSymbol[]
    {
        new("CounterUnload", 0x1000, 30),
        new("DriverEntry", 0x1020, 53),
        new("CounterAdd", 0x1060, 60),
        new("DbgPrint", 0x109C, 0xB0 - 0x9C),
        new("CounterReset", 0x5000, 53),
    }));

    [TestCase(0x1000u, "CounterUnload", 0u, 29)]
    [TestCase(0x1003u, "CounterUnload", 3u, 29)]
    [TestCase(0x1004u, "CounterUnload", 4u, 31)]
    [TestCase(0x1018u, "CounterUnload", 0x18u, 31)]
    [TestCase(0x1019u, "CounterUnload", 0x19u, 32)]
    [TestCase(0x101Du, "CounterUnload", 0x1Du, 32)]
    [TestCase(0x1020u, "DriverEntry", 0u, 35)]
    [TestCase(0x1032u, "DriverEntry", 0x12u, 38)]
    [TestCase(0x1054u, "DriverEntry", 0x34u, 44)]
    [TestCase(0x1060u, "CounterAdd", 0u, 8)]
    [TestCase(0x1064u, "CounterAdd", 4u, 9)]
    [TestCase(0x106Au, "CounterAdd", 10u, 9)]
    [TestCase(0x109Bu, "CounterAdd", 0x3Bu, 16)]
    [TestCase(0x5000u, "CounterReset", 0u, 19)]
    [TestCase(0x5022u, "CounterReset", 0x22u, 24)]
    [TestCase(0x5034u, "CounterReset", 0x34u, 25)]
    public void Find_instruction_has_routine_and_line(uint rva, string routine, uint offset, int line) =>
        Assert.That(s_symbols.Find(rva), Is.EqualTo(new SourceLocation(routine, offset, Source, line)));

    [TestCase(0u)]
    [TestCase(0xFFFu)]
    [TestCase(0x101Eu, Description = "padding between two routines")]
    [TestCase(0x101Fu)]
    [TestCase(0x1055u)]
    [TestCase(0x10B0u, Description = "the first byte behind the section")]
    [TestCase(0x2040u, Description = "a public symbol of data")]
    [TestCase(0x5035u)]
    [TestCase(uint.MaxValue)]
    public void Find_outside_of_routines_is_null(uint rva) => Assert.That(s_symbols.Find(rva), Is.Null);

    [Test]
    public void Find_thunk_of_an_import_has_a_name_and_no_line() =>
        Assert.That(s_symbols.Find(0x109E), Is.EqualTo(new SourceLocation("DbgPrint", 2, null, 0)));

    [Test]
    public void Symbols_can_be_read_again() =>
        Assert.That(s_pdb.ReadSymbols(Fixture.Image("counter.sys")).Routines, Is.EqualTo(s_symbols.Routines));
}
