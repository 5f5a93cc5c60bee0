using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>Scatter/gather lists: their elements, waiting, failure shapes, puts.</summary>
public sealed class ScatterGatherTests : DmaFixture
{
    private readonly List<ScatterGatherList> _lists = [];

    [SetUp]
    public void Clear() => _lists.Clear();

    [Test]
    public void List_has_one_element_for_each_contiguous_range()
    {
        var adapter = Adapter();
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, 3 * Page, (4 * Page) - 1, 0, MEMORY_CACHING_TYPE.MmCached);
        var pages = Driver.MmAllocatePagesForMdl(Page, (6 * Page) - 1, 0, 4 * Page);
        Assert.That(Get(adapter, pages, 100, (uint)(3 * Page)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var list = _lists.Single();
        Assert.That(list.NumberOfElements, Is.EqualTo(2));
        Assert.That((list.GetAddress(0), list.GetLength(0)), Is.EqualTo((Page + 100, (2 * (uint)Page) - 100)));
        Assert.That((list.GetAddress(1), list.GetLength(1)), Is.EqualTo((4 * Page, (uint)Page + 100)));
        Assert.That(Held(ResourceKind.ScatterGatherList), Is.EqualTo(1));
        Put(adapter, list);
        Assert.That(Held(ResourceKind.ScatterGatherList), Is.Zero);
        Assert.That(Machine.Dma.Registers.Free, Is.EqualTo(Machine.Profile.MapRegisters));
    }

    [Test]
    public void Mdl_of_a_list_is_the_one_it_was_made_from()
    {
        var adapter = Adapter();
        var mdl = Buffer(2);
        Get(adapter, mdl, 0, (uint)Page);
        Assert.That(Driver.BuildMdlFromScatterGatherList(adapter, _lists[0], mdl, out var target), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(target, Is.EqualTo(mdl));
        Assert.That(
            Driver.BuildMdlFromScatterGatherList(adapter, _lists[0], default, out _), Is.EqualTo(NTSTATUS.STATUS_INVALID_PARAMETER));
        Assert.That(adapter.DmaOperations.Read<uint>(), Is.EqualTo(0x80), "the table has the routine");
    }

    [Test]
    public void Routine_of_the_table_gets_its_stack_arguments()
    {
        var adapter = Adapter();
        var mdl = Buffer(2);
        var (size, registers) = (NonPaged(8), NonPaged(8));
        const int calculate = 0x68;
        Machine.Executor.Invoke(
            RoutineKind.None,
            adapter.DmaOperations.Read<ulong>(calculate),
            adapter.Pointer,
            mdl.Pointer,
            mdl.VirtualAddress,
            2 * Page,
            [size, registers]);
        Assert.That(registers.Read<uint>(), Is.EqualTo(2));
        Assert.That(size.Read<uint>(), Is.EqualTo(0x10 + (2 * 0x18)));
    }

    [Test]
    public void List_follows_the_chain_of_mdls()
    {
        var adapter = Adapter();
        var (first, second) = (Buffer(1), Buffer(1));
        first.Next = second;
        Assert.That(Get(adapter, first, 0, (uint)(2 * Page)), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        var last = _lists[0].NumberOfElements - 1;
        Assert.That(
            _lists[0].GetAddress((int)last) + _lists[0].GetLength((int)last),
            Is.EqualTo(Driver.MmGetPhysicalAddress(Driver.MmGetMdlVirtualAddress(second)) + Page));
    }

    [Test]
    public void Longer_than_the_mdl_is_buffer_too_small()
    {
        var adapter = Adapter();
        Assert.That(Get(adapter, Buffer(1), 0, (uint)Page + 1), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
        Assert.That(_lists, Is.Empty);
    }

    [Test]
    public void More_registers_than_granted_are_insufficient_resources()
    {
        var adapter = Adapter(pages: 1);
        Assert.That(Get(adapter, Buffer(3), 0, 3 * (uint)Page), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    public void Without_pool_for_the_list_it_is_insufficient_resources()
    {
        Boot(Machine.Profile.With(new SystemLimits { NonPagedPoolBytes = 16 * (long)Page }));
        var adapter = Adapter(pages: 1);
        var mdl = Buffer(1);
        var device = Device();
        while (!NonPaged(40).IsNull)
        {
            // Until the pool is exhausted.
        }

        Assert.That(Get(adapter, mdl, 0, 100, device), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Machine.Dma.Registers.Free, Is.EqualTo(Machine.Profile.MapRegisters));
    }

    [Test]
    public void Short_of_registers_the_routine_is_called_when_a_list_is_put()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 3 }));
        var adapter = Adapter();
        Get(adapter, Buffer(2), 0, 2 * (uint)Page);
        Assert.That(Get(adapter, Buffer(2), 0, 2 * (uint)Page), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(_lists, Has.Count.EqualTo(1), "it waits");
        Put(adapter, _lists[0]);
        Assert.That(_lists, Has.Count.EqualTo(2));
        Put(adapter, _lists[1]);
        Driver.PutDmaAdapter(adapter);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x6)]
    public void List_put_twice_is_0x06()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        Get(adapter, Buffer(1), 0, 16);
        Put(adapter, _lists[0]);
        AssertDma(0x06, () => Put(adapter, _lists[0]));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xE)]
    public void List_of_a_buffer_that_is_not_locked_is_0x0E()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        AssertDma(0x0E, () => Get(adapter, MdlFor(Paged(Page), 16), 0, 16));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x23)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xA)]
    public void Adapter_released_with_a_list_is_0x0A_and_with_a_waiting_one_0x23()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 1 }), DriverVerifierOptions.DmaVerification);
        var holder = Adapter();
        Get(holder, Buffer(1), 0, 16);
        var waiter = Adapter();
        Get(waiter, Buffer(1), 0, 16);
        AssertDma(0x23, () => Driver.PutDmaAdapter(waiter));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        holder = Adapter();
        Get(holder, Buffer(1), 0, 16);
        AssertDma(0x0A, () => Driver.PutDmaAdapter(holder));
    }

    [Test]
    public void Built_list_is_in_the_drivers_own_memory()
    {
        var adapter = Adapter();
        var mdl = Buffer(2);
        var va = Driver.MmGetMdlVirtualAddress(mdl);
        Assert.That(
            Driver.CalculateScatterGatherList(adapter, mdl, va, 2 * (uint)Page, out var size, out var registers),
            Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That((size, registers), Is.EqualTo((0x10u + (2 * 0x18), 2u)));
        var memory = NonPaged(size);
        AtDispatch(() =>
        {
            Assert.That(Build(size - 1), Is.EqualTo(NTSTATUS.STATUS_BUFFER_TOO_SMALL));
            Assert.That(Build(size), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        });
        Assert.That(_lists.Single().Pointer, Is.EqualTo(memory));
        Put(adapter, _lists[0]);
        Assert.That(() => Driver.ExFreePool(memory), Throws.Nothing, "it is still the driver's");

        NTSTATUS Build(uint bytes) => Driver.BuildScatterGatherList(
            adapter, Device(), mdl, va, 2 * (uint)Page, Ready, default, true, memory, bytes);
    }

    private NTSTATUS Get(DmaAdapter adapter, Mdl mdl, long offset, uint length, DeviceObject? device = null)
    {
        var irql = Machine.Irql;
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        var status = Driver.GetScatterGatherList(
            adapter, device ?? Device(), mdl, Driver.MmGetMdlVirtualAddress(mdl) + offset, length, Ready, default, true);
        Machine.Irql = irql;
        return status;
    }

    private void Put(DmaAdapter adapter, ScatterGatherList list) => AtDispatch(() => Driver.PutScatterGatherList(adapter, list, true));

    private void Ready(DeviceObject device, Irp irp, ScatterGatherList list, Pointer context)
    {
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.DISPATCH_LEVEL));
        Assert.That(irp.Pointer.Address, Is.EqualTo(CurrentIrp));
        _lists.Add(list);
    }
}
