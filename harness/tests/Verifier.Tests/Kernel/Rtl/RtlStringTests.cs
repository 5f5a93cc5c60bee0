using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

public sealed class RtlStringTests : KeFixture
{
    private UnicodeString Text => new(NonPaged(0));

    private AnsiString Ansi => new(NonPaged(0x20));

    [Test]
    public void RtlInitUnicodeString_counts_bytes_without_the_terminator()
    {
        Driver.RtlInitUnicodeString(Text, @"\Device\X");
        Assert.That((Text.Length, Text.MaximumLength, Text.ToString()), Is.EqualTo(((ushort)18, (ushort)20, @"\Device\X")));
        Driver.RtlInitUnicodeString(Text, Pointer.Null);
        Assert.That((Text.Length, Text.MaximumLength, Text.Buffer.IsNull), Is.EqualTo(((ushort)0, (ushort)0, true)));
    }

    [Test]
    public void UnicodeLiteral_is_one_read_only_constant()
    {
        var literal = Driver.UnicodeLiteral("Ab");
        Assert.That(literal.ToString(), Is.EqualTo("Ab"));
        Assert.That(Driver.UnicodeLiteral("Ab").Pointer, Is.EqualTo(literal.Pointer));
        Assert.That(Driver.UnicodeLiteral("Abc").Pointer, Is.Not.EqualTo(literal.Pointer));
        AssertBugCheck(BugCheckCode.ATTEMPTED_WRITE_TO_READONLY_MEMORY, () => literal.Buffer.Write(0, (ushort)'x'));
    }

    [Test]
    public void Literal_of_an_unloaded_driver_is_gone()
    {
        var literal = Driver.UnicodeLiteral("Ab");
        Machine.Images.Unload(Driver.Image);
        AssertBugCheck(BugCheckCode.DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, () => literal.ToString());
    }

