using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>StartIo and device queues (facts/wdm-io.md §1, §7).</summary>
internal static class IoQueueDdis
{
    public static readonly Ddi IoStartPacket = Ddi.Declare(
        "IoStartPacket",
        new()
        {
            Parameters = [Address("DeviceObject"), Address("Irp"), Address("Key"), Address("CancelFunction")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) => machine.Io.Packets.Start(a[0], a[1], a[2], a[3]));

    public static readonly Ddi IoStartNextPacket = Ddi.Declare(
        "IoStartNextPacket",
        new() { Parameters = [Address("DeviceObject"), Value("Cancelable")], Irql = IrqlRule.ExactlyDispatch },
        (machine, a) => machine.Io.Packets.StartNext(a[0], (byte)a[1] != 0, null));

    public static readonly Ddi IoStartNextPacketByKey = Ddi.Declare(
        "IoStartNextPacketByKey",
        new() { Parameters = [Address("DeviceObject"), Value("Cancelable"), Value("Key")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Packets.StartNext(a[0], (byte)a[1] != 0, (uint)a[2]));

    public static readonly Ddi KeInitializeDeviceQueue = Ddi.DeclareVoid(
        "KeInitializeDeviceQueue",
        new() { Parameters = [Address("DeviceQueue")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.DeviceQueues.Initialise(a[0]));

    public static readonly Ddi KeInsertDeviceQueue = Ddi.Declare(
        "KeInsertDeviceQueue",
        new() { Parameters = [Address("DeviceQueue"), Address("DeviceQueueEntry")], Irql = IrqlRule.ExactlyDispatch },
        (machine, a) => DeviceQueue.Insert(machine, a[0], a[1], null) ? 1UL : 0UL);

    public static readonly Ddi KeInsertByKeyDeviceQueue = Ddi.Declare(
        "KeInsertByKeyDeviceQueue",
        new() { Parameters = [Address("DeviceQueue"), Address("DeviceQueueEntry"), Value("SortKey")], Irql = IrqlRule.ExactlyDispatch },
        (machine, a) => DeviceQueue.Insert(machine, a[0], a[1], (uint)a[2]) ? 1UL : 0UL);

    public static readonly Ddi KeRemoveDeviceQueue = Ddi.Declare(
        "KeRemoveDeviceQueue",
        new() { Parameters = [Address("DeviceQueue")], Irql = IrqlRule.ExactlyDispatch },
        (machine, a) =>
        {
            DeviceQueue.RequireBusy(machine, a[0]);
            return DeviceQueue.Remove(machine, a[0]);
        });

    public static readonly Ddi KeRemoveByKeyDeviceQueue = Ddi.Declare(
        "KeRemoveByKeyDeviceQueue",
        new() { Parameters = [Address("DeviceQueue"), Value("SortKey")], Irql = IrqlRule.ExactlyDispatch },
        (machine, a) =>
        {
            DeviceQueue.RequireBusy(machine, a[0]);
            return DeviceQueue.RemoveByKey(machine, a[0], (uint)a[1]);
        });

    public static readonly Ddi KeRemoveEntryDeviceQueue = Ddi.Declare(
        "KeRemoveEntryDeviceQueue",
        new() { Parameters = [Address("DeviceQueue"), Address("DeviceQueueEntry")], Irql = IrqlRule.Dispatch },
        (machine, a) => DeviceQueue.RemoveEntry(machine, a[1]) ? 1UL : 0UL);
}
