namespace Verifier.Kernel;

/// <summary>
/// IoRegisterShutdownNotification: devices that get IRP_MJ_SHUTDOWN before the system goes down; those of the last chance after all others, when there
/// are no file systems any more.
/// </summary>
internal sealed class ShutdownNotifications(Machine machine)
{
    private const ulong EntryBytes = 0x18;

    private static readonly PoolTag Tag = "IoSh";

    private readonly List<(ulong Device, ulong Block, bool IsLast)> _registered = [];

    /// <summary>Registers a device; STATUS_INSUFFICIENT_RESOURCES when the pool is exhausted.</summary>
    public NTSTATUS Register(ulong device, bool isLast = false)
    {
        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, EntryBytes, Tag);
        if (block == 0)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        _registered.Add((device, block, isLast));
        var view = new DeviceObject(machine, device);
        view.Flags |= DEVICE_FLAGS.DO_SHUTDOWN_REGISTERED;
        machine.Resources.Acquired(ResourceKind.Registration, block, EntryBytes, Tag);
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>IoUnregisterShutdownNotification.</summary>
    public void Unregister(ulong device)
    {
        while (_registered.FindIndex(r => r.Device == device) is >= 0 and var index)
        {
            machine.Resources.Released(ResourceKind.Registration, _registered[index].Block);
            machine.Pool.FreeForKernel(_registered[index].Block);
            _registered.RemoveAt(index);
            var view = new DeviceObject(machine, device);
            view.Flags &= ~DEVICE_FLAGS.DO_SHUTDOWN_REGISTERED;
        }
    }

    /// <summary>The system goes down: IRP_MJ_SHUTDOWN to every registered device, the youngest first, those of the last chance last.</summary>
    public void Shutdown() => Operation.RunOnSystemThread(machine, "shutdown", SendAll());

    public void Reset() => _registered.Clear();

    private IEnumerator<KernelAction> SendAll()
    {
        foreach (var (device, _, _) in _registered.AsEnumerable().Reverse().OrderBy(r => r.IsLast).ToArray())
        {
            var request = new IoRequest(IRP_MJ.IRP_MJ_SHUTDOWN, 0, machine.Io.Devices.Describe(device), null);
            yield return KernelAction.Run(machine.Io.Sender.PrepareUnfailing(request, device, IRP_MJ.IRP_MJ_SHUTDOWN, 0));
            yield return KernelAction.Run(machine.Io.Sender.SendAndWait(request, device));
        }
    }
}
