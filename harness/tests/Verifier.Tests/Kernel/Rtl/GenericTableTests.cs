using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Rtl;

/// <summary>Generic tables of either kind: order, memory and callbacks are the driver's.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class GenericTableTests(bool isAvl) : KeFixture
{
    private const int Bytes = 8;

    private readonly List<ulong> _freed = [];
    private uint _asked;
    private bool _gives = true;

    private Pointer Table => NonPaged(0x100);

    private Pointer Key => NonPaged(0x200);

    private int HeaderBytes => isAvl ? 0x20 : 0x28;

    [SetUp]
    public void MakeTable()
    {
        _freed.Clear();
        _gives = true;
        if (isAvl)
        {
            Driver.RtlInitializeGenericTableAvl(Table, Compare, Allocate, Free, Driver.At(0x77));
        }
        else
        {
            Driver.RtlInitializeGenericTable(Table, Compare, Allocate, Free, Driver.At(0x77));
        }
    }

    [Test]
    public void New_table_is_empty()
    {
        Assert.That((Number, IsEmpty, Lookup(1), Get(0)), Is.EqualTo((0U, true, 0UL, 0UL)));
        Assert.That(Table.Read<ulong>(isAvl ? 0x60 : 0x40), Is.EqualTo(0x77UL), "TableContext is where the header has it");
        Assert.That(InOrder(), Is.Empty);
        Assert.That(Delete(1), Is.False);
    }

    [Test]
    public void Element_is_copied_behind_its_links()
    {
        var data = Insert(5, out var isNew);
        Assert.That((isNew, Driver.At(data).Read<int>(), _asked), Is.EqualTo((true, 5, (uint)(HeaderBytes + Bytes))));
        Assert.That((Number, IsEmpty, Lookup(5), Get(0)), Is.EqualTo((1U, false, data, data)));
        Assert.That((Insert(5, out isNew), isNew, Number), Is.EqualTo((data, false, 1U)), "an equal element is left as it is");
        Assert.That(Delete(5));
        Assert.That((_freed.Single(), IsEmpty), Is.EqualTo((data - (ulong)HeaderBytes, true)));
    }

    [Test]
    public void Allocate_routine_without_memory_makes_the_insertion_fail()
    {
        _gives = false;
        Assert.That((Insert(5, out var isNew), isNew, Number), Is.EqualTo((0UL, false, 0U)));
        _gives = true;
        Insert(5, out _);
        _gives = false;
        Assert.That(Insert(5, out isNew), Is.Not.Zero, "what is there needs no memory");
        Assert.That(Insert(6, out isNew), Is.Zero);
        Assert.That(InOrder(), Is.EqualTo(new[] { 5 }));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Order_and_links_hold_through_many_insertions_and_deletions(int seed)
    {
        var numbers = Enumerable.Range(0, 60).Select(i => (i * 37 * seed) % 61).Distinct().ToList();
        foreach (var number in numbers)
        {
            Insert(number, out _);
            Check();
        }

        Assert.That(InOrder(), Is.EqualTo(numbers.Order()));
        var byIndex = Enumerable.Range(0, numbers.Count).Select(i => Driver.At(Get((uint)i)).Read<int>());
        Assert.That(byIndex, Is.EqualTo(isAvl ? numbers.Order() : numbers));
        foreach (var number in numbers.Where((_, i) => i % 3 != 0).ToArray())
        {
            Assert.That(Delete(number));
            numbers.Remove(number);
            Check();
            Assert.That(Lookup(number), Is.Zero);
        }

        Assert.That((InOrder(), (int)Number), Is.EqualTo((numbers.Order().ToArray(), numbers.Count)));
        numbers.ForEach(number => Assert.That(Delete(number)));
        Assert.That((IsEmpty, _freed.Count), Is.EqualTo((true, 60)));
    }

    [Test]
    public void Sorted_insertions_stay_shallow()
    {
        var most = 0;
        for (var i = 0; i < 127; i++)
        {
            Insert(i, out _);
        }

        if (isAvl)
        {
            most = Depth(Table.ReadPointer(0x10));
            Assert.That((most, Table.Read<uint>(0x30)), Is.EqualTo((7, 7U)), "DepthOfTree");
        }
        else
        {
            Lookup(0);
            Assert.That(Table.ReadPointer() + HeaderBytes, Is.EqualTo(Driver.At(Lookup(0))), "what was looked up is the root");
        }
    }

    [Test]
    public void Enumerations_go_in_order_and_can_be_resumed()
    {
        foreach (var number in new[] { 3, 1, 2 })
        {
            Insert(number, out _);
        }

        Assert.That(Enumerated(), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(Enumerated(), Is.EqualTo(new[] { 1, 2, 3 }), "again from the start");
        var first = Enumerate(restart: true);
        Assert.That((Driver.At(first).Read<int>(), Driver.At(Enumerate(restart: false)).Read<int>()), Is.EqualTo((1, 2)));
        if (isAvl)
        {
            Delete(2);
            Assert.That(Driver.At(Enumerate(restart: false)).Read<int>(), Is.EqualTo(3), "goes on behind the element that went");
        }
    }

    [Test]
    public void Search_and_insertion_can_be_separate_steps()
    {
        Assert.That(LookupFull(5, out var at, out var result), Is.Zero);
        Assert.That(result, Is.EqualTo(TABLE_SEARCH_RESULT.TableEmptyTree));
        InsertFull(5, at, result);
        Assert.That(LookupFull(7, out at, out result), Is.Zero);
        Assert.That(result, Is.EqualTo(TABLE_SEARCH_RESULT.TableInsertAsRight));
        InsertFull(7, at, result);
        Assert.That(LookupFull(2, out at, out result), Is.Zero);
        Assert.That(result, Is.EqualTo(TABLE_SEARCH_RESULT.TableInsertAsLeft));
        InsertFull(2, at, result);
        var data = LookupFull(7, out at, out result);
        Assert.That((result, data), Is.EqualTo((TABLE_SEARCH_RESULT.TableFoundNode, at.Address + (ulong)HeaderBytes)));
        Assert.That(InOrder(), Is.EqualTo(new[] { 2, 5, 7 }));
    }

    private RTL_GENERIC_COMPARE_RESULTS Compare(Pointer table, Pointer first, Pointer second)
    {
        Assert.That(table, Is.EqualTo(Table));
        return first.Read<int>().CompareTo(second.Read<int>()) switch
        {
            < 0 => RTL_GENERIC_COMPARE_RESULTS.GenericLessThan,
            0 => RTL_GENERIC_COMPARE_RESULTS.GenericEqual,
            _ => RTL_GENERIC_COMPARE_RESULTS.GenericGreaterThan,
        };
    }

    private Pointer Allocate(Pointer table, uint bytes)
    {
        _asked = bytes;
        return _gives ? Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, bytes, "Tabl") : default;
    }

    private void Free(Pointer table, Pointer buffer)
    {
        _freed.Add(buffer);
        Driver.ExFreePool(buffer);
    }

    private Pointer KeyOf(int number)
    {
        Key.Write(0, number);
        return Key;
    }

    private uint Number => isAvl ? Driver.RtlNumberGenericTableElementsAvl(Table) : Driver.RtlNumberGenericTableElements(Table);

    private bool IsEmpty => isAvl ? Driver.RtlIsGenericTableEmptyAvl(Table) : Driver.RtlIsGenericTableEmpty(Table);

    private ulong Insert(int number, out bool isNew)
    {
        var (key, flag) = (KeyOf(number), NonPaged(0x280));
        flag.Write(0, (byte)7);
        ulong data = isAvl
            ? Driver.RtlInsertElementGenericTableAvl(Table, key, Bytes, flag)
            : Driver.RtlInsertElementGenericTable(Table, key, Bytes, flag);
        isNew = flag.Read<byte>() == 1;
        return data;
    }

    private void InsertFull(int number, Pointer at, TABLE_SEARCH_RESULT result)
    {
        var inserted = isAvl
            ? Driver.RtlInsertElementGenericTableFullAvl(Table, KeyOf(number), Bytes, default, at, result)
            : Driver.RtlInsertElementGenericTableFull(Table, KeyOf(number), Bytes, default, at, result);
        Assert.That(inserted.Read<int>(), Is.EqualTo(number));
    }

    private ulong Lookup(int number) =>
        isAvl ? Driver.RtlLookupElementGenericTableAvl(Table, KeyOf(number)) : Driver.RtlLookupElementGenericTable(Table, KeyOf(number));

    private ulong LookupFull(int number, out Pointer at, out TABLE_SEARCH_RESULT result) => isAvl
        ? Driver.RtlLookupElementGenericTableFullAvl(Table, KeyOf(number), out at, out result)
        : Driver.RtlLookupElementGenericTableFull(Table, KeyOf(number), out at, out result);

    private bool Delete(int number) =>
        isAvl ? Driver.RtlDeleteElementGenericTableAvl(Table, KeyOf(number)) : Driver.RtlDeleteElementGenericTable(Table, KeyOf(number));

    private ulong Get(uint index) =>
        isAvl ? Driver.RtlGetElementGenericTableAvl(Table, index) : Driver.RtlGetElementGenericTable(Table, index);

    private ulong Enumerate(bool restart) =>
        isAvl ? Driver.RtlEnumerateGenericTableAvl(Table, restart) : Driver.RtlEnumerateGenericTable(Table, restart);

    private List<int> Enumerated()
    {
        var seen = new List<int>();
        for (var at = Enumerate(restart: true); at != 0; at = Enumerate(restart: false))
        {
            seen.Add(Driver.At(at).Read<int>());
        }

        return seen;
    }

    private int[] InOrder()
    {
        var (seen, place) = (new List<int>(), NonPaged(0x290));
        place.Write(0, 0UL);
        while (true)
        {
            var at = isAvl
                ? Driver.RtlEnumerateGenericTableWithoutSplayingAvl(Table, place)
                : Driver.RtlEnumerateGenericTableWithoutSplaying(Table, place);
            if (at.IsNull)
            {
                return [.. seen];
            }

            seen.Add(at.Read<int>());
        }
    }

    private void Check()
    {
        if (isAvl)
        {
            Depth(Table.ReadPointer(0x10));
        }
        else if (!IsEmpty)
        {
            var root = Table.ReadPointer();
            Assert.That(root.ReadPointer(), Is.EqualTo(root), "the root is its own parent");
        }
    }

    // The depth of an AVL tree, whose balances must be right.
    private int Depth(Pointer node)
    {
        if (node.IsNull)
        {
            return 0;
        }

        var (left, right) = (Depth(node.ReadPointer(8)), Depth(node.ReadPointer(16)));
        Assert.That(node.Read<sbyte>(0x18), Is.EqualTo(right - left).And.InRange(-1, 1));
        return 1 + Math.Max(left, right);
    }
}
