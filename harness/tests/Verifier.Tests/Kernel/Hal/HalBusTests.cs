using Verifier.Kernel;
using Verifier.Tests.Kernel.Ke;

namespace Verifier.Tests.Kernel.Hal;

/// <summary>Buses and interrupts of old drivers, and the routines that answer with a fixed value.</summary>
public sealed class HalBusTests : KeFixture
{
    private const uint Pci = 4;

    [Test]
    public void Bus_address_is_the_processors_own()
    {
        var space = 1u;
        Assert.That(Driver.HalTranslateBusAddress(5, 0, 0xC000, ref space, out var translated), Is.True);
        Assert.That((translated, space), Is.EqualTo((0xC000L, 1u)));
    }

    [Test]
    public void Interrupt_has_a_vector_and_a_device_level()
    {
        var vector = Driver.HalGetInterruptVector(5, 0, 5, 0x61, out var irql, out var affinity);
        Assert.That((vector, affinity), Is.EqualTo((0x61u, 1UL)));
        Assert.That(irql, Is.InRange(KIRQL.DEVICE_LEVEL_LOWEST, KIRQL.DEVICE_LEVEL_HIGHEST));
        Assert.That(Driver.HalGetInterruptVector(5, 0, 5, 0, out _, out _), Is.Not.Zero);
    }

    [Test]
    public void Slot_of_the_PCI_bus_is_empty_and_other_buses_are_not_there()
    {
        var buffer = NonPaged(0);
        Assert.That(Driver.HalGetBusData(Pci, 0, 3, buffer, 64), Is.EqualTo(2u));
        Assert.That(buffer.Read<ushort>(), Is.EqualTo((ushort)0xFFFF));
        Assert.That(Driver.HalGetBusDataByOffset(Pci, 1, 3, buffer, 0, 64), Is.Zero);
        Assert.That(Driver.HalGetBusDataByOffset(Pci, 0, 3, buffer, 4, 64), Is.Zero);
        Assert.That((Driver.HalSetBusData(Pci, 0, 3, buffer, 64), Driver.HalSetBusDataByOffset(Pci, 0, 3, buffer, 0, 64)), Is.EqualTo((0u, 0u)));
    }

    [Test]
    public void Adapter_without_a_device_is_none_and_the_speaker_sounds()
    {
        Assert.That(Driver.HalGetAdapter(default, out _).IsNull);
        Assert.That(Driver.HalMakeBeep(440), Is.True);
    }

    [Test]
    public void Debugger_and_boot_screen_are_not_there()
    {
        Assert.That((Driver.KdRefreshDebuggerNotPresent(), Driver.InbvCheckDisplayOwnership()), Is.EqualTo((true, false)));
        Assert.That(
            Driver.KdSystemDebugControl(0, Pointer.Null, 0, Pointer.Null, 0, out _, 0), Is.EqualTo(NTSTATUS.STATUS_DEBUGGER_INACTIVE));
        Driver.InbvNotifyDisplayOwnershipLost(Pointer.Null);
        Driver.InbvNotifyDisplayOwnershipLost(Pointer.Null);
        Assert.That(Machine.Breaches, Is.Empty);
        Assert.That(Machine.Remarks, Has.Exactly(1).StartsWith("the driver called InbvNotifyDisplayOwnershipLost, which is inert: "));
    }

    [Test]
    public void Disks_answer_that_there_are_none()
    {
        NTSTATUS[] said =
        [
            Driver.IoCreateDisk(default, Pointer.Null), Driver.IoReadPartitionTableEx(default, out var layout),
            Driver.IoWritePartitionTableEx(default, Pointer.Null), Driver.IoSetPartitionInformation(default, 512, 1, 7),
            Driver.IoSetPartitionInformationEx(default, 1, Pointer.Null),
        ];
        Assert.That(said, Is.All.EqualTo(NTSTATUS.STATUS_INVALID_DEVICE_REQUEST));
        Assert.That(layout.IsNull);
        Assert.That(Driver.IoSetSystemPartition(Driver.UnicodeLiteral("C:")), Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
        Assert.That(
            Driver.IoQueryDeviceDescription(Pointer.Null, Pointer.Null, Pointer.Null, Pointer.Null, Pointer.Null, Pointer.Null, Pointer.Null, Pointer.Null),
            Is.EqualTo(NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND));
    }

    [Test]
    public void Control_codes_for_files_are_refused()
    {
        Driver.ZwCreateEvent(out var handle, 0, Pointer.Null, EVENT_TYPE.NotificationEvent, false);
        Assert.That((Device(handle), Fs(handle)), Is.EqualTo((NTSTATUS.STATUS_INVALID_DEVICE_REQUEST, NTSTATUS.STATUS_INVALID_DEVICE_REQUEST)));
        Assert.That((Device(0x44), Fs(0x44)), Is.EqualTo((NTSTATUS.STATUS_INVALID_HANDLE, NTSTATUS.STATUS_INVALID_HANDLE)));
        Assert.That(Driver.ZwPowerInformation(0, Pointer.Null, 0, Pointer.Null, 0), Is.EqualTo(NTSTATUS.STATUS_NOT_IMPLEMENTED));
        Assert.That(DdiCatalogue.FindExported("NtFsControlFile"), Is.SameAs(DdiCatalogue.Find("ZwFsControlFile")));
    }

    [Test]
    public void Every_routine_without_anything_behind_it_says_what_it_answers() => Assert.That(
        DdiCatalogue.All.Where(d => d.IsInert && d.Modelled == "fully").Select(d => d.Name), Is.Empty);

    private NTSTATUS Device(ulong handle) => Driver.ZwDeviceIoControlFile(
        handle, 0, Pointer.Null, Pointer.Null, default, 0, Pointer.Null, 0, Pointer.Null, 0);

    private NTSTATUS Fs(ulong handle) => Driver.ZwFsControlFile(handle, 0, Pointer.Null, Pointer.Null, default, 0, Pointer.Null, 0, Pointer.Null, 0);
}
