using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>What the public pages of the string routines say of limits, odd lengths, empty strings, room and failures.</summary>
public sealed class RtlStringPageTests : KeFixture
{
    private const int Room = 0x100;
    private const ushort Filled = 0x5A5A;

    private UnicodeString Text => new(NonPaged(0));

    private UnicodeString Other => new(NonPaged(0x20));

    private AnsiString Ansi => new(NonPaged(0x40));

    [SetUp]
    public void Fill_the_room()
    {
        for (var i = 0; i < 0x40; i += 2)
        {
            NonPaged(Room + i).Write(0, Filled);
        }
    }

    // "RtlUpcaseUnicodeString function (ntddk.h)"
    [TestCase("Drive0", "DRIVE0")]
    [TestCase("", "")]
    public void RtlUpcaseUnicodeString_allocates_as_much_as_the_text_and_no_terminator(string source, string expected)
    {
        Assert.That(Driver.RtlUpcaseUnicodeString(Text, Driver.UnicodeLiteral(source), true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.ToString(), Text.Length, Text.MaximumLength), Is.EqualTo((expected, (ushort)(2 * source.Length), (ushort)(2 * source.Length))));
        Assert.That(Machine.Resources.Find(ResourceKind.String, Text.Buffer)!.Value.Bytes, Is.EqualTo((ulong)(2 * source.Length)));
        Driver.RtlFreeUnicodeString(Text);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void RtlDowncaseUnicodeString_allocates_as_RtlUpcaseUnicodeString_does()
    {
        Driver.RtlDowncaseUnicodeString(Text, Driver.UnicodeLiteral("AB"), true);
        Assert.That((Text.ToString(), Text.MaximumLength), Is.EqualTo(("ab", (ushort)4)));
        Driver.RtlFreeUnicodeString(Text);
    }

    // A driver that takes an upper-case string for a terminated one reads behind its buffer.
    [Test]
    public void RtlUpcaseUnicodeString_into_a_longer_buffer_leaves_what_is_behind_the_text()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), 8);
        Driver.RtlUpcaseUnicodeString(Text, Driver.UnicodeLiteral("ab"), false);
        Assert.That((Text.ToString(), NonPaged(Room + 4).Read<ushort>(), Text.MaximumLength), Is.EqualTo(("AB", Filled, (ushort)8)));
    }

    [TestCase(4, 0u)]
    [TestCase(3, 0x80000005u)]
    public void RtlUpcaseUnicodeString_fits_exactly_or_is_an_overflow_that_converts_nothing(int bytes, uint status)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), (ushort)bytes);
        Assert.That(Driver.RtlUpcaseUnicodeString(Text, Driver.UnicodeLiteral("ab"), false).Value, Is.EqualTo(status));
        Assert.That(NonPaged(Room).Read<ushort>(), Is.EqualTo(status == 0 ? 'A' : Filled));
    }

    // "RtlCopyUnicodeString function": as many bytes as the smaller of the two lengths.
    [TestCase(7, 7, "abc")]
    [TestCase(6, 6, "abc")]
    [TestCase(1, 1, "")]
    [TestCase(0, 0, "")]
    [TestCase(20, 12, "abcdef")]
    public void RtlCopyUnicodeString_copies_the_smaller_of_the_two_lengths_in_bytes(int room, int copied, string text)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), (ushort)room);
        Driver.RtlCopyUnicodeString(Text, Driver.UnicodeLiteral("abcdef"));
        Assert.That((Text.Length, Text.MaximumLength, Text.Buffer), Is.EqualTo(((ushort)copied, (ushort)room, NonPaged(Room))));
        Assert.That(Text.ToString(), Does.StartWith(text));
        Assert.That(NonPaged(Room + copied + 2).Read<ushort>(), Is.EqualTo(Filled), "nothing behind it and its terminator is written");
    }

    [Test]
    public void RtlCopyUnicodeString_of_NULL_or_of_an_empty_string_only_clears_the_length()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), 8);
        foreach (var source in new[] { default, Driver.UnicodeLiteral("") })
        {
            var text = Text;
            text.Length = 4;
            Driver.RtlCopyUnicodeString(Text, source);
            Assert.That((Text.Length, Text.MaximumLength, NonPaged(Room).Read<ushort>()), Is.EqualTo(((ushort)0, (ushort)8, Filled)));
        }
    }

    // "RtlAppendUnicodeStringToString function (wdm.h)", "RtlAppendUnicodeToString function"
    [TestCase(10, 0u, 10)]
    [TestCase(9, 0xC0000023u, 6)]
    public void RtlAppendUnicodeStringToString_fits_without_a_terminator_or_changes_nothing(int room, uint status, int length)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), (ushort)room);
        Driver.RtlAppendUnicodeToString(Text, "abc");
        NonPaged(Room + 6).Write(0, Filled);
        Assert.That(Driver.RtlAppendUnicodeStringToString(Text, Driver.UnicodeLiteral("de")).Value, Is.EqualTo(status));
        Assert.That(((int)Text.Length, NonPaged(Room + 6).Read<ushort>()), Is.EqualTo((length, status == 0 ? 'd' : Filled)));
        Assert.That(NonPaged(Room + 10).Read<ushort>(), Is.EqualTo(Filled));
    }

    [Test]
    public void RtlAppendUnicodeStringToString_of_an_odd_length_appends_its_bytes()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), 20);
        Driver.RtlInitUnicodeString(Other, "ab");
        var odd = Other;
        odd.Length = 3;
        Assert.That(Driver.RtlAppendUnicodeStringToString(Text, Other), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.Length, NonPaged(Room + 2).Read<byte>()), Is.EqualTo(((ushort)3, (byte)'b')));
    }

    [Test]
    public void RtlAppendUnicodeToString_of_NULL_or_nothing_succeeds_in_a_full_string()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), 0);
        Assert.That(Driver.RtlAppendUnicodeToString(Text, Pointer.Null), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlAppendUnicodeToString(Text, ""), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlAppendUnicodeToString(Text, "a"), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
    }

    // "WdmlibRtlInitUnicodeStringEx function (wdmsec.h)": what is longer is counted as 0xFFFC bytes.
    [TestCase(0x7FFE, 0xFFFC)]
    [TestCase(0x7FFF, 0xFFFC)]
    [TestCase(0x8000, 0xFFFC)]
    [TestCase(0x7FFD, 0xFFFA)]
    public void RtlInitUnicodeString_counts_at_most_what_the_structure_can_say(int characters, int length)
    {
        var source = Driver.WideLiteral(new string('x', characters));
        Driver.RtlInitUnicodeString(Text, source);
        Assert.That((Text.Length, Text.MaximumLength, Text.Buffer), Is.EqualTo(((ushort)length, (ushort)(length + 2), source)));
    }

    // "RtlInitAnsiString function (wdm.h)": what is longer is counted as 0xFFFE bytes.
    [TestCase(0xFFFD, 0xFFFD)]
    [TestCase(0xFFFE, 0xFFFE)]
    [TestCase(0xFFFF, 0xFFFE)]
    [TestCase(0x10001, 0xFFFE)]
    public void RtlInitAnsiString_counts_at_most_what_the_structure_can_say(int characters, int length)
    {
        Driver.RtlInitAnsiString(Ansi, new string('x', characters));
        Assert.That((Ansi.Length, Ansi.MaximumLength), Is.EqualTo(((ushort)length, (ushort)(length + 1))));
    }

    // "RtlUpcaseUnicodeChar function (wdm.h)"
    [TestCase('a', 'A')]
    [TestCase('A', 'A')]
    [TestCase('7', '7')]
    [TestCase('\0', '\0')]
    [TestCase('\u00E4', '\u00C4')]
    public void RtlUpcaseUnicodeChar_gives_the_upper_case_or_the_character(char one, char expected) =>
        Assert.That(Driver.RtlUpcaseUnicodeChar(one), Is.EqualTo(expected));

    // "RtlUnicodeStringToInteger function (wdm.h)"
    [TestCase("123", 10u, 123u)]
    [TestCase("  -345", 10u, unchecked((uint)-345))]
    [TestCase("xyz", 10u, 0u)]
    [TestCase("   +678abc", 10u, 678u)]
    [TestCase("   +678abc", 16u, 6785724u)]
    [TestCase("007", 10u, 7u)]
    [TestCase("789", 8u, 7u)]
    [TestCase("FGH", 16u, 15u)]
    [TestCase("      ", 10u, 0u)]
    [TestCase("0o17", 0u, 15u)]
    [TestCase("12", 0u, 12u)]
    [TestCase("/7", 10u, 0u)]
    [TestCase("- 7", 10u, 0u)]
    public void RtlUnicodeStringToInteger_gives_what_its_page_lists(string text, uint radix, uint expected)
    {
        Assert.That(Driver.RtlUnicodeStringToInteger(Driver.UnicodeLiteral(text), radix, out var value), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(value, Is.EqualTo(expected));
    }

    [TestCase(0u)]
    [TestCase(10u)]
    [TestCase(16u)]
    public void RtlUnicodeStringToInteger_of_an_empty_string_is_an_invalid_parameter(uint radix) => Assert.That(
        Driver.RtlUnicodeStringToInteger(Driver.UnicodeLiteral(""), radix, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    // "RtlIntegerToUnicodeString function (wdm.h)": the string is terminated, and has to fit so.
    [TestCase(8, 0u)]
    [TestCase(6, 0x80000005u)]
    [TestCase(0, 0x80000005u)]
    public void RtlIntegerToUnicodeString_needs_room_for_its_terminator(int room, uint status)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), (ushort)room);
        Assert.That(Driver.RtlIntegerToUnicodeString(255, 10, Text).Value, Is.EqualTo(status));
        Assert.That(NonPaged(Room + 6).Read<ushort>(), Is.EqualTo(status == 0 ? 0 : Filled));
    }

    [TestCase(uint.MaxValue, 2u, "11111111111111111111111111111111")]
    [TestCase(uint.MaxValue, 8u, "37777777777")]
    [TestCase(uint.MaxValue, 10u, "4294967295")]
    [TestCase(uint.MaxValue, 16u, "FFFFFFFF")]
    [TestCase(0u, 16u, "0")]
    public void RtlIntegerToUnicodeString_writes_the_limits(uint value, uint radix, string digits)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x200), 80);
        Driver.RtlIntegerToUnicodeString(value, radix, Text);
        Assert.That(Text.ToString(), Is.EqualTo(digits));
    }

    [TestCase(1u)]
    [TestCase(7u)]
    [TestCase(36u)]
    public void RtlIntegerToUnicodeString_of_another_base_is_an_invalid_parameter(uint radix)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(Room), 20);
        Assert.That(Driver.RtlIntegerToUnicodeString(1, radix, Text), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That((Text.Length, NonPaged(Room).Read<ushort>()), Is.EqualTo(((ushort)0, Filled)));
    }

    // "RtlAnsiStringToUnicodeString function", "RtlUnicodeStringToAnsiString function": on failure nothing is allocated or converted.
    [Test]
    public void RtlUnicodeStringToAnsiString_that_does_not_fit_converts_nothing()
    {
        var ansi = Ansi;
        (ansi.Length, ansi.MaximumLength, ansi.Buffer) = (0, 2, NonPaged(Room));
        Assert.That(Driver.RtlUnicodeStringToAnsiString(Ansi, Driver.UnicodeLiteral("abc"), false), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
        Assert.That((Ansi.Length, NonPaged(Room).Read<ushort>()), Is.EqualTo(((ushort)0, Filled)));
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_of_more_than_a_UNICODE_STRING_can_count_is_refused()
    {
        Driver.RtlInitAnsiString(Ansi, new string('x', 0x7FFF));
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, true).IsSuccess, Is.False);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Driver.RtlInitAnsiString(Ansi, new string('x', 0x7FFE));
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.Length, Text.MaximumLength), Is.EqualTo(((ushort)0xFFFC, (ushort)0xFFFE)));
        Driver.RtlFreeUnicodeString(Text);
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_of_an_empty_string_allocates_its_terminator()
    {
        Driver.RtlInitAnsiString(Ansi, "");
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.Length, Text.MaximumLength, Text.Buffer.Read<ushort>()), Is.EqualTo(((ushort)0, (ushort)2, (ushort)0)));
        Driver.RtlFreeUnicodeString(Text);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    // "RtlPrefixUnicodeString function (ntddk.h)", "RtlEqualUnicodeString function (wdm.h)", "RtlCompareUnicodeString function"
    [TestCase("", "", true, true, 0)]
    [TestCase("", "a", true, false, -1)]
    [TestCase("a", "", false, false, 1)]
    [TestCase("ab", "abc", true, false, -1)]
    [TestCase("abc", "ab", false, false, 1)]
    [TestCase("ab", "ab", true, true, 0)]
    public void Comparisons_of_empty_and_longer_strings(string first, string second, bool isPrefix, bool isEqual, int sign)
    {
        var (one, two) = (Driver.UnicodeLiteral(first), Driver.UnicodeLiteral(second));
        foreach (var ignoresCase in new[] { true, false })
        {
            Assert.That(Driver.RtlPrefixUnicodeString(one, two, ignoresCase), Is.EqualTo(isPrefix));
            Assert.That(Driver.RtlEqualUnicodeString(one, two, ignoresCase), Is.EqualTo(isEqual));
            Assert.That(Math.Sign(Driver.RtlCompareUnicodeString(one, two, ignoresCase)), Is.EqualTo(sign));
        }
    }
}
