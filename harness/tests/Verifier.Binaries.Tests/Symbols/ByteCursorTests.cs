using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

public sealed class ByteCursorTests
{
    private const string Part = "its table";

    [TestCase(new byte[] { 0x00 }, 0ul)]
    [TestCase(new byte[] { 0x7F }, 127ul)]
    [TestCase(new byte[] { 0x80, 0x01 }, 128ul)]
    [TestCase(new byte[] { 0x80, 0x80, 0x00 }, 0ul)]
    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 }, ulong.MaxValue)]
    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, ulong.MaxValue)]
    public void Uleb_number_is_read(byte[] bytes, ulong number)
    {
        var cursor = new ByteCursor(bytes, Part);
        Assert.That((cursor.Uleb(), cursor.Left), Is.EqualTo((number, 0)));
    }

    [TestCase(new byte[] { 0x02 }, 2)]
    [TestCase(new byte[] { 0x7E }, -2)]
    [TestCase(new byte[] { 0xFF, 0x00 }, 127)]
    [TestCase(new byte[] { 0x80, 0x7F }, -128)]
    [TestCase(new byte[] { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F }, long.MinValue)]
    [TestCase(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, -1)]
    public void Sleb_number_is_read(byte[] bytes, long number)
    {
        var cursor = new ByteCursor(bytes, Part);
        Assert.That((cursor.Sleb(), cursor.Left), Is.EqualTo((number, 0)));
    }

    [Test]
    public void Damage_is_said_by_its_place_in_the_whole()
    {
        Assert.That(Read, Throws.TypeOf<BinaryException>().With.Message.EqualTo("its table is damaged at byte 0x4"));

        static void Read()
        {
            var whole = new ByteCursor([1, 2, 3, 4, 5, 6, 7, 8], Part);
            whole.Take(2);
            var inner = whole.Part(3);
            inner.U16();
            inner.U16();
        }
    }

    [Test]
    public void Text_without_an_end_is_refused() =>
        Assert.That(() => new ByteCursor([65, 66], Part).Text().Length, Throws.TypeOf<BinaryException>());
}
