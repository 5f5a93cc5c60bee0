using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Constants;

public sealed class PoolTagTests
{
    [Test]
    public void From_puts_the_first_character_in_the_low_byte()
    {
        // harness/docs/facts/memory.md#tags: 'Fred' written in C is 0x46726564 and shows as derF; memory order is the reverse.
        Assert.That(PoolTag.From("derF").Value, Is.EqualTo(0x46726564u));
        Assert.That(PoolTag.From("Fred").Value, Is.EqualTo(0x64657246u));
    }

    [Test]
    public void From_matches_what_memory_holds()
    {
        byte[] memory = BitConverter.GetBytes(PoolTag.From("Arry").Value);

        Assume.That(BitConverter.IsLittleEndian);
        Assert.That(memory, Is.EqualTo("Arry"u8.ToArray()));
    }

    [Test]
    public void Literal_converts_to_a_tag()
    {
        PoolTag tag = "Ab";

        Assert.That(tag.Value, Is.EqualTo(0x6241u));
    }

    [TestCase("")]
    [TestCase("Array")]
    [TestCase("Ā")]
    public void From_refuses_what_does_not_fit(string characters) =>
        Assert.That(() => PoolTag.From(characters), Throws.ArgumentException);

    [TestCase(0x79727241u, "Arry")]
    [TestCase(0x6241u, "Ab")]
    [TestCase(0x20474942u, "BIG ")]
    [TestCase(0u, "0x00000000")]
    [TestCase(0x7F410041u, @"A\x00A\x7F")]
    [TestCase(0x5Cu, @"\x5C")]
    public void ToString_is_printable(uint value, string text) => Assert.That(new PoolTag(value).ToString(), Is.EqualTo(text));

    [TestCase("Arry", "Arry", true)]
    [TestCase("Arry", "Ar*", true)]
    [TestCase("Arry", "*", true)]
    [TestCase("Arry", "*ry", true)]
    [TestCase("Arry", "A?ry", true)]
    [TestCase("Arry", "A??y*", true)]
    [TestCase("Arry", "ar*", false)]
    [TestCase("Arry", "Arr", false)]
    [TestCase("Arry", "?rr", false)]
    [TestCase("Arry", "yrrA", false)]
    [TestCase("Ab", "??", true)]
    [TestCase("Ab", "???", false)]
    [TestCase("A*b", @"A\*b", true)]
    [TestCase("Axb", @"A\*b", false)]
    public void Matches_follows_the_pattern_in_reading_order(string tag, string glob, bool matches) =>
        Assert.That(PoolTag.From(tag).Matches(glob), Is.EqualTo(matches));

    [Test]
    public void Matches_allocates_nothing()
    {
        PoolTag tag = "Arry";
        bool matched = tag.Matches("A*y");

        long before = GC.GetAllocatedBytesForCurrentThread();
        matched &= tag.Matches("A*y");
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(matched, Is.True);
        Assert.That(after - before, Is.Zero);
    }

    [Test]
    public void None_is_the_tag_of_untagged_pool() => Assert.That(PoolTag.None.ToString(), Is.EqualTo("None"));
}
