namespace Verifier.Kernel;

/// <summary>
/// The device objects that the PnP manager keeps in memory: a whole stack while it is removed, so that a dispatch routine may still use its
/// extension after IoDeleteDevice, and each child that a bus driver reports, until the driver reports it no more or its bus is removed.
/// </summary>
internal sealed class PnpHolds(Machine machine)
{
    private readonly Dictionary<PnpDevice, List<ulong>> _stacks = [];
    private readonly Dictionary<PnpDevice, List<ulong>> _children = [];

    /// <summary>REMOVE_DEVICE is about to be sent: keeps the physical device and all above it.</summary>
    public void HoldStack(PnpDevice device, IEnumerable<ulong> above)
    {
        var held = new List<ulong> { device.Pdo };
        held.AddRange(above);
        held.ForEach(machine.Io.Devices.Hold);
        _stacks[device] = held;
    }

    /// <summary>A bus driver reports a child for the first time.</summary>
    public void Keep(PnpDevice bus, ulong child)
    {
        if (!_children.TryGetValue(bus, out var held))
        {
            _children[bus] = held = [];
        }

        machine.Io.Devices.Hold(child);
        held.Add(child);
    }

    /// <summary>A child that is reported no more has been removed.</summary>
    public void LetGo(PnpDevice bus, ulong child)
    {
        if (_children.GetValueOrDefault(bus, []).Remove(child))
        {
            machine.Io.Devices.Unhold(child);
        }
    }

    /// <summary>REMOVE_DEVICE is over: keeps nothing of the device any longer, children first.</summary>
    public void Release(PnpDevice device)
    {
        Release(_children, device);
        Release(_stacks, device);
    }

    public void Reset()
    {
        _stacks.Clear();
        _children.Clear();
    }

    private void Release(Dictionary<PnpDevice, List<ulong>> from, PnpDevice device)
    {
        if (from.Remove(device, out var held))
        {
            held.ForEach(machine.Io.Devices.Unhold);
        }
    }
}
