using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>Adapters and common buffers: resources, failure shapes, releases.</summary>
public sealed class DmaAdapterTests : DmaFixture
{
    [Test]
    public void Adapter_has_its_operations_in_memory()
    {
        var adapter = Adapter();
        Assert.That((adapter.Version, adapter.Size), Is.EqualTo(((ushort)1, (ushort)0x10)));
        var routine = Machine.Images.RoutineAt(adapter.DmaOperations.Read<ulong>(0x10));
        Assert.That(routine!.Name, Is.EqualTo("AllocateCommonBuffer"));
        Assert.That(DdiCatalogue.Find(routine.Name), Is.SameAs(Ddis.AllocateCommonBuffer));
        Assert.That(Driver.GetDmaAlignment(adapter), Is.EqualTo(64));
        Assert.That(Driver.ReadDmaCounter(adapter), Is.Zero);
        Assert.That(Held(ResourceKind.DmaAdapter), Is.EqualTo(1));
        Driver.PutDmaAdapter(adapter);
        Assert.That(Held(ResourceKind.DmaAdapter), Is.Zero);
    }

    [Test]
    public void GetDmaAlignment_is_for_passive_level()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        Assert.That(Driver.GetDmaAlignment(adapter), Is.EqualTo(64));
        Machine.Irql = KIRQL.APC_LEVEL;
        AssertDma(0x13, () => Driver.GetDmaAlignment(adapter));
    }

    [Test]
    public void ReadDmaCounter_is_for_dispatch_level_and_below()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        AtDispatch(() => Assert.That(Driver.ReadDmaCounter(adapter), Is.Zero));
        Machine.Irql = KIRQL.DEVICE_LEVEL_LOWEST;
        AssertDma(0x13, () => Driver.ReadDmaCounter(adapter));
    }

    [Test]
    public void CalculateScatterGatherList_is_for_any_level()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var (adapter, mdl) = (Adapter(), Buffer(1));
        Machine.Irql = KIRQL.HIGH_LEVEL;
        var va = Driver.MmGetMdlVirtualAddress(mdl);
        Assert.That(Driver.CalculateScatterGatherList(adapter, mdl, va, 16, out _, out _), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(Machine.Violations, Is.Empty);
    }

    [Test]
    public void Call_through_the_table_is_the_ddi()
    {
        var adapter = Adapter();
        var result = Machine.Executor.Invoke(RoutineKind.None, adapter.DmaOperations.Read<ulong>(0x48), adapter.Pointer);
        Assert.That(result, Is.EqualTo(64));
    }

    [Test]
    public void Without_map_registers_there_is_no_adapter()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 0 }));
        var memory = NonPaged(DeviceDescription.Bytes);
        for (var i = 0; i < DeviceDescription.Bytes; i++)
        {
            memory.Write(i, (byte)0);
        }

        Assert.That(Driver.IoGetDmaAdapter(Device(), new DeviceDescription(memory), out _).IsNull);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x25)]
    public void Description_of_an_unknown_version_is_0x25()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var description = new DeviceDescription(NonPaged(DeviceDescription.Bytes)) { Version = 9 };
        AssertDma(0x25, () => Driver.IoGetDmaAdapter(Device(), description, out _));
    }

    [Test]
    public void Common_buffer_is_memory_at_a_logical_address_the_device_reaches()
    {
        var adapter = Adapter(reachesAll: false);
        var buffer = Driver.AllocateCommonBuffer(adapter, 5000, out var logical, true);
        Assert.That(logical, Is.EqualTo(Driver.MmGetPhysicalAddress(buffer)).And.LessThan(0x100_0000UL));
        Assert.That(Held(ResourceKind.CommonBuffer), Is.EqualTo(1));
        Assert.That(Held(ResourceKind.ContiguousMemory), Is.Zero);
        Driver.FreeCommonBuffer(adapter, 5000, logical, buffer, true);
        Assert.That(Held(ResourceKind.CommonBuffer), Is.Zero);
        Assert.That(Machine.Dma.Registers.Free, Is.EqualTo(Machine.Profile.MapRegisters));
    }

    [Test]
    public void Common_buffer_without_map_registers_or_pages_is_null()
    {
        Boot(Machine.Profile.With(new SystemLimits { MapRegisters = 1 }));
        var adapter = Adapter();
        var first = Driver.AllocateCommonBuffer(adapter, 16, out var logical, true);
        Assert.That(Driver.AllocateCommonBuffer(adapter, 16, out _, true).IsNull);
        Driver.FreeCommonBuffer(adapter, 16, logical, first, true);
        Machine.Physical.TryTake(Machine.Physical.Available);
        Assert.That(Driver.AllocateCommonBuffer(adapter, 16, out _, true).IsNull);
        Assert.That(Machine.Dma.Registers.Free, Is.EqualTo(1), "what failed took nothing");
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x3)]
    public void Common_buffer_freed_twice_is_0x03_or_0xC2_0x60()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        FreeTwice(code => AssertDma(0x03, code));
        Boot(ProfileName);
        FreeTwice(code => AssertBugCheck(BugCheckCode.BAD_POOL_CALLER, code));

        void FreeTwice(Action<Action> assert)
        {
            var adapter = Adapter();
            var buffer = Driver.AllocateCommonBuffer(adapter, 16, out var logical, true);
            Driver.FreeCommonBuffer(adapter, 16, logical, buffer, true);
            assert(() => Driver.FreeCommonBuffer(adapter, 16, logical, buffer, true));
        }
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0xF)]
    public void Common_buffer_overrun_is_0x0F()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        var buffer = Driver.AllocateCommonBuffer(adapter, 100, out var logical, true);
        Assert.That(buffer.Read<byte>(100), Is.EqualTo(0x0F));
        buffer.Write(100, (byte)1);
        var stop = AssertDma(0x0F, () => Driver.FreeCommonBuffer(adapter, 100, logical, buffer, true));
        Assert.That(stop.P2, Is.EqualTo(2));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x13)]
    public void Common_buffer_above_passive_is_0x13()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        Machine.Irql = KIRQL.DISPATCH_LEVEL;
        var stop = AssertDma(0x13, () => Driver.AllocateCommonBuffer(adapter, 100, out _, true));
        Assert.That((stop.P3, stop.P4), Is.EqualTo((0UL, 2UL)));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x21)]
    public void Common_buffer_of_no_bytes_is_0x21()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var adapter = Adapter();
        AssertDma(0x21, () => Driver.AllocateCommonBuffer(adapter, 0, out _, true));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x7)]
    public void Adapter_released_with_a_common_buffer_is_0x07_and_noted_when_not_verified()
    {
        var adapter = Adapter();
        Driver.AllocateCommonBuffer(adapter, 16, out _, true);
        Driver.PutDmaAdapter(adapter);
        Assert.That(Machine.Violations.Single().P1, Is.EqualTo(0x07));
        Assert.That(Held(ResourceKind.CommonBuffer), Is.EqualTo(1), "it stays a leak");
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        adapter = Adapter();
        Driver.AllocateCommonBuffer(adapter, 16, out _, true);
        AssertDma(0x07, () => Driver.PutDmaAdapter(adapter));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x18)]
    public void Adapter_used_after_its_release_is_0x18()
    {
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        var address = Adapter().Pointer.Address;
        Driver.PutDmaAdapter(new DmaAdapter(Driver.At(address)));
        AssertDma(0x18, () => Machine.Gate.Call(Driver.Image, Ddis.GetDmaAlignment, [address]));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, 0x19)]
    public void Null_adapter_faults_where_c_loads_its_operations()
    {
        AssertRaises(NTSTATUS.STATUS_ACCESS_VIOLATION, () => Driver.PutDmaAdapter(default));
        Boot(ProfileName, DriverVerifierOptions.DmaVerification);
        AssertDma(0x19, () => Machine.Gate.Call(Driver.Image, Ddis.PutDmaAdapter, [0]));
    }
}
