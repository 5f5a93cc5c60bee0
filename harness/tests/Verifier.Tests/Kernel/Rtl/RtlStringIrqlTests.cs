using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;
using static Verifier.Kernel.KIRQL;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>Strings above APC_LEVEL: what may be called at any IRQL wants its buffers resident from DISPATCH_LEVEL on.</summary>
public sealed class RtlStringIrqlTests : KeFixture
{
    private UnicodeString Text => new(NonPaged(0));

    private UnicodeString Other => new(NonPaged(0x20));

    [TestCase(DISPATCH_LEVEL)]
    [TestCase(HIGH_LEVEL)]
    public void Resident_strings_are_appended_and_copied_at_any_IRQL(KIRQL level)
    {
        BootWithStrings(NonPaged, NonPaged);
        Machine.Irql = level;
        Assert.That(Driver.RtlAppendUnicodeStringToString(Text, Other), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Driver.RtlAppendUnicodeToString(Text, "d"), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Text.ToString(), Is.EqualTo("abcd"));
        Driver.RtlCopyUnicodeString(Text, Other);
        var ansi = new AnsiString(NonPaged(0x40));
        Driver.RtlInitAnsiString(ansi, "ansi");
        Assert.That((Text.ToString(), ansi.Length), Is.EqualTo(("bc", (ushort)4)));
        Assert.That(Noted(), Is.Empty);
    }

    [TestCase(PASSIVE_LEVEL)]
    [TestCase(APC_LEVEL)]
    public void Pageable_strings_are_appended_up_to_APC_LEVEL(KIRQL level)
    {
        BootWithStrings(Paged, Paged);
        Driver.KeRaiseIrqlToDpcLevel();
        Machine.Irql = level;
        Driver.RtlAppendUnicodeStringToString(Text, Other);
        Assert.That(Text.ToString(), Is.EqualTo("abc"));
    }

    [Test]
    [Raises(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL)]
    public void Pageable_destination_at_DISPATCH_LEVEL_is_0x0A_for_each_append()
    {
        foreach (var append in Appends())
        {
            BootWithStrings(Paged, NonPaged);
            Driver.KeRaiseIrqlToDpcLevel();
            AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, append);
        }
    }

    [Test]
    public void Pageable_source_at_DISPATCH_LEVEL_is_0x0A_for_each_append_and_copy()
    {
        foreach (var read in Appends().Append(() => Driver.RtlCopyUnicodeString(Text, Other)))
        {
            BootWithStrings(NonPaged, Paged);
            Driver.KeRaiseIrqlToDpcLevel();
            AssertBugCheck(BugCheckCode.IRQL_NOT_LESS_OR_EQUAL, read);
        }
    }

    [Test]
    public void Upper_and_lower_case_need_APC_LEVEL_or_below()
    {
        BootWithStrings(NonPaged, NonPaged);
        Machine.Irql = APC_LEVEL;
        Driver.RtlUpcaseUnicodeString(Text, Other, allocate: false);
        Assert.That((Text.ToString(), Driver.RtlUpcaseUnicodeChar('x')), Is.EqualTo(("BC", 'X')));
        Driver.RtlDowncaseUnicodeString(Text, Text, allocate: false);
        Assert.That(Text.ToString(), Is.EqualTo("bc"));
        Machine.Irql = DISPATCH_LEVEL;
        AssertViolation(0xE5, () => Driver.RtlUpcaseUnicodeString(Text, Other, allocate: false));
    }

    private Action[] Appends() =>
    [
        () => Driver.RtlAppendUnicodeStringToString(Text, Other),
        () => Machine.Gate.Call(Driver.Image, Ddis.RtlAppendUnicodeToString, [Text.Pointer, Other.Buffer]),
    ];

    // Text is "a" in one buffer, Other "bc" in another; the structures are resident.
    private void BootWithStrings(Func<int, Pointer> text, Func<int, Pointer> other)
    {
        Boot(ProfileName, DriverVerifierOptions.ForceIrqlChecking);
        Fill(Text, text(0x100), "a");
        Fill(Other, other(0x200), "bc");
    }

    private void Fill(UnicodeString target, Pointer buffer, string text)
    {
        buffer.Write(2 * text.Length, (ushort)0);
        Driver.RtlInitEmptyUnicodeString(target, buffer, 0x20);
        Driver.RtlAppendUnicodeToString(target, text);
    }
}