    [Test]
    public void RtlCopyUnicodeString_copies_what_fits()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x100), 6);
        Driver.RtlCopyUnicodeString(Text, Driver.UnicodeLiteral("abcdef"));
        Assert.That(Text.ToString(), Is.EqualTo("abc"));
        Driver.RtlCopyUnicodeString(Text, Driver.UnicodeLiteral("xy"));
        Assert.That(Text.ToString(), Is.EqualTo("xy"));
        Assert.That(NonPaged(0x104).Read<ushort>(), Is.Zero, "terminated where there is room");
    }

    [Test]
    public void RtlAppendUnicodeStringToString_is_all_or_nothing()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x100), 10);
        Assert.That(Driver.RtlAppendUnicodeToString(Text, "abc"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var tooLong = Driver.RtlAppendUnicodeStringToString(Text, Driver.UnicodeLiteral("def"));
        Assert.That(tooLong, Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(Driver.RtlAppendUnicodeStringToString(Text, Driver.UnicodeLiteral("de")), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Text.ToString(), Is.EqualTo("abcde"));
    }

    [Test]
    public void RtlCompareUnicodeString_by_case_or_without()
    {
        var (lower, upper) = (Driver.UnicodeLiteral("name"), Driver.UnicodeLiteral("NAME"));
        Assert.That(Driver.RtlEqualUnicodeString(lower, upper, caseInSensitive: true), Is.True);
        Assert.That(Driver.RtlEqualUnicodeString(lower, upper, caseInSensitive: false), Is.False);
        Assert.That(Driver.RtlCompareUnicodeString(lower, upper, false), Is.Positive);
        Assert.That(Driver.RtlCompareUnicodeString(Driver.UnicodeLiteral("a"), lower, false), Is.Negative);
        Assert.That(Driver.RtlPrefixUnicodeString(Driver.UnicodeLiteral("NA"), lower, true), Is.True);
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_allocated_is_in_the_ledger_until_freed()
    {
        Driver.RtlInitAnsiString(Ansi, "disk");
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, allocate: true), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Text.ToString(), Text.MaximumLength), Is.EqualTo(("disk", (ushort)10)));
        var held = Machine.Resources.HeldBy(Driver.Image).Single();
        Assert.That((held.Kind, held.Key, held.Bytes), Is.EqualTo((ResourceKind.String, Text.Buffer.Address, 10UL)));
        Driver.RtlFreeUnicodeString(Text);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
        Assert.That(Text.Buffer.IsNull, Is.True);
        Driver.RtlFreeUnicodeString(Text);
        Assert.That(Machine.IsStopped, Is.False, "an empty string is freed for nothing");
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_into_a_small_buffer_is_an_overflow()
    {
        Driver.RtlInitAnsiString(Ansi, "disk");
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x100), 6);
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, allocate: false), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_with_the_pool_exhausted_is_no_memory_and_nothing_allocated()
    {
        BootWithEmptyPool(POOL_TYPE.PagedPool);
        Driver.RtlInitAnsiString(Ansi, "disk");
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x40), 2);
        var contract = DdiCatalogue.Find("RtlAnsiStringToUnicodeString")!.Failure;
        Assert.That(Driver.RtlAnsiStringToUnicodeString(Text, Ansi, allocate: true), Is.EqualTo(contract.Status));
        Assert.That(contract.Status, Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
        Assert.That(Text.Buffer, Is.EqualTo(NonPaged(0x40)));
        Assert.That(contract.ShapeFor([0, 0, 0]), Is.EqualTo(FailureShape.CannotFail));
        Assert.That(contract.ShapeFor([0, 0, 1]), Is.EqualTo(FailureShape.Status));
    }

    [Test]
    public void RtlUpcaseUnicodeString_and_back_to_ansi()
    {
        Assert.That(Driver.RtlUpcaseUnicodeString(Text, Driver.UnicodeLiteral("Drive0"), true).IsSuccess, Is.True);
        Assert.That(Text.ToString(), Is.EqualTo("DRIVE0"));
        Assert.That(Driver.RtlUnicodeStringToAnsiString(Ansi, Text, true).IsSuccess, Is.True);
        Assert.That(Ansi.ToString(), Is.EqualTo("DRIVE0"));
        Assert.That(Driver.RtlDowncaseUnicodeString(Text, Text, false).IsSuccess, Is.True);
        Assert.That(Text.ToString(), Is.EqualTo("drive0"));
        Driver.RtlFreeUnicodeString(Text);
        Driver.RtlFreeAnsiString(Ansi);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [TestCase(255u, 16u, "FF")]
    [TestCase(255u, 0u, "255")]
    [TestCase(5u, 2u, "101")]
    [TestCase(8u, 8u, "10")]
    public void RtlIntegerToUnicodeString_writes_digits(uint value, uint radix, string digits)
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x100), 20);
        Assert.That(Driver.RtlIntegerToUnicodeString(value, radix, Text), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Text.ToString(), Is.EqualTo(digits));
    }

    [Test]
    public void RtlIntegerToUnicodeString_refuses_other_bases_and_short_buffers()
    {
        Driver.RtlInitEmptyUnicodeString(Text, NonPaged(0x100), 2);
        Assert.That(Driver.RtlIntegerToUnicodeString(10, 7, Text), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(Driver.RtlIntegerToUnicodeString(10, 10, Text), Is.EqualTo(NTSTATUS.STATUS_BUFFER_OVERFLOW));
    }

    [TestCase(" 42x", 10u, 42u)]
    [TestCase("0x1f", 0u, 31u)]
    [TestCase("0b101", 0u, 5u)]
    [TestCase("-1", 10u, uint.MaxValue)]
    [TestCase("1F", 16u, 31u)]
    public void RtlUnicodeStringToInteger_reads_digits(string text, uint radix, uint expected)
    {
        var status = Driver.RtlUnicodeStringToInteger(Driver.UnicodeLiteral(text), radix, out var value);
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(value, Is.EqualTo(expected));
    }

    [Test]
    public void RtlAnsiStringToUnicodeString_above_passive_level_is_a_violation()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        Driver.KeRaiseIrqlToDpcLevel();
        AssertViolation(0xE5, () => Driver.RtlAnsiStringToUnicodeString(Text, Ansi, true));
    }
}
