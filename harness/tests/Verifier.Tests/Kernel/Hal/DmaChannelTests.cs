using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>Adapter channels and map registers: callbacks now and later, what the action keeps, transfers, and every rule.</summary>
public sealed class DmaChannelTests : DmaFixture
{
    private readonly List<string> _calls = [];
    private Pointer _registers;
    private IO_ALLOCATION_ACTION _action;

    [SetUp]
    public void Clear()
    {
        _calls.Clear();
        _action = IO_ALLOCATION_ACTION.DeallocateObjectKeepRegisters;
    }

    [Test]
    public void Control_routine_gets_device_irp_registers_and_context_at_dispatch()
    {
        var adapter = Adapter();
        var device = Device();
        var context = NonPaged(16);
        AtDispatch(() => Assert.That(
            Driver.AllocateAdapterChannel(adapter, device, 2, Control, context), Is.EqualTo(NTSTATUS.STATUS_SUCCESS)));
        Assert.That(_calls, Is.EqualTo(new[] { $"{device.Pointer} {CurrentIrp:X} {context} DISPATCH_LEVEL" }));
        Assert.That(Held(ResourceKind.MapRegisters), Is.EqualTo(1));
        AtDispatch(() => Driver.FreeMapRegisters(adapter, _registers, 2));
        Assert.That(Held(ResourceKind.MapRegisters), Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xC)]
    public void More_registers_than_granted_fail_and_the_routine_is_not_called()
    {
        var adapter = Adapter(pages: 2);
        AtDispatch(() => Assert.That(
            Driver.AllocateAdapterChannel(adapter, Device(), 4, Control, default), Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES)));
        Assert.That(_calls, Is.Empty);
        Assert.That(Machine.Violations.Single().P1, Is.EqualTo(0x0C));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        adapter = Adapter(pages: 2);
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertDma(0x0C, () => Driver.AllocateAdapterChannel(adapter, Device(), 4, Control, default));
    }

    [TestCase(IO_ALLOCATION_ACTION.DeallocateObject, 0, false)]
    [TestCase(IO_ALLOCATION_ACTION.DeallocateObjectKeepRegisters, 1, false)]
    [TestCase(IO_ALLOCATION_ACTION.KeepObject, 1, true)]
    public void Action_decides_what_stays(IO_ALLOCATION_ACTION action, int registers, bool hasChannel)
    {
        var adapter = Adapter();
        _action = action;
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 2, Control, default));
        Assert.That(Held(ResourceKind.MapRegisters), Is.EqualTo(registers));
        Assert.That(Machine.Dma.Find(adapter.Pointer)!.ChannelHolder != 0, Is.EqualTo(hasChannel));
        if (hasChannel)
        {
            AtDispatch(() => Driver.FreeAdapterChannel(adapter));
            Assert.That(Held(ResourceKind.MapRegisters), Is.Zero);
        }
    }

    [Test]
    public void Short_of_registers_the_routine_is_called_when_they_come_free()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 4 }));
        var adapter = Adapter(pages: 3);
        var (first, second) = (Device(), Device());
        AtDispatch(() =>
        {
            Driver.AllocateAdapterChannel(adapter, first, 3, Control, default);
            var held = _registers;
            Assert.That(Driver.AllocateAdapterChannel(adapter, second, 2, Control, default), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
            Assert.That(_calls, Has.Count.EqualTo(1), "it waits");
            Driver.FreeMapRegisters(adapter, held, 3);
            Assert.That(_calls, Has.Count.EqualTo(2));
            Assert.That(_calls[1], Does.StartWith(second.Pointer.ToString()));
        });
        Assert.That(Held(ResourceKind.MapRegisters), Is.EqualTo(1));
    }

    [Test]
    public void Kept_channel_keeps_the_next_device_waiting()
    {
        var adapter = Adapter();
        _action = IO_ALLOCATION_ACTION.KeepObject;
        AtDispatch(() =>
        {
            Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default);
            Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default);
            Assert.That(_calls, Has.Count.EqualTo(1));
            Driver.FreeAdapterChannel(adapter);
            Assert.That(_calls, Has.Count.EqualTo(2));
        });
    }

    [Test]
    public void Common_buffer_freed_at_passive_calls_a_waiting_routine_at_dispatch()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 1 }));
        var adapter = Adapter(pages: 1);
        var buffer = Driver.AllocateCommonBuffer(adapter, 16, out var logical, true);
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default));
        Driver.FreeCommonBuffer(adapter, 16, logical, buffer, true);
        Assert.That(_calls.Single(), Does.EndWith("DISPATCH_LEVEL"));
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xB)]
    public void Second_channel_of_a_device_is_0x0B()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        var device = Device();
        _action = IO_ALLOCATION_ACTION.KeepObject;
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Driver.AllocateAdapterChannel(adapter, device, 1, Control, default);
        AssertDma(0x0B, () => Driver.AllocateAdapterChannel(adapter, device, 1, Control, default));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x14)]
    public void Channel_below_dispatch_is_0x14()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        var stop = AssertDma(0x14, () => Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default));
        Assert.That((stop.P3, stop.P4), Is.EqualTo((2UL, 0UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x4)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x5)]
    public void Channel_freed_twice_is_0x04_and_registers_0x05()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertDma(0x04, () => Driver.FreeAdapterChannel(adapter));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        adapter = Adapter();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default);
        Driver.FreeMapRegisters(adapter, _registers, 1);
        AssertDma(0x05, () => Driver.FreeMapRegisters(adapter, _registers, 1));
    }

    [Test]
    public void Transfer_maps_what_is_contiguous_and_is_flushed()
    {
        var adapter = Adapter();
        var pages = Driver.MmAllocatePagesForMdl(Page, (3 * Page) - 1, 0, 2 * Page);
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 2, Control, default));
        var length = (uint)(2 * Page) - 8;
        var logical = Driver.MapTransfer(adapter, pages, _registers, Driver.At(8), ref length, true);
        Assert.That((logical, length), Is.EqualTo((Page + 8, (2 * (uint)Page) - 8)));
        Assert.That(Driver.FlushAdapterBuffers(adapter, pages, _registers, Driver.At(8), length, true));
        AtDispatch(() => Driver.FreeMapRegisters(adapter, _registers, 2));
        Driver.PutDmaAdapter(adapter);
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Transfer_ends_where_pages_are_not_neighbours()
    {
        var adapter = Adapter();
        Driver.MmAllocateContiguousMemorySpecifyCache(Page, 2 * Page, (3 * Page) - 1, 0, MEMORY_CACHING_TYPE.MmCached);
        var pages = Driver.MmAllocatePagesForMdl(Page, (4 * Page) - 1, 0, 2 * Page);
        var length = (uint)(2 * Page);
        Assert.That(Driver.MapTransfer(adapter, pages, default, default, ref length, true), Is.EqualTo(Page));
        Assert.That(length, Is.EqualTo(Page));
    }

    [TestCase(0x0Eu)]
    [TestCase(0x1Bu)]
    [TestCase(0x21u)]
    [TestCase(0x1Du)]
    [TestCase(0x15u)]
    [TestCase(0x22u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, SubCodeArgument = 0)]
    public void Wrong_transfer_has_its_sub_code(uint subCode)
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default));
        var mdl = Buffer(3);
        var va = Driver.MmGetMdlVirtualAddress(mdl);
        var length = 16u;
        AssertDma(subCode, () =>
        {
            switch (subCode)
            {
                case 0x0E:
                    Driver.MapTransfer(adapter, MdlFor(va, 16), _registers, va, ref length, true);
                    break;
                case 0x1B:
                    Driver.MapTransfer(adapter, mdl, _registers, va + (long)(3 * Page), ref length, true);
                    break;
                case 0x21:
                    length = 0;
                    Driver.MapTransfer(adapter, mdl, _registers, va, ref length, true);
                    break;
                case 0x1D:
                    Driver.MapTransfer(adapter, mdl, _registers, va, ref length, true);
                    Driver.MapTransfer(adapter, mdl, _registers, va + 8, ref length, true);
                    break;
                case 0x15:
                    length = (uint)(2 * Page);
                    Driver.MapTransfer(adapter, mdl, _registers, va, ref length, true);
                    Driver.MapTransfer(adapter, mdl, _registers, va + (long)(2 * Page), ref length, true);
                    break;
                default:
                    Driver.MapTransfer(adapter, mdl, _registers + 0x1000, va, ref length, true);
                    break;
            }
        });
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x0)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x16)]
    public void Flush_of_what_is_not_mapped_is_0x16_and_past_it_0x00()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var (adapter, mdl) = MappedTransfer();
        var stop = AssertDma(
            0x00, () => Driver.FlushAdapterBuffers(adapter, mdl, _registers, Driver.MmGetMdlVirtualAddress(mdl), 999, true));
        Assert.That(stop.P2, Is.EqualTo(1));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        (adapter, mdl) = MappedTransfer();
        var va = Driver.MmGetMdlVirtualAddress(mdl);
        Driver.FlushAdapterBuffers(adapter, mdl, _registers, va, 16, true);
        AssertDma(0x16, () => Driver.FlushAdapterBuffers(adapter, mdl, _registers, va, 16, true));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x10)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xD)]
    public void Registers_freed_without_a_flush_are_0x10_and_with_the_channel_0x0D()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var (adapter, _) = MappedTransfer();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertDma(0x10, () => Driver.FreeMapRegisters(adapter, _registers, 1));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        _action = IO_ALLOCATION_ACTION.KeepObject;
        (adapter, _) = MappedTransfer();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        AssertDma(0x0D, () => Driver.FreeAdapterChannel(adapter));
    }

    [TestCase(IO_ALLOCATION_ACTION.KeepObject, 0x08u)]
    [TestCase(IO_ALLOCATION_ACTION.DeallocateObjectKeepRegisters, 0x09u)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, SubCodeArgument = 1)]
    public void Adapter_released_with_a_channel_or_registers(IO_ALLOCATION_ACTION action, uint subCode)
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        _action = action;
        var adapter = Adapter();
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default));
        AssertDma(subCode, () => Driver.PutDmaAdapter(adapter));
    }

    private (DmaAdapter Adapter, Mdl Mdl) MappedTransfer()
    {
        var adapter = Adapter();
        var mdl = Buffer(1);
        AtDispatch(() => Driver.AllocateAdapterChannel(adapter, Device(), 1, Control, default));
        var length = 16u;
        Driver.MapTransfer(adapter, mdl, _registers, Driver.MmGetMdlVirtualAddress(mdl), ref length, true);
        return (adapter, mdl);
    }

    private IO_ALLOCATION_ACTION Control(DeviceObject device, Irp irp, Pointer mapRegisterBase, Pointer context)
    {
        _registers = mapRegisterBase;
        _calls.Add($"{device.Pointer} {irp.Pointer.Address:X} {context} {Machine.Irql}");
        return _action;
    }
}
