using System.Diagnostics;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

/// <summary>Damaged files give symbols or one clear exception; never another exception, and never much time or memory.</summary>
public sealed class HostileFilesTests
{
    private const int Mutants = 3000;
    private const int BytesMax = 64 << 20;

    private static readonly SymbolImage s_image = Fixture.Image("counter.sys");

    [Test]
    public void Pdb_cut_off_anywhere_is_refused()
    {
        var bytes = Fixture.Bytes("counter.pdb");
        for (var length = 0; length < bytes.Length; length += 64)
        {
            var cut = bytes[..length];
            Assert.That(() => PdbFile.Parse(cut).ReadSymbols(s_image), Throws.TypeOf<BinaryException>(), $"{length} bytes");
        }
    }

    [TestCase("counter.pdb")]
    [TestCase("dwarf2.sys")]
    [TestCase("dwarf5.sys")]
    public void Mutant_is_read_or_refused(string name)
    {
        var bytes = Fixture.Bytes(name);
        int[] used = [.. Read(bytes, name).Where(i => bytes[i] != 0)];
        var dice = new Random(13);
        var (refused, clock) = (0, Stopwatch.StartNew());
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Mutants; i++)
        {
            refused += IsRead(Mutant(bytes, used, dice), name) ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(Mutants / 20, Mutants - (Mutants / 20)), "mutants are neither all harmless nor all refused at once");
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / Mutants, Is.LessThan(BytesMax / 64));
    }

    // The bytes that readers read: the sections of lines and the symbol table of an image.
    private static IEnumerable<int> Read(byte[] bytes, string name)
    {
        var all = Enumerable.Range(0, bytes.Length);
        if (name.EndsWith(".pdb", StringComparison.Ordinal))
        {
            return all;
        }

        var image = Fixture.Image(name);
        var lines = image.Sections.Where(s => s.Name.StartsWith(".debug_line", StringComparison.Ordinal))
            .Select(s => (At: Offset(image, s), s.Bytes.Length)).ToArray();
        return all.Where(i => i >= image.CoffTableOffset || lines.Any(section => i >= section.At && i < section.At + section.Length));
    }

    private static int Offset(SymbolImage image, in SymbolSection section) =>
        image.File.Span.Overlaps(section.Bytes.Span, out var offset) ? offset : 0;

    // Most bytes of the files are zero: accidents happen where something is, and just before and behind it.
    private static byte[] Mutant(byte[] bytes, int[] used, Random dice)
    {
        var mutant = (byte[])bytes.Clone();
        for (var left = 1 + dice.Next(8); left > 0; left--)
        {
            var at = Math.Clamp(used[dice.Next(used.Length)] + dice.Next(-1, 3), 0, mutant.Length - 1);
            mutant[at] = dice.Next(3) switch
            {
                0 => (byte)(mutant[at] ^ (1 << dice.Next(8))),
                1 => byte.MaxValue,
                _ => (byte)dice.Next(256),
            };
        }

        return mutant;
    }

    private static bool IsRead(byte[] bytes, string name)
    {
        try
        {
            if (name.EndsWith(".pdb", StringComparison.Ordinal))
            {
                Use(PdbFile.Parse(bytes).ReadSymbols(s_image));
                return true;
            }

            var sound = Fixture.Image(name);
            var image = sound with
            {
                File = bytes,
                Sections = [.. sound.Sections.Select(s => s with { Bytes = bytes.AsMemory(Offset(sound, s), s.Bytes.Length) })],
            };
            var to = new ImageSymbols.Builder(image);
            DwarfLines.Read(image, to);
            CoffSymbols.Read(image, to);
            Use(to.Build());
            return true;
        }
        catch (BinaryException e)
        {
            Assert.That(e.Message, Is.Not.Empty);
            return false;
        }
    }

    private static void Use(ImageSymbols symbols)
    {
        for (var rva = 0u; rva < 0x6000; rva += 7)
        {
            if (symbols.Find(rva) is { } found)
            {
                Assert.That(found.Routine, Is.Not.Empty);
                Assert.That(found.File is null, Is.EqualTo(found.Line == 0));
            }
        }
    }
}
