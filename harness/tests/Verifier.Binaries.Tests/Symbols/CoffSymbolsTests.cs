using System.Text;
using NUnit.Framework.Constraints;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

public sealed class CoffSymbolsTests
{
    private const byte External = 2, Static = 3;
    private const ushort Function = 0x20;

    [TestCase(External, Function, 1, true)]
    [TestCase(Static, Function, 1, true)]
    [TestCase(External, (ushort)0, 1, true, Description = "a routine in assembly language")]
    [TestCase(Static, (ushort)0, 1, false, Description = "a section or a label")]
    [TestCase((byte)103, (ushort)0, 1, false, Description = "a source file")]
    [TestCase(External, Function, 2, false, Description = "data")]
    [TestCase(External, Function, 0, false, Description = "undefined")]
    [TestCase(External, Function, -1, false, Description = "absolute")]
    [TestCase(External, Function, 3, false, Description = "no such section")]
    public void Routine_is_what_is_code(byte storage, ushort type, int section, bool isRoutine) =>
        Assert.That(
            Read(Entry("Short", 0x10, section, type, storage)).Routines,
            Is.EqualTo(isRoutine ? [new RoutineSymbol("Short", 0x1010, 0xF0)] : Array.Empty<RoutineSymbol>()));

    [Test]
    public void Routine_ends_where_one_without_a_name_begins()
    {
        var image = Image(Entry("First", 0, 1, Function, External), []) with { RoutineStarts = [0x1000, 0x1040, 0x1080] };
        var to = new ImageSymbols.Builder(image);
        CoffSymbols.Read(image, to);
        Assert.That(to.Build().Routines, Is.EqualTo(new[] { new RoutineSymbol("First", 0x1000, 0x40) }));
    }

    [Test]
    public void Name_of_eight_characters_has_no_end() =>
        Assert.That(Read(Entry("EightLet", 0, 1, Function, External)).Routines.Single().Name, Is.EqualTo("EightLet"));

    [Test]
    public void Long_name_is_in_the_string_table() =>
        Assert.That(Read(Long(4), new ByteWriter().Text("CounterUnload").ToArray()).Routines.Single().Name, Is.EqualTo("CounterUnload"));

    [Test]
    public void Auxiliary_entries_are_skipped()
    {
        byte[] table =
        [
            .. Entry("First", 0, 1, Function, External, more: 1),
            .. Entry("Aux", 8, 1, Function, External),
            .. Entry("Next", 0x20, 1, Function, External),
        ];
        Assert.That(Read(table).Routines.Select(r => r.Name), Is.EqualTo(new[] { "First", "Next" }));
    }

    [Test]
    public void Image_without_a_table_says_so()
    {
        var image = Image(Entry("First", 0, 1, Function, External), []) with { CoffTableOffset = 0 };
        Assert.That(CoffSymbols.Read(image, new ImageSymbols.Builder(image)), Is.False);
    }

    [Test]
    public void Name_beyond_the_string_table_is_refused() => Assert.That(() => Read(Long(0x1000)), Refused("its COFF string table is damaged"));

    [Test]
    public void Auxiliary_entries_beyond_the_table_are_refused() =>
        Assert.That(() => Read(Entry("First", 0, 1, Function, External, more: 9)), Refused("its COFF symbol table is damaged"));

    [TestCase(uint.MaxValue, 1u)]
    [TestCase(8u, uint.MaxValue)]
    [TestCase(8u, 2u)]
    public void Table_beyond_the_file_is_refused(uint offset, uint count)
    {
        var image = Image(Entry("First", 0, 1, Function, External), []) with { CoffTableOffset = offset, CoffTableCount = count };
        Assert.That(() => CoffSymbols.Read(image, new ImageSymbols.Builder(image)), Refused("is damaged"));
    }

    [Test]
    public void One_long_name_of_many_entries_is_refused()
    {
        byte[] table = [.. Enumerable.Range(0, 2000).SelectMany(i => Long((uint)(4 + i)))];
        Assert.That(() => Read(table, Encoding.ASCII.GetBytes(new string('x', 100_000) + '\0')), Refused("MiB of names"));
    }

    private static ContainsConstraint Refused(string because) => Throws.TypeOf<BinaryException>().With.Message.Contains(because);

    private static byte[] Entry(string name, uint value, int section, ushort type, byte storage, byte more = 0) => new ByteWriter()
        .U8(Encoding.ASCII.GetBytes(name.PadRight(8, '\0'))).U32(value).U16(section).U16(type).U8(storage, more).ToArray();

    private static byte[] Long(uint offset) => new ByteWriter().U32(0).U32(offset).U32(0x10).U16(1).U16(Function).U8(External, 0).ToArray();

    private static ImageSymbols Read(byte[] table, byte[]? strings = null)
    {
        var image = Image(table, strings ?? []);
        var to = new ImageSymbols.Builder(image);
        Assert.That(CoffSymbols.Read(image, to));
        return to.Build();
    }

    private static SymbolImage Image(byte[] table, byte[] strings) => new()
    {
        File = new ByteWriter().Zeros(8).U8(table).U32((uint)strings.Length + 4).U8(strings).ToArray(),
        PreferredBase = 0x10000,
        Sections = [new(".text", 0x1000, 0x100, IsCode: true, default), new(".data", 0x2000, 0x100, IsCode: false, default)],
        CoffTableOffset = 8,
        CoffTableCount = (uint)table.Length / 18,
    };
}
