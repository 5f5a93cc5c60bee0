namespace Verifier.Kernel;

/// <summary>
/// The requests that the PnP manager sends to a device's stack, and the queries among them (harness/docs/facts/io.md#pnp-requests).
/// </summary>
internal sealed class PnpQueries(Machine machine)
{
    /// <summary>A PnP request for a device, not sent yet.</summary>
    public IoRequest NewRequest(PnpDevice device, byte minor) => new(IRP_MJ.IRP_MJ_PNP, minor, device, null);

    /// <summary>Sends one request to the top of the stack and waits for it.</summary>
    public IEnumerator<KernelAction> Send(
        PnpDevice device, IoRequest request, byte minor, bool mustGetThrough, ulong argument1 = 0, ulong argument2 = 0)
    {
        var top = machine.Io.Stacks.Top(device.Pdo);
        if (mustGetThrough)
        {
            yield return KernelAction.Run(machine.Io.Sender.PrepareUnfailing(request, top, IRP_MJ.IRP_MJ_PNP, minor));
        }
        else if (!request.IsComplete)
        {
            machine.Io.Sender.Prepare(request, top, IRP_MJ.IRP_MJ_PNP, minor, KPROCESSOR_MODE.KernelMode);
        }

        if (!request.IsComplete)
        {
            var location = machine.Io.Sender.Next(request.Irp);
            location.SetArgument(1, new Pointer(machine, argument1));
            location.SetArgument(2, new Pointer(machine, argument2));
        }

        yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, top));
    }

    /// <summary>The sequence of the queries that follow a successful START_DEVICE.</summary>
    public IEnumerator<KernelAction> AfterStart(PnpDevice device)
    {
        yield return KernelAction.Run(QueryCapabilities(device));
        if (!device.WasStarted)
        {
            device.WasStarted = true;
            yield return KernelAction.Run(QueryDeviceState(device));
        }

        yield return KernelAction.Run(QueryRelations(device, (uint)DEVICE_RELATION_TYPE.BusRelations));
    }

    /// <summary>The sequence of IRP_MN_QUERY_PNP_DEVICE_STATE.</summary>
    public IEnumerator<KernelAction> QueryDeviceState(PnpDevice device)
    {
        var request = NewRequest(device, IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE);
        yield return KernelAction.Run(Send(device, request, IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE, mustGetThrough: false));
        if (request.Status.IsSuccess)
        {
            device.DeviceState = (uint)request.Information;
        }

        machine.Scheduler.Current.Result = request.Status.Value;
    }

    /// <summary>IRP_MN_QUERY_DEVICE_RELATIONS; what a driver answers is taken back.</summary>
    public IEnumerator<KernelAction> QueryRelations(PnpDevice device, uint type)
    {
        var relations = NewRequest(device, IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS);
        yield return KernelAction.Run(Send(device, relations, IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS, false, type));
        if (!relations.Status.IsSuccess || relations.Information == 0)
        {
            yield break;
        }

        var reported = TakeRelations(device, relations.Information);
        if (type == (uint)DEVICE_RELATION_TYPE.BusRelations)
        {
            yield return KernelAction.Run(machine.Io.Children.Update(device, reported));
        }
    }

    /// <summary>IRP_MN_QUERY_CAPABILITIES.</summary>
    public IEnumerator<KernelAction> QueryCapabilities(PnpDevice device)
    {
        var request = NewRequest(device, IRP_MN.IRP_MN_QUERY_CAPABILITIES);
        var block = machine.Io.PnpMemory.AllocateCapabilities();
        if (block != 0)
        {
            yield return KernelAction.Run(Send(device, request, IRP_MN.IRP_MN_QUERY_CAPABILITIES, false, block));
            machine.Io.FreeBlocks(block);
        }
    }

    // A driver allocated the list and referenced the devices in it; the PnP manager gives both back. References that are missing stop the
    // machine; what the driver had in the ledger for them is the PnP manager's now.
    private List<ulong> TakeRelations(PnpDevice bus, ulong relations)
    {
        var reported = new List<ulong>();
        var count = machine.Memory.Read<uint>(relations);
        for (var i = 0UL; i < count; i++)
        {
            var device = machine.Memory.Read<ulong>(relations + 8 + (8 * i));
            if (machine.Io.Devices.Find(device) is not { IsDeletePending: false })
            {
                throw machine.BugCheck(
                    Stops.PnpManager.DeletedDevice(device), $"{bus.Driver.Name} reported 0x{device:X} in its bus relations, which is no device object or was deleted.");
            }

            machine.Objects.TakeOver(device);
            machine.Io.Devices.TryDereference(device);
            reported.Add(device);
        }

        machine.Pool.Free(relations, null);
        return reported;
    }
}
