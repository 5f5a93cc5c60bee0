using System.Text;
using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>Conversions between 8-bit and 16-bit characters, and strings in new buffers.</summary>
public sealed class RtlCodePageTests : KeFixture
{
    private UnicodeString Wide => new(NonPaged(0));

    private AnsiString Narrow => new(NonPaged(0x20));

    private Pointer Buffer => NonPaged(0x100);

    [TestCase("", 2u, 1u)]
    [TestCase("abc", 8u, 4u)]
    public void Sizes_count_the_terminator(string text, uint wide, uint narrow)
    {
        Driver.RtlInitAnsiString(Narrow, text);
        Assert.That(Driver.RtlxAnsiStringToUnicodeSize(Narrow), Is.EqualTo(wide));
        Assert.That(Driver.RtlxUnicodeStringToAnsiSize(Driver.UnicodeLiteral(text)), Is.EqualTo(narrow));
    }

    [Test]
    public void Character_is_converted_and_the_pointer_moves_on()
    {
        NonPaged(0x200).WritePointer(0, Driver.AnsiLiteral("aÄ"));
        Assert.That(Driver.RtlAnsiCharToUnicodeChar(NonPaged(0x200)), Is.EqualTo('a'));
        Assert.That(Driver.RtlAnsiCharToUnicodeChar(NonPaged(0x200)), Is.EqualTo('Ä'));
        Assert.That(NonPaged(0x200).ReadPointer(), Is.EqualTo(Driver.AnsiLiteral("aÄ") + 2));
    }

    [TestCase(6u, 6u, "abc")]
    [TestCase(5u, 4u, "ab")]
    [TestCase(0u, 0u, "")]
    public void Bytes_become_wide_characters_as_far_as_they_fit(uint most, uint written, string expected)
    {
        Buffer.Write(written, (ushort)'#');
        Driver.RtlMultiByteToUnicodeN(Buffer, most, NonPaged(0x80), Driver.AnsiLiteral("abc"), 3);
        Assert.That(NonPaged(0x80).Read<uint>(), Is.EqualTo(written));
        Assert.That(CountedString.ReadTerminated(Machine, Buffer, isWide: true), Is.EqualTo(expected + "#"));
        Driver.RtlMultiByteToUnicodeSize(out var size, Driver.AnsiLiteral("abc"), 3);
        Assert.That(size, Is.EqualTo(6U));
    }

    [TestCase(3u, 3u, "a?c")]
    [TestCase(2u, 2u, "a?")]
    public void Wide_characters_become_bytes_as_far_as_they_fit(uint most, uint written, string expected)
    {
        Buffer.Write(written, (byte)'#');
        Driver.RtlUnicodeToMultiByteN(Buffer, most, NonPaged(0x80), Driver.WideLiteral("a\u263Ac"), 6);
        Assert.That(NonPaged(0x80).Read<uint>(), Is.EqualTo(written));
        Assert.That(CountedString.ReadTerminated(Machine, Buffer, isWide: false), Is.EqualTo(expected + "#"));
        Driver.RtlUnicodeToMultiByteN(Buffer, most, default, Driver.WideLiteral("abc"), 6);
        Driver.RtlUnicodeToMultiByteSize(out var size, Driver.WideLiteral("abc"), 6);
        Assert.That(size, Is.EqualTo(3U));
    }

    [Test]
    public void RtlCreateUnicodeString_allocates_what_RtlFreeUnicodeString_frees()
    {
        Assert.That(Driver.RtlCreateUnicodeString(Wide, "disk"));
        Assert.That((Wide.ToString(), Wide.Length, Wide.MaximumLength), Is.EqualTo(("disk", (ushort)8, (ushort)10)));
        Assert.That(Machine.Resources.HeldBy(Driver.Image).Single().Kind, Is.EqualTo(ResourceKind.String));
        Driver.RtlFreeUnicodeString(Wide);
        Assert.That(Machine.Resources.HeldBy(Driver.Image), Is.Empty);
    }

    [Test]
    public void Guid_becomes_text_and_text_a_guid()
    {
        var bytes = new Guid("01234567-89ab-cdef-0123-456789abcdef").ToByteArray();
        Buffer.CopyTo(bytes);
        Assert.That(Driver.RtlStringFromGUID(Buffer, Wide), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((Wide.ToString(), Wide.MaximumLength), Is.EqualTo(("{01234567-89AB-CDEF-0123-456789ABCDEF}", (ushort)78)));
        Assert.That(Driver.RtlGUIDFromString(Wide, NonPaged(0x200)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var read = new byte[16];
        NonPaged(0x200).CopyFrom(read);
        Assert.That(read, Is.EqualTo(bytes));
        Driver.RtlFreeUnicodeString(Wide);
    }

    [TestCase("01234567-89AB-CDEF-0123-456789ABCDEF")]
    [TestCase("{01234567-89AB-CDEF-0123-456789ABCDEG}")]
    [TestCase("")]
    public void Other_text_is_no_guid(string text) => Assert.That(
        Driver.RtlGUIDFromString(Driver.UnicodeLiteral(text), Buffer), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));

    [Test]
    public void Without_pool_there_is_no_new_string()
    {
        BootWithEmptyPool(POOL_TYPE.PagedPool);
        Assert.That(Driver.RtlCreateUnicodeString(Wide, "disk"), Is.False);
        Assert.That(Driver.RtlStringFromGUID(Buffer, Wide), Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
        Assert.That(DdiCatalogue.Find("RtlCreateUnicodeString")!.Failure.Shape, Is.EqualTo(FailureShape.Null), "FALSE");
        Assert.That(DdiCatalogue.Find("RtlStringFromGUID")!.Failure.Status, Is.EqualTo(NTSTATUS.STATUS_NO_MEMORY));
    }
}
