using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Images with DWARF of each version, by clang. The expectations are what llvm-dwarfdump and llvm-readobj say.</summary>
[TestFixture("dwarf2.sys")]
[TestFixture("dwarf3.sys")]
[TestFixture("dwarf4.sys")]
[TestFixture("dwarf5.sys")]
internal sealed class CounterDwarfTests(string name)
{
    private readonly ImageSymbols _symbols = Read(name);

    [Test]
    public void Every_routine_is_found() => Assert.That(_symbols.Routines, Is.EqualTo(new RoutineSymbol[]
    {
        new("CounterUnload", 0x1000, 0x20),
        new("DriverEntry", 0x1020, 0x40),
        new("CounterAdd", 0x1060, 0x3C),
        new("DbgPrint", 0x109C, 0xB0 - 0x9C),
        new("CounterReset", 0x5000, 0x35),
    }));

    [TestCase(0x1000u, "CounterUnload", 0u, "counter.c", 29)]
    [TestCase(0x1018u, "CounterUnload", 0x18u, "counter.c", 31)]
    [TestCase(0x1019u, "CounterUnload", 0x19u, "counter.c", 32)]
    [TestCase(0x1038u, "DriverEntry", 0x18u, "counter.c", 38)]
    [TestCase(0x104Fu, "DriverEntry", 0x2Fu, "counter.c", 44)]
    [TestCase(0x1063u, "CounterAdd", 3u, "counter.c", 8)]
    [TestCase(0x1064u, "CounterAdd", 4u, "counter.h", 18)]
    [TestCase(0x1076u, "CounterAdd", 0x16u, "counter.h", 18)]
    [TestCase(0x1077u, "CounterAdd", 0x17u, "counter.c", 9)]
    [TestCase(0x5034u, "CounterReset", 0x34u, "counter.c", 25)]
    [TestCase(0x104Au, "DriverEntry", 0x2Au, null, 0, Description = "line 0: code of no line")]
    [TestCase(0x101Fu, "CounterUnload", 0x1Fu, "counter.c", 32, Description = "padding within a sequence")]
    [TestCase(0x109Cu, "DbgPrint", 0u, null, 0, Description = "behind the last sequence")]
    public void Find_instruction_has_routine_and_line(uint rva, string routine, uint offset, string? file, int line) =>
        Assert.That(_symbols.Find(rva), Is.EqualTo(new SourceLocation(routine, offset, file, line)));

    [TestCase(0xFFFu)]
    [TestCase(0x10B0u)]
    [TestCase(0x5035u)]
    [TestCase(0x9000u, Description = "a section of DWARF")]
    public void Find_outside_of_routines_is_null(uint rva) => Assert.That(_symbols.Find(rva), Is.Null);

    private static ImageSymbols Read(string name)
    {
        var image = Fixture.Image(name);
        var to = new ImageSymbols.Builder(image);
        Assert.That(DwarfLines.Read(image, to) && CoffSymbols.Read(image, to));
        return to.Build();
    }
}
