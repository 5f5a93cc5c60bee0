using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Crt;

/// <summary>Numbers, sorting and searching of the C runtime.</summary>
public sealed class CrtNumberTests : CrtFixture
{
    [TestCase("  -42x", -42)]
    [TestCase("+7", 7)]
    [TestCase("x", 0)]
    [TestCase("", 0)]
    [TestCase("0x10", 0)]
    [TestCase("4294967297", 1)]
    public void Text_to_int(string text, int expected)
    {
        Assert.That((Int("atoi", Text(text)), Int("atol", Text(text))), Is.EqualTo((expected, expected)));
        Assert.That((Int("_wtoi", Text(text, true)), Int("_wtol", Text(text, true))), Is.EqualTo((expected, expected)));
    }

    [Test]
    public void Text_to_64_bits() => Assert.That((long)Call("_atoi64", Text("-4294967297")), Is.EqualTo(-4294967297));

    [TestCase("strtoul", "strtol", false)]
    [TestCase("wcstoul", "wcstol", true)]
    public void Text_to_long_in_a_base(string unsigned, string signed, bool isWide)
    {
        var unit = isWide ? 2UL : 1;
        var text = Text(" 0x1fg", isWide);
        Assert.That(Call(unsigned, text, Buffer, 0), Is.EqualTo(0x1FUL));
        Assert.That(Buffer.Read<ulong>() - text, Is.EqualTo(5 * unit));
        Assert.That(Call(unsigned, text, 0, 16), Is.EqualTo(0x1FUL));
        Assert.That(Call(unsigned, text, Buffer, 10), Is.Zero);
        Assert.That(Buffer.Read<ulong>() - text, Is.EqualTo(2 * unit));
        Assert.That(Call(unsigned, Text("010", isWide), 0, 0), Is.EqualTo(8UL));
        Assert.That(Call(unsigned, Text("9999999999", isWide), 0, 10), Is.EqualTo((ulong)uint.MaxValue));
        Assert.That((uint)Call(unsigned, Text("-1", isWide), 0, 10), Is.EqualTo(uint.MaxValue));
        Assert.That(Int(signed, Text("-0x10", isWide), 0, 0), Is.EqualTo(-16));
        Assert.That(Int(signed, Text("-2147483648", isWide), 0, 10), Is.EqualTo(int.MinValue));
        Assert.That(Int(signed, Text("-9999999999", isWide), 0, 10), Is.EqualTo(int.MinValue));
        Assert.That(Int(signed, Text("9999999999", isWide), 0, 10), Is.EqualTo(int.MaxValue));
        Assert.That(Int(signed, Text("zz", isWide), 0, 36), Is.EqualTo(35 * 37));
    }

    [TestCase("no number")]
    [TestCase("   ")]
    public void End_without_a_number_is_the_text_itself(string text)
    {
        Assert.That(Int("strtol", Text(text), Buffer, 10), Is.Zero);
        Assert.That(Buffer.ReadPointer(), Is.EqualTo(Text(text)));
    }

    [Test]
    public void Base_that_is_none_reads_nothing()
    {
        Assert.That(Int("strtol", Text("1"), Buffer, 1), Is.Zero);
        Assert.That(Buffer.ReadPointer(), Is.EqualTo(Text("1")));
    }

    [TestCase(-10, 10u, "-10")]
    [TestCase(-1, 16u, "ffffffff")]
    [TestCase(5, 2u, "101")]
    [TestCase(0, 16u, "0")]
    public void Int_to_text(int value, uint radix, string expected)
    {
        Assert.That(Call("_itoa", (ulong)value, Buffer, radix), Is.EqualTo(Buffer.Address));
        Assert.That(Read(Buffer), Is.EqualTo(expected));
        Call("_itow", (ulong)value, Buffer, radix);
        Assert.That(Read(Buffer, isWide: true), Is.EqualTo(expected));
    }

    [Test]
    public void Random_numbers_are_the_same_in_each_run()
    {
        int[] first = [Int("rand"), Int("rand"), Int("rand")];
        Call("srand", 1);
        Assert.That(new[] { Int("rand"), Int("rand"), Int("rand") }, Is.EqualTo(first).And.All.InRange(0, short.MaxValue));
        Assert.That(first, Is.EqualTo(new[] { 41, 18467, 6334 }), "as Microsoft's C runtime does");
        Restart(Machine.Profile);
        Assert.That(Int("rand"), Is.EqualTo(41));
    }

    [TestCase("")]
    [TestCase("7")]
    [TestCase("3 1 2")]
    [TestCase("5 4 3 2 1 0")]
    [TestCase("1 1 0 9 9 2 8 8 3 7")]
    public void Sorts_by_the_drivers_comparison(string numbers)
    {
        var values = numbers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            Buffer.Write(i * 4, values[i]);
        }

        Call("qsort", Buffer, (ulong)values.Length, 4, Compare);
        Assert.That(Enumerable.Range(0, values.Length).Select(i => Buffer.Read<int>(i * 4)), Is.EqualTo(values.Order()));
    }

    [Test]
    public void Searches_by_the_drivers_comparison()
    {
        int[] sorted = [2, 3, 5, 7, 11];
        for (var i = 0; i < sorted.Length; i++)
        {
            Buffer.Write(i * 4, sorted[i]);
        }

        Assert.That(sorted.Select(n => (Find(n) - Buffer) / 4), Is.EqualTo(new ulong[] { 0, 1, 2, 3, 4 }));
        Assert.That(new[] { 1, 4, 12 }.Select(Find), Has.All.EqualTo(0UL));
    }

    private ulong Compare => Driver.AddressOf(new CRT_COMPARE((a, b) => a.Read<int>().CompareTo(b.Read<int>())));

    private ulong Find(int number)
    {
        NonPaged(0x800).Write(0, number);
        return Call("bsearch", NonPaged(0x800), Buffer, 5, 4, Compare);
    }
}
