using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>Prefix tables: the longest name that a path begins with, by whole components.</summary>
public sealed class RtlPrefixTests : KeFixture
{
    private Pointer Table => NonPaged(0x100);

    [SetUp]
    public void MakeTable() => Driver.RtlInitializeUnicodePrefix(Table);

    [TestCase(@"\a\b\c", 0u, 2)]
    [TestCase(@"\A\B", 0u, 2)]
    [TestCase(@"\a\bc", 0u, 1)]
    [TestCase(@"\x", 0u, 0)]
    [TestCase("x", 0u, -1)]
    [TestCase(@"\A\B", 4u, 0)]
    [TestCase(@"\a\B", 2u, 2)]
    [TestCase(@"\a\B", 4u, 1)]
    public void Longest_prefix_is_found(string path, uint index, int expected)
    {
        Insert(@"\", 0);
        Insert(@"\a", 1);
        Insert(@"\a\b", 2);
        Assert.That(Find(path, index), Is.EqualTo(expected < 0 ? 0 : Entry(expected).Address));
    }

    [Test]
    public void Name_is_in_a_table_once()
    {
        Assert.That(Insert(@"\a", 0));
        Assert.That(Insert(@"\a", 1), Is.False);
        Assert.That(Insert(@"\A", 2), "another case is another name");
        Assert.That(Entry(0).ReadPointer(0x30), Is.EqualTo(Driver.UnicodeLiteral(@"\a").Pointer), "the name is not copied");
    }

    [Test]
    public void Entry_that_is_removed_is_found_no_more()
    {
        Insert(@"\a", 0);
        Insert(@"\a\b", 1);
        Insert(@"\a\b\c", 2);
        Driver.RtlRemoveUnicodePrefix(Table, Entry(1));
        Driver.RtlRemoveUnicodePrefix(Table, Entry(1));
        Assert.That(Find(@"\a\b", 0), Is.EqualTo(Entry(0).Address));
        Assert.That(Find(@"\a\b\c", 0), Is.EqualTo(Entry(2).Address));
        Assert.That(Insert(@"\a\b", 1));
        Assert.That(Find(@"\a\b", 0), Is.EqualTo(Entry(1).Address));
    }

    private Pointer Entry(int number) => NonPaged(0x200 + (number * 0x40));

    private bool Insert(string name, int number) => Driver.RtlInsertUnicodePrefix(Table, Driver.UnicodeLiteral(name), Entry(number));

    private ulong Find(string path, uint index) => Driver.RtlFindUnicodePrefix(Table, Driver.UnicodeLiteral(path), index);
}
