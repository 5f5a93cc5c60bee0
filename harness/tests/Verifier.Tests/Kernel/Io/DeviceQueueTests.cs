using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>KDEVICE_QUEUE, as its routines' pages have it.</summary>
public sealed class DeviceQueueTests : IoFixture
{
    private const int KeyOffset = 0x10;
    private const int Stride = 0x20;

    private TestDriver _driver = null!;

    private Pointer Queue => _driver.Globals;

    [SetUp]
    public void LoadDriver()
    {
        _driver = Load(new TestDriver());
        Machine.Caller = _driver.Image;
        _driver.KeInitializeDeviceQueue(Queue);
        _driver.KeRaiseIrqlToDpcLevel();
    }

    [Test]
    public void Entry_inserted_without_a_key_keeps_the_SortKey_that_the_driver_left_in_it()
    {
        Assert.That(InsertKept(0, 77), Is.False, "the queue was idle");
        Assert.That(InsertKept(1, 9), Is.True);
        Assert.That((KeyOf(0), KeyOf(1)), Is.EqualTo((77u, 9u)));
        Assert.That(_driver.KeRemoveByKeyDeviceQueue(Queue, 9), Is.EqualTo(Entry(1)), "its own key is what it is found by");
    }

    [Test]
    public void Entry_inserted_by_key_carries_that_key_whether_it_is_queued_or_not()
    {
        Entry(0).Write(KeyOffset, 77u);
        Assert.That(_driver.KeInsertByKeyDeviceQueue(Queue, Entry(0), 5), Is.False);
        Assert.That(_driver.KeInsertByKeyDeviceQueue(Queue, Entry(1), 6), Is.True);
        Assert.That((KeyOf(0), KeyOf(1)), Is.EqualTo((5u, 6u)));
    }

    [Test]
    public void IoStartPacket_without_a_key_leaves_the_SortKey_of_the_IRP_alone()
    {
        _driver.KeLowerIrql(KIRQL.PASSIVE_LEVEL);
        var irp = _driver.IoAllocateIrp(1, false);
        irp.Pointer.Write(0x78 + KeyOffset, 42u);
        _driver.KeRaiseIrqlToDpcLevel();
        _driver.KeInsertDeviceQueue(_driver.Device.DeviceQueue, Entry(0));
        _driver.IoStartPacket(_driver.Device, irp, null, null);
        Assert.That(irp.Pointer.Read<uint>(0x78 + KeyOffset), Is.EqualTo(42u));
    }

    [Test]
    public void Keys_stand_behind_equal_and_smaller_ones_and_before_larger_ones()
    {
        _driver.KeInsertDeviceQueue(Queue, Entry(9));
        foreach (var (entry, key) in ((int, uint)[])[(0, 5), (1, 0), (2, 5), (3, uint.MaxValue), (4, 3)])
        {
            _driver.KeInsertByKeyDeviceQueue(Queue, Entry(entry), key);
        }

        Assert.That(DrainAll(), Is.EqualTo(new[] { 1, 4, 0, 2, 3 }));
    }

    [TestCase(0u, 1)]
    [TestCase(4u, 0)]
    [TestCase(5u, 0)]
    [TestCase(6u, 1)]
    [TestCase(uint.MaxValue, 1)]
    public void KeRemoveByKeyDeviceQueue_takes_the_first_key_that_is_not_smaller_or_else_the_first_entry(uint key, int expected)
    {
        _driver.KeInsertDeviceQueue(Queue, Entry(9));
        _driver.KeInsertByKeyDeviceQueue(Queue, Entry(1), 3);
        _driver.KeInsertByKeyDeviceQueue(Queue, Entry(0), 5);
        Assert.That(_driver.KeRemoveByKeyDeviceQueue(Queue, key), Is.EqualTo(Entry(expected)));
    }

    [Test]
    public void Queue_is_idle_only_after_a_removal_that_found_it_empty()
    {
        _driver.KeInsertDeviceQueue(Queue, Entry(0));
        _driver.KeInsertDeviceQueue(Queue, Entry(1));
        Assert.That(_driver.KeRemoveDeviceQueue(Queue), Is.EqualTo(Entry(1)));
        Assert.That(_driver.KeInsertDeviceQueue(Queue, Entry(1)), Is.True, "still busy");
        Assert.That(_driver.KeRemoveDeviceQueue(Queue), Is.EqualTo(Entry(1)));
        Assert.That(_driver.KeRemoveByKeyDeviceQueue(Queue, 1).IsNull);
        Assert.That(_driver.KeInsertDeviceQueue(Queue, Entry(1)), Is.False);
        Assert.That(Machine.Breaches, Is.Empty);
    }

    [Test]
    public void KeRemoveEntryDeviceQueue_is_true_once_and_false_for_an_entry_that_is_not_queued()
    {
        _driver.KeInsertDeviceQueue(Queue, Entry(0));
        _driver.KeInsertDeviceQueue(Queue, Entry(1));
        Assert.That(_driver.KeRemoveEntryDeviceQueue(Queue, Entry(0)), Is.False, "it is being processed");
        Assert.That(_driver.KeRemoveEntryDeviceQueue(Queue, Entry(1)), Is.True);
        Assert.That(_driver.KeRemoveEntryDeviceQueue(Queue, Entry(1)), Is.False);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Removal_from_a_queue_that_is_not_busy_is_a_broken_rule(bool byKey)
    {
        if (byKey)
        {
            _driver.KeRemoveByKeyDeviceQueue(Queue, 1);
        }
        else
        {
            _driver.KeRemoveDeviceQueue(Queue);
        }

        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(new[] { "removal from an idle device queue" }));
    }

    [TestCase(POOL_TYPE.PagedPool, 1)]
    [TestCase(POOL_TYPE.NonPagedPool, 0)]
    public void Storage_of_a_device_queue_is_resident(POOL_TYPE pool, int breaches)
    {
        _driver.KeLowerIrql(KIRQL.PASSIVE_LEVEL);
        _driver.KeInitializeDeviceQueue(_driver.ExAllocatePoolWithTag(pool, 0x28, "Queu"));
        Assert.That(Machine.Breaches.Select(b => b.Rule), Is.EqualTo(Enumerable.Repeat("pageable device queue", breaches)));
    }

    private Pointer Entry(int number) => _driver.Globals + (0x100 + (number * Stride));

    private uint KeyOf(int number) => Entry(number).Read<uint>(KeyOffset);

    private bool InsertKept(int number, uint key)
    {
        Entry(number).Write(KeyOffset, key);
        return _driver.KeInsertDeviceQueue(Queue, Entry(number));
    }

    private List<int> DrainAll()
    {
        var order = new List<int>();
        for (var next = _driver.KeRemoveDeviceQueue(Queue); !next.IsNull; next = _driver.KeRemoveDeviceQueue(Queue))
        {
            order.Add((int)(next.Address - Entry(0).Address) / Stride);
        }

        return order;
    }
}
