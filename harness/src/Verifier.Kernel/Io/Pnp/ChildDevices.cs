namespace Verifier.Kernel;

/// <summary>
/// The devices that bus drivers report in IRP_MN_QUERY_DEVICE_RELATIONS. Each is asked who it is, started, and taken through its life with its bus
/// ("Adding a PnP Device to a Running System", "Removing a Device"): children go first, and a child that is not reported any more is gone. No
/// driver is loaded for it: the requests of its stack come to its physical device object, as to a device in raw mode.
/// </summary>
internal sealed class ChildDevices(Machine machine)
{
    private readonly Dictionary<PnpDevice, List<PnpDevice>> _children = [];
    private readonly ChildQueries _queries = new(machine);

    /// <summary>The children that a bus has now, in the order in which they were reported.</summary>
    public IReadOnlyList<PnpDevice> Of(PnpDevice bus) => _children.GetValueOrDefault(bus, []);

    /// <summary>A bus driver answered with these devices, each referenced once for the PnP manager: all that there are now.</summary>
    public IEnumerator<KernelAction> Update(PnpDevice bus, IReadOnlyList<ulong> reported)
    {
        var known = Of(bus).ToList();
        foreach (var gone in known.Where(c => !reported.Contains(c.Pdo)).Reverse())
        {
            if (gone.State is PnpState.Started or PnpState.StopPending or PnpState.Stopped or PnpState.RemovePending)
            {
                yield return KernelAction.Run(machine.Io.Pnp.SurpriseRemoveTree(gone));
            }

            yield return KernelAction.Run(Remove(gone));
            _children[bus].Remove(gone);
            machine.Io.PnpHolds.LetGo(bus, gone.Pdo);
        }

        foreach (var pdo in reported.Distinct().Where(p => !known.Exists(c => c.Pdo == p)).ToList())
        {
            yield return KernelAction.Run(Add(bus, pdo));
        }

        foreach (var child in Of(bus).Where(c => c.State is PnpState.Added or PnpState.Stopped).ToList())
        {
            yield return KernelAction.Run(Start(child));
        }
    }

    /// <summary>REMOVE_DEVICE to every child that has not got it, the youngest first.</summary>
    public IEnumerator<KernelAction> RemoveAll(PnpDevice bus)
    {
        foreach (var child in Of(bus).Where(c => c.State != PnpState.Removed).Reverse().ToList())
        {
            yield return KernelAction.Run(Remove(child));
        }

        _children.Remove(bus);
    }

    public void Reset() => _children.Clear();

    private IEnumerator<KernelAction> Add(PnpDevice bus, ulong pdo)
    {
        machine.Io.PnpHolds.Keep(bus, pdo);
        var owner = machine.Io.Drivers.Find(machine.Io.Devices.Find(pdo)!.DriverObject) ?? bus.Driver;
        var child = new PnpDevice(DeviceIdentity.Default, pdo, owner, 0) { Instance = $"a child of {bus}", Resources = DeviceResources.None };
        if (!_children.TryGetValue(bus, out var children))
        {
            _children[bus] = children = [];
        }

        children.Add(child);
        machine.Io.Pnp.Add(child);
        yield return KernelAction.Run(_queries.Identify(bus, child));
        var twin = machine.Io.Pnp.Devices.FirstOrDefault(d => d != child && d.State != PnpState.Removed && d.Instance == child.Instance);
        if (twin is not null)
        {
            throw machine.BugCheck(
                Stops.PnpManager.DuplicateDevice(pdo, twin.Pdo), $"{bus.Driver.Name} reported two devices with the identifier {child.Instance}.");
        }
    }

    // Its resources are its bus's business: it gets no lists of the machine's.
    private IEnumerator<KernelAction> Start(PnpDevice child)
    {
        var request = machine.Io.PnpQueries.NewRequest(child, IRP_MN.IRP_MN_START_DEVICE);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(child, request, IRP_MN.IRP_MN_START_DEVICE, mustGetThrough: false));
        if (request.Status.IsSuccess)
        {
            child.State = PnpState.Started;
            yield return KernelAction.Run(machine.Io.PnpQueries.AfterStart(child));
        }
        else if (child.State == PnpState.Stopped || request.Status != NTSTATUS.STATUS_INSUFFICIENT_RESOURCES || request.ReachedDriver)
        {
            yield return KernelAction.Run(Remove(child));
        }
    }

    private IEnumerator<KernelAction> Remove(PnpDevice child)
    {
        yield return KernelAction.Run(RemoveAll(child));
        var request = machine.Io.PnpQueries.NewRequest(child, IRP_MN.IRP_MN_REMOVE_DEVICE);
        yield return KernelAction.Run(machine.Io.PnpQueries.Send(child, request, IRP_MN.IRP_MN_REMOVE_DEVICE, mustGetThrough: true));
        child.State = PnpState.Removed;
        machine.Io.PnpHolds.Release(child);
    }
}
