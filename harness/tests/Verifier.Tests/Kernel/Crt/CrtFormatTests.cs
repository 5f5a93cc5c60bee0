using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Crt;

/// <summary>The printf family: fields, counts, and where the arguments come from.</summary>
public sealed class CrtFormatTests : CrtFixture
{
    [TestCase("%d %i %u", "-1 -1 4294967295")]
    [TestCase("%5d|%-5d|%05d", "   -1|-1   |-0001")]
    [TestCase("%+d|% d|%.3d", "-1|-1|-001")]
    [TestCase("%hd %hu %hhu", "-1 65535 255")]
    [TestCase("%I64d %I32u %Iu", "-1 4294967295 18446744073709551615")]
    [TestCase("%lu %llu %zu", "4294967295 18446744073709551615 18446744073709551615")]
    [TestCase("%p", "FFFFFFFFFFFFFFFF")]
    public void Numbers_of_all_bits_set(string format, string expected)
    {
        Format(format, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);
        Assert.That(Read(Buffer), Is.EqualTo(expected));
    }

    [TestCase("%x %X %o", "2a 2A 52")]
    [TestCase("%#x %#X %#o", "0x2a 0X2A 052")]
    [TestCase("%08x|%#08x|%-8x|", "0000002a|0x00002a|2a      |")]
    [TestCase("%.4x|%6.4x|%06.4x", "002a|  002a|  002a")]
    [TestCase("%c%c%%", "**%")]
    [TestCase("%+d|% d|%+i", "+42| 42|+42")]
    [TestCase("%e|%d", "e|42")]
    [TestCase("100%", "100")]
    public void Numbers_of_forty_two(string format, string expected)
    {
        Format(format, 42, 42, 42);
        Assert.That(Read(Buffer), Is.EqualTo(expected));
    }

    [Test]
    public void Zero_with_a_precision_of_zero_shows_nothing()
    {
        Format("[%.0d][%#x]", 0, 0);
        Assert.That(Read(Buffer), Is.EqualTo("[][0]"));
    }

    [Test]
    public void Width_and_precision_may_be_arguments()
    {
        Format("[%*d][%-*d][%.*s]", 4, 7, 3, 8, 2, Text("abc"));
        Assert.That(Read(Buffer), Is.EqualTo("[   7][8  ][ab]"));
        Format("[%*d]", unchecked((ulong)-4), 7);
        Assert.That(Read(Buffer), Is.EqualTo("[7   ]"), "a negative width is a minus flag");
    }

    [Test]
    public void Precision_reads_no_more_of_a_text_than_it_shows()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 16, "Test");
        Call("memset", block, 'x', 16);
        Format("%.16s", block);
        Assert.That(Read(Buffer), Is.EqualTo(new string('x', 16)));
    }

    [Test]
    public void Texts_of_the_narrow_family()
    {
        var counted = new AnsiString(NonPaged(0x800));
        Driver.RtlInitAnsiString(counted, "z");
        Format("%s %S %ws %hs %ls %c", Text("a"), Text("b", true), Text("c", true), Text("d"), Text("e", true), 'f');
        Assert.That(Read(Buffer), Is.EqualTo("a b c d e f"));
        Format("%Z %wZ %s %Z", counted, Driver.UnicodeLiteral("u"), 0, 0);
        Assert.That(Read(Buffer), Is.EqualTo("z u (null) (null)"));
    }

    [Test]
    public void Texts_of_the_wide_family_are_wide_unless_said_otherwise()
    {
        var count = Int("swprintf", Buffer, Text("%s %S %hs %ws %c %wZ", true), Text("a", true), Text("b"), Text("c"), Text("d", true), 0x263A, Driver.UnicodeLiteral("u"));
        Assert.That((Read(Buffer, isWide: true), count), Is.EqualTo(("a b c d \u263A u", 11)));
    }

    [Test]
    public void Sprintf_returns_the_number_of_characters() => Assert.That(Format("%s", Text("four")), Is.EqualTo(4));

    [TestCase("_snprintf", "_vsnprintf", false)]
    [TestCase("_snwprintf", "_vsnwprintf", true)]
    public void Counted_forms_cut_and_say_so(string passed, string listed, bool isWide)
    {
        NonPaged(0x900).Write(0, 1234UL);
        foreach (var (name, argument) in new[] { (passed, 1234UL), (listed, NonPaged(0x900).Address) })
        {
            Put("########", isWide);
            Assert.That(Int(name, Buffer, 6, Text("%d", isWide), argument), Is.EqualTo(4));
            Assert.That(Raw(Buffer, 6, isWide), Is.EqualTo("1234.#"));
            Put("########", isWide);
            Assert.That(Int(name, Buffer, 4, Text("%d", isWide), argument), Is.EqualTo(4), "fits without a terminator");
            Assert.That(Raw(Buffer, 5, isWide), Is.EqualTo("1234#"));
            Assert.That(Int(name, Buffer, 2, Text("%d", isWide), argument), Is.EqualTo(-1));
            Put("########", isWide);
            Int(name, Buffer, 2, Text("%d", isWide), argument);
            Assert.That(Raw(Buffer, 4, isWide), Is.EqualTo("12##"));
            Assert.That(Int(name, 0, 0, Text("%d", isWide), argument), Is.EqualTo(4), "no buffer asks for the length");
        }
    }

    [Test]
    public void Argument_list_is_consecutive_slots_of_eight_bytes()
    {
        var list = NonPaged(0x900);
        list.Write(0, 0xFFFF_FFFF_0000_0007UL);
        list.Write(8, Text("x").Address);
        list.Write(16, 0x1_0000_0009UL);
        Assert.That(Int("vsprintf", Buffer, Text("%d %s %I64x"), list), Is.EqualTo(13));
        Assert.That(Read(Buffer), Is.EqualTo("7 x 100000009"));
    }

    [Test]
    public void Bad_text_argument_faults_as_the_caller() =>
        Assert.That(() => Format("%s", 8), Throws.InstanceOf<AccessViolationRaised>());

    private int Format(string format, params ulong[] arguments) => Int("sprintf", [Buffer, Text(format), .. arguments]);
}
